#include "ScriptEvents.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>

#include <zeek/threading/SerialTypes.h>
#include <zeek/util.h>

namespace trapmine::amqp {

namespace {

using zeek::threading::Value;

Value* Text(const char* text) {
    auto* value = new Value(zeek::TYPE_STRING);
    value->val.string_val.length = static_cast<int>(strlen(text));
    value->val.string_val.data = zeek::util::copy_string(text, strlen(text)); // the value's own, freed with it
    return value;
}

Value* Count(uint64_t number) {
    auto* value = new Value(zeek::TYPE_COUNT);
    value->val.uint_val = number;
    return value;
}

// Types and number have to be those of the event's declaration, in amqp.bif. Zeek frees the values once it has taken the event.
void Send(zeek::threading::MsgThread& thread, const char* name, std::initializer_list<Value*> values) {
    auto** arguments = new Value*[values.size()];
    std::copy(values.begin(), values.end(), arguments);
    thread.SendEvent(name, static_cast<int>(values.size()), arguments);
}

} // namespace

void RaiseEvent(zeek::threading::MsgThread& thread, const zeekamqp_diagnostic& diagnostic) {
    // Zeek would throw the event away then, and not the values.
    if ( thread.Terminating() )
        return;

    switch ( diagnostic.event ) {
    case ZEEKAMQP_EVENT_CONNECTED:
        Send(thread, "LogAMQP::connected", {Text(diagnostic.subject)});
        break;
    case ZEEKAMQP_EVENT_DISCONNECTED:
        Send(thread, "LogAMQP::disconnected", {Text(diagnostic.subject), Text(diagnostic.reason)});
        break;
    case ZEEKAMQP_EVENT_DROPPED:
        Send(thread, "LogAMQP::dropped", {Text(diagnostic.subject), Count(diagnostic.count), Text(diagnostic.reason)});
        break;
    default:
        break;
    }
}

} // namespace trapmine::amqp
