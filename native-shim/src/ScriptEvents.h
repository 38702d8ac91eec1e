// Events of the module LogAMQP, raised by writer threads.
#pragma once

#include <zeek/threading/MsgThread.h>

#include "zeekamqp.h"

namespace trapmine::amqp {

/**
 * Raises what a diagnostic is to scripts, if it is anything. The thread's own thread only: Zeek's main thread takes the event from it and
 * handles it later. Once the thread has been told to end for good, nothing is raised.
 */
void RaiseEvent(zeek::threading::MsgThread& thread, const zeekamqp_diagnostic& diagnostic);

} // namespace trapmine::amqp
