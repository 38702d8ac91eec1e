#include "OptionSnapshot.h"

#include <charconv>

#include <zeek/Desc.h>
#include <zeek/ID.h>
#include <zeek/Val.h>

#include "amqp.bif.h"

namespace trapmine::amqp {

namespace {

// What bifcl makes of a script type, as text: bool (an int in C++), count, interval, string, enum.
std::string Text(int flag) {
    return flag ? "T" : "F";
}

std::string Text(zeek_uint_t number) {
    return std::to_string(number);
}

std::string Text(double seconds) {
    char digits[352]; // 309 digits before the point of the largest double, shortest fraction after it, sign and point
    auto [end, error] = std::to_chars(digits, digits + sizeof(digits), seconds, std::chars_format::fixed);
    return error == std::errc() ? std::string(digits, end) : std::to_string(seconds);
}

std::string Text(const zeek::StringValPtr& text) {
    return text->ToStdString();
}

std::string Text(const zeek::ValPtr& enumerator) {
    return zeek::obj_desc_short(enumerator.get());
}

std::string NodeName() {
    // The variable exists only where the cluster framework is loaded, which bare mode does not do.
    const auto& id = zeek::id::find("Cluster::node");

    if ( ! id || ! id->HasVal() || id->GetType()->Tag() != zeek::TYPE_STRING )
        return {};

    return id->GetVal()->AsStringVal()->ToStdString();
}

} // namespace

OptionSnapshot::OptionSnapshot() {
    namespace constants = zeek::BifConst::LogAMQP;
    constexpr uint8_t global = ZEEKAMQP_ORIGIN_GLOBAL;

    options_ = {
        {"hostname", Text(constants::hostname), global},
        {"amqp_port", Text(constants::amqp_port), global},
        {"connections", Text(constants::connections), global},
        {"vhost", Text(constants::vhost), global},
        {"username", Text(constants::username), global},
        {"password", Text(constants::password), global},
        {"username_file", Text(constants::username_file), global},
        {"password_file", Text(constants::password_file), global},
        {"username_env", Text(constants::username_env), global},
        {"password_env", Text(constants::password_env), global},
        {"auth_mechanism", Text(constants::auth_mechanism), global},
        {"tls", Text(constants::tls), global},
        {"tls_ca_file", Text(constants::tls_ca_file), global},
        {"tls_certificate_file", Text(constants::tls_certificate_file), global},
        {"tls_key_file", Text(constants::tls_key_file), global},
        {"tls_key_password_file", Text(constants::tls_key_password_file), global},
        {"tls_server_name", Text(constants::tls_server_name), global},
        {"tls_verify", Text(constants::tls_verify), global},
        {"tls_min_version", Text(constants::tls_min_version), global},
        {"queue_name", Text(constants::queue_name), global},
        {"exchange", Text(constants::exchange), global},
        {"routing_key", Text(constants::routing_key), global},
        {"delivery_mode", Text(constants::delivery_mode), global},
        {"partitions", Text(constants::partitions), global},
        {"batch_max_records", Text(constants::batch_max_records), global},
        {"batch_max_bytes", Text(constants::batch_max_bytes), global},
        {"batch_max_delay", Text(constants::batch_max_delay), global},
        {"compression", Text(constants::compression), global},
        {"max_wait_on_shutdown", Text(constants::max_wait_on_shutdown), global},
        {"max_queue_bytes", Text(constants::max_queue_bytes), global},
        {"buffer", Text(constants::buffer), global},
        {"spool_dir", Text(constants::spool_dir), global},
        {"max_spool_bytes", Text(constants::max_spool_bytes), global},
        {"spool_sync_interval", Text(constants::spool_sync_interval), global},
        {"overflow", Text(constants::overflow), global},
        {"unroutable", Text(constants::unroutable), global},
        {"json_timestamps", Text(constants::json_timestamps), global},
        {"include_unset_fields", Text(constants::include_unset_fields), global},
    };

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
