#include "OptionChange.h"

#include <optional>

#include "ManagedLibrary.h"

namespace trapmine::amqp {

namespace {

struct State {
    std::mutex mutex;
    std::optional<OptionSnapshot> applied; // the last one; nothing as long as no option was changed
};

State& Shared() {
    static auto* state = new State; // never destroyed: writers' threads may use it while static objects are
    return *state;
}

} // namespace

std::string OptionChange::Check(const std::string& name, const zeek::Val& value) {
    State& state = Shared();
    std::lock_guard<std::mutex> guard(state.mutex); // the library may be just opening
    const ManagedLibrary* library = ManagedLibrary::IfOpen();
    auto text = OptionSnapshot::Text(value);

    if ( ! library || ! text )
        return {};

    zeekamqp_option option = {};
    option.name = {reinterpret_cast<const uint8_t*>(name.data()), name.size()};
    option.value = {reinterpret_cast<const uint8_t*>(text->data()), text->size()};
    option.origin = ZEEKAMQP_ORIGIN_GLOBAL;

    char error[ZEEKAMQP_TEXT_SIZE] = "";
    return library->option_check(&option, error, sizeof(error)) == ZEEKAMQP_OK ? "" : error;
}

std::string OptionChange::Apply() {
    State& state = Shared();
    OptionSnapshot now;
    std::lock_guard<std::mutex> guard(state.mutex);

    if ( const ManagedLibrary* library = ManagedLibrary::IfOpen() ) {
        const auto options = now.View();
        char error[ZEEKAMQP_TEXT_SIZE] = "";

        if ( library->options_change(options.data(), static_cast<uint32_t>(options.size()), error, sizeof(error)) !=
             ZEEKAMQP_OK )
            return error;
    }

    state.applied = std::move(now);
    return {};
}

std::unique_lock<std::mutex> OptionChange::HoldOff(OptionSnapshot& options) {
    State& state = Shared();
    std::unique_lock<std::mutex> guard(state.mutex);

    if ( state.applied && options.IsOlderThan(*state.applied) )
        options = *state.applied;

    return guard;
}

} // namespace trapmine::amqp
