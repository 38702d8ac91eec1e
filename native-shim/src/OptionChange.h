// Options that change while Zeek runs, on their way from the scripts to all open writers.
#pragma once

#include <mutex>
#include <string>

#include <zeek/Val.h>

#include "OptionSnapshot.h"

namespace trapmine::amqp {

/**
 * Knows the options that were given to the open writers last, so that one that opens just then has no older ones. Which options can
 * change, and to what, is the library's to say. Without an open library there is nothing to be done: it is not opened here.
 */
class OptionChange {
public:
    /** Checks one value by itself. Zeek's main thread. Returns an empty text, or why it is refused. */
    static std::string Check(const std::string& name, const zeek::Val& value);

    /** Gives the present options to all open writers. Zeek's main thread. Returns an empty text, or why nothing has changed for any. */
    static std::string Apply();

    /** Brings a new writer's options up to date, and keeps changes off for as long as the result is held. The writer's thread. */
    static std::unique_lock<std::mutex> HoldOff(OptionSnapshot& options);
};

} // namespace trapmine::amqp
