#include "ManagedLibrary.h"

#include <atomic>
#include <cstddef>
#include <dlfcn.h>
#include <mutex>
#include <sys/resource.h>
#include <type_traits>
#include <unistd.h>

namespace trapmine::amqp {

// The library proves the rest at run time; this catches a compiler that pads differently before anything is shipped.
static_assert(sizeof(zeekamqp_value) == 32 && offsetof(zeekamqp_value, as) == 16,
              "zeekamqp_value is not laid out as meant");
static_assert(sizeof(zeekamqp_field) == 24 && sizeof(zeekamqp_option) == 40, "zeekamqp.h is not laid out as meant");

namespace {

constexpr const char* reinstall =
    "Reinstall the whole plugin (make install): its library has to come from the same build. "
    "Until then nothing of this log goes to the broker; other logs and Zeek itself are not affected.";

// .NET reserves addresses, not memory: with less than 3 GB for all of Zeek its start aborts the process.
constexpr rlim_t least_address_space = 4ULL << 30;

// Why the library cannot be opened in this process; empty if it can.
std::string AddressSpaceFault() {
    rlimit limit{};

    if ( getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= least_address_space )
        return "";

    return "the process may use " + std::to_string(limit.rlim_cur >> 20) +
           " MB of addresses (ulimit -v, zeekctl's MemLimit), and " + "the library that talks to the broker needs " +
           std::to_string(least_address_space >> 20) +
           ", most of which it only reserves. Raise that limit, or bound what Zeek really uses in another way "
           "(MemoryMax of "
           "systemd). Until then nothing of this log goes to the broker; other logs and Zeek itself are not affected.";
}

struct Process {
    std::once_flag opening;
    ManagedLibrary library;
    std::string failure;
    std::atomic<bool> is_open = false; // set last: who sees it sees all of the library
};

Process& ThisProcess() {
    static auto* process = new Process; // never destroyed: writers may still use it while static objects are
    return *process;
}

} // namespace

const ManagedLibrary* ManagedLibrary::Open(const std::string& path, std::string& reason) {
    Process& process = ThisProcess();
    std::call_once(process.opening, [&] { process.is_open = process.library.Load(path, process.failure); });

    if ( ! process.is_open ) {
        reason = process.failure;
        return nullptr;
    }

    if ( process.library.process_ != getpid() ) {
        reason =
            "this process (" + std::to_string(getpid()) + ") is a fork of Zeek process " +
            std::to_string(process.library.process_) +
            ", which had already sent logs to a broker; the threads that do it exist only there. Nothing of this log "
            "goes to the broker. Start the node as a process of its own (zeekctl and Zeek's supervisor do).";
        return nullptr;
    }

    return &process.library;
}

const ManagedLibrary* ManagedLibrary::IfOpen() {
    Process& process = ThisProcess();
    return process.is_open && process.library.process_ == getpid() ? &process.library : nullptr;
}

bool ManagedLibrary::Load(const std::string& path, std::string& reason) {
    reason = AddressSpaceFault();

    if ( ! reason.empty() )
        return false;

    // RTLD_LOCAL: its many symbols must not answer for Zeek's. RTLD_NODELETE and no dlclose: .NET cannot be unloaded.
    void* opened = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

    if ( ! opened ) {
        const char* error = dlerror();
        reason = "cannot open the library that talks to the broker: " + std::string(error ? error : path) +
                 ". It belongs at " + path + ". " + reinstall;
        return false;
    }

    const char* missing = nullptr;

    auto resolve = [&](auto& function, const char* name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(opened, name));

        if ( ! function && ! missing )
            missing = name;
    };

    resolve(handshake, "zeekamqp_handshake");
    resolve(writer_open, "zeekamqp_writer_open");
    resolve(writer_write, "zeekamqp_writer_write");
    resolve(writer_drop, "zeekamqp_writer_drop");
    resolve(writer_flush, "zeekamqp_writer_flush");
    resolve(writer_next_diagnostic, "zeekamqp_writer_next_diagnostic");
    resolve(writer_finish, "zeekamqp_writer_finish");
    resolve(writer_close, "zeekamqp_writer_close");
    resolve(option_check, "zeekamqp_option_check");
    resolve(options_change, "zeekamqp_options_change");
    resolve(logs, "zeekamqp_logs");
    resolve(brokers, "zeekamqp_brokers");
    resolve(shutdown, "zeekamqp_shutdown");

    if ( missing ) {
        reason = path + " is not the library of this plugin: it has no function " + missing + ". " + reinstall;
        return false;
    }

    process_ = getpid();

    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    char error[ZEEKAMQP_TEXT_SIZE] = "";

    if ( handshake(&layout, error, sizeof(error)) != ZEEKAMQP_OK ) {
        reason = path + " does not fit this plugin: " + error + ". " + reinstall;
        return false;
    }

    return true;
}

} // namespace trapmine::amqp
