// The ZeekAmqp library, opened once per process.
#pragma once

#include <string>
#include <sys/types.h>

#include "zeekamqp.h"

namespace trapmine::amqp {

/**
 * The functions of zeekamqp.h, resolved at run time rather than linked: a library that is missing or of another version
 * costs its writers and not all of Zeek, and no .NET thread exists before the first writer that needs one.
 */
class ManagedLibrary {
public:
    /**
     * Opens the library at `path` on the first call; later calls return the first one's outcome, whatever their path.
     * Any thread; several may be the first at the same time.
     * Returns null with a reason for people when there is no library to use. The object lives until the process ends.
     */
    static const ManagedLibrary* Open(const std::string& path, std::string& reason);

    /** The library if it was opened in this very process, else null; also while another thread is at it. Any thread. */
    static const ManagedLibrary* IfOpen();

    decltype(&zeekamqp_handshake) handshake = nullptr;
    decltype(&zeekamqp_writer_open) writer_open = nullptr;
    decltype(&zeekamqp_writer_write) writer_write = nullptr;
    decltype(&zeekamqp_writer_drop) writer_drop = nullptr;
    decltype(&zeekamqp_writer_flush) writer_flush = nullptr;
    decltype(&zeekamqp_writer_next_diagnostic) writer_next_diagnostic = nullptr;
    decltype(&zeekamqp_writer_finish) writer_finish = nullptr;
    decltype(&zeekamqp_writer_close) writer_close = nullptr;
    decltype(&zeekamqp_option_check) option_check = nullptr;
    decltype(&zeekamqp_options_change) options_change = nullptr;
    decltype(&zeekamqp_logs) logs = nullptr;
    decltype(&zeekamqp_brokers) brokers = nullptr;
    decltype(&zeekamqp_shutdown) shutdown = nullptr;

private:
    bool Load(const std::string& path, std::string& reason);

    pid_t process_ = 0; // whose threads the library's are: fork() copies its memory, but none of them
};

} // namespace trapmine::amqp
