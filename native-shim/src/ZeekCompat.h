// The only place that asks for Zeek's version.
//
// Zeek 9.0 lays threading::Value out in another order than 8.0 (`present` moved, `truncated` is new), but under the same
// names: one source fits both, one binary does not, which Zeek itself refuses to load then. Should a name change, the
// difference belongs here, behind a function or an alias, and RecordConverter.cc stays free of versions.
#pragma once

#include <zeek/zeek-config.h>

#include <zeek/threading/SerialTypes.h>

#if ZEEK_VERSION_NUMBER < 80000
#error "ZeekAmqp needs Zeek 8.0 or later. Install such a Zeek, or point ./configure --zeek-dist at its source tree."
#endif
