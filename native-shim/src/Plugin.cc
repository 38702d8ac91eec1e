#include "Plugin.h"

#include <cstdio>
#include <filesystem>

#include <zeek/logging/Component.h>

#include "AmqpWriter.h"
#include "ManagedLibrary.h"
#include "PluginVersion.h"

namespace trapmine::amqp {

Plugin plugin;

namespace {

// Long enough to close a few connections in order, short enough not to look like a hang after Zeek has said goodbye.
constexpr uint32_t shutdown_timeout_ms = 5000;

} // namespace

zeek::plugin::Configuration Plugin::Configure() {
    AddComponent(new zeek::logging::Component("AMQP", AmqpWriter::Instantiate));

    zeek::plugin::Configuration config;
    config.name = "Trapmine::AMQPWriter";
    config.description = "Sends logs to AMQP Exchange";
    config.version.major = ZEEKAMQP_PLUGIN_VERSION_MAJOR;
    config.version.minor = ZEEKAMQP_PLUGIN_VERSION_MINOR;
    config.version.patch = ZEEKAMQP_PLUGIN_VERSION_PATCH;
    return config;
}

void Plugin::InitPreScript() {
    zeek::plugin::Plugin::InitPreScript();

    // Absolute now: the plugin path may be relative, and a writer may open the library after Zeek changed its folder.
    // The name lacks the architecture on purpose: Zeek opens all of lib/*.<arch>.so as plugins.
    std::error_code ignored; // then the path stays as it is, and the writer's error shows it
    auto folder = std::filesystem::absolute(PluginDirectory(), ignored);
    library_path_ = ((ignored ? std::filesystem::path(PluginDirectory()) : folder) / "lib" / "libzeekamqp.so").string();
}

void Plugin::Done() {
    zeek::plugin::Plugin::Done();

    // Zeek's main thread, all writers have ended. The library's threads have to end before exit handlers run, OpenSSL's
    // above all, which does not bear threads that still use it.
    const ManagedLibrary* library = ManagedLibrary::IfOpen();

    if ( ! library )
        return;

    char report[ZEEKAMQP_TEXT_SIZE] = "";
    library->shutdown(shutdown_timeout_ms, report, sizeof(report));

    // Not through the reporter: it would raise events, and nobody handles events any more.
    if ( *report )
        fprintf(stderr, "%s: %s\n", Name().c_str(), report);
}

} // namespace trapmine::amqp
