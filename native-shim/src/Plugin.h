// What Zeek sees of the plugin: its name, its version and the writer it brings.
#pragma once

#include <string>

#include <zeek/plugin/Plugin.h>

namespace trapmine::amqp {

class Plugin : public zeek::plugin::Plugin {
public:
    /** Absolute path of the library beside this plugin. Any thread, once Zeek has read its scripts. */
    const std::string& LibraryPath() const { return library_path_; }

protected:
    zeek::plugin::Configuration Configure() override;
    void InitPreScript() override;
    void Done() override;

private:
    std::string library_path_;
};

extern Plugin plugin;

} // namespace trapmine::amqp
