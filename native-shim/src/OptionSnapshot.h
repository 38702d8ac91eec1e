// The options of one writer as text, taken while Zeek's main thread creates it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zeek/logging/WriterBackend.h>
#include <zeek/Val.h>

#include "zeekamqp.h"

namespace trapmine::amqp {

/**
 * Holds names and values and knows the meaning of none of them: parsing, defaults and checks are the library's. What the module
 * LogAMQP exports as an option or a constant is one, if its type is bool, count, interval, string or an enum.
 */
class OptionSnapshot {
public:
    /** Reads LogAMQP's options and the node's name. Zeek's main thread only: script values are not safe elsewhere. */
    OptionSnapshot();

    /** Adds a filter's own $config. Any thread; the texts are copied. */
    void AddFilterConfig(const zeek::logging::WriterBackend::WriterInfo::config_map& config);

    /** The options as the library takes them; borrowed from this object until it changes. */
    std::vector<zeekamqp_option> View() const;

    /** A script value as text; nothing for types that no option of a writer has. Zeek's main thread only. */
    static std::optional<std::string> Text(const zeek::Val& value);

    /** Whether the scripts' options were read here before they were read there. */
    bool IsOlderThan(const OptionSnapshot& other) const { return number_ < other.number_; }

    /** Cluster::node, or empty outside a cluster. */
    const std::string& Node() const { return node_; }

private:
    struct Option {
        std::string name;
        std::string value;
        uint8_t origin;
    };

    std::vector<Option> options_;
    std::string node_;
    uint64_t number_; // one more with each that reads the scripts' options
};

} // namespace trapmine::amqp
