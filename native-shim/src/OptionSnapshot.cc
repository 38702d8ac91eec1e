#include "OptionSnapshot.h"

#include <charconv>
#include <optional>
#include <string_view>

#include <zeek/Desc.h>
#include <zeek/ID.h>
#include <zeek/Scope.h>
#include <zeek/Val.h>

namespace trapmine::amqp {

namespace {

constexpr std::string_view module_prefix = "LogAMQP::";

std::string Decimal(double number) {
    char digits[352]; // 309 digits before the point of the largest double, shortest fraction after it, sign and point
    auto [end, error] = std::to_chars(digits, digits + sizeof(digits), number, std::chars_format::fixed);
    return error == std::errc() ? std::string(digits, end) : std::to_string(number);
}

std::string NodeName() {
    // The variable exists only where the cluster framework is loaded, which bare mode does not do.
    const auto& id = zeek::id::find("Cluster::node");

    if ( ! id || ! id->HasVal() || id->GetType()->Tag() != zeek::TYPE_STRING )
        return {};

    return id->GetVal()->AsStringVal()->ToStdString();
}

} // namespace

// Sets, for instance, are for scripts alone.
std::optional<std::string> OptionSnapshot::Text(const zeek::Val& value) {
    switch ( value.GetType()->Tag() ) {
    case zeek::TYPE_BOOL:
        return value.AsBool() ? "T" : "F";
    case zeek::TYPE_COUNT:
        return std::to_string(value.AsCount());
    case zeek::TYPE_INTERVAL:
        return Decimal(value.AsInterval());
    case zeek::TYPE_STRING:
        return value.AsStringVal()->ToStdString();
    case zeek::TYPE_ENUM:
        return zeek::obj_desc_short(&value);
    default:
        return std::nullopt;
    }
}

OptionSnapshot::OptionSnapshot() {
    static uint64_t taken = 0; // the main thread's alone
    number_ = ++taken;
    const auto& globals = zeek::detail::global_scope()->Vars();

    for ( auto at = globals.lower_bound(module_prefix); at != globals.end() && at->first.starts_with(module_prefix);
          ++at ) {
        const zeek::detail::ID& id = *at->second;
        bool is_setting = (id.IsConst() || id.IsOption()) && id.IsExport() && id.HasVal();

        if ( auto text = is_setting ? Text(*id.GetVal()) : std::nullopt )
            options_.push_back({at->first.substr(module_prefix.size()), *text, ZEEKAMQP_ORIGIN_GLOBAL});
    }

    node_ = NodeName();
}

void OptionSnapshot::AddFilterConfig(const zeek::logging::WriterBackend::WriterInfo::config_map& config) {
    for ( const auto& [name, value] : config )
        options_.push_back({name, value, ZEEKAMQP_ORIGIN_FILTER});
}

std::vector<zeekamqp_option> OptionSnapshot::View() const {
    std::vector<zeekamqp_option> view;
    view.reserve(options_.size());

    for ( const auto& option : options_ ) {
        zeekamqp_option entry = {};
        entry.name = {reinterpret_cast<const uint8_t*>(option.name.data()), option.name.size()};
        entry.value = {reinterpret_cast<const uint8_t*>(option.value.data()), option.value.size()};
        entry.origin = option.origin;
        view.push_back(entry);
    }

    return view;
}

} // namespace trapmine::amqp
