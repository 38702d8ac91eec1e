#include "RecordConverter.h"

#include <cstring>

#include "ZeekCompat.h"

namespace trapmine::amqp {

using zeek::threading::Field;
using zeek::threading::Value;

namespace {

// What a writer keeps from one record to the next: 256 KiB, as its library keeps for the record's text.
constexpr size_t kept_values = 256 * 1024 / sizeof(zeekamqp_value);

uint8_t TypeOf(zeek::TypeTag tag) {
    switch ( tag ) {
    case zeek::TYPE_BOOL:
        return ZEEKAMQP_TYPE_BOOL;
    case zeek::TYPE_INT:
        return ZEEKAMQP_TYPE_INT;
    case zeek::TYPE_COUNT:
        return ZEEKAMQP_TYPE_COUNT;
    case zeek::TYPE_PORT:
        return ZEEKAMQP_TYPE_PORT;
    case zeek::TYPE_DOUBLE:
        return ZEEKAMQP_TYPE_DOUBLE;
    case zeek::TYPE_INTERVAL:
        return ZEEKAMQP_TYPE_INTERVAL;
    case zeek::TYPE_TIME:
        return ZEEKAMQP_TYPE_TIME;
    case zeek::TYPE_STRING:
        return ZEEKAMQP_TYPE_STRING;
    case zeek::TYPE_ENUM:
        return ZEEKAMQP_TYPE_ENUM;
    case zeek::TYPE_FILE:
        return ZEEKAMQP_TYPE_FILE;
    case zeek::TYPE_FUNC:
        return ZEEKAMQP_TYPE_FUNC;
    case zeek::TYPE_ADDR:
        return ZEEKAMQP_TYPE_ADDR;
    case zeek::TYPE_SUBNET:
        return ZEEKAMQP_TYPE_SUBNET;
    case zeek::TYPE_TABLE:
        return ZEEKAMQP_TYPE_SET;
    case zeek::TYPE_VECTOR:
        return ZEEKAMQP_TYPE_VECTOR;
    default:
        return 0; // no type that Zeek logs today; the library refuses it by name of the field
    }
}

/** Room that a value's elements, and theirs, take in the arena. */
size_t ElementCount(const Value& value) {
    if ( ! value.present || (value.type != zeek::TYPE_TABLE && value.type != zeek::TYPE_VECTOR) )
        return 0;

    // A vector's elements lie in the same struct as a set's: vec_t is set_t.
    const auto& elements = value.type == zeek::TYPE_TABLE ? value.val.set_val : value.val.vector_val;
    size_t count = static_cast<size_t>(elements.size);

    for ( zeek_int_t i = 0; i < elements.size; i++ )
        count += ElementCount(*elements.vals[i]);

    return count;
}

void ConvertAddress(const Value::addr_t& from, zeekamqp_value& to) {
    if ( from.family == IPv4 ) {
        to.family = ZEEKAMQP_FAMILY_IPV4;
        memcpy(to.as.addr, &from.in.in4, sizeof(from.in.in4));
    }
    else {
        to.family = ZEEKAMQP_FAMILY_IPV6;
        memcpy(to.as.addr, &from.in.in6, sizeof(from.in.in6));
    }
}

} // namespace

std::vector<zeekamqp_field> RecordConverter::Columns(int field_count, const Field* const* fields) {
    std::vector<zeekamqp_field> columns(static_cast<size_t>(field_count));

    for ( int i = 0; i < field_count; i++ ) {
        const Field& field = *fields[i];
        bool is_container = field.type == zeek::TYPE_TABLE || field.type == zeek::TYPE_VECTOR;
        columns[i].name = {reinterpret_cast<const uint8_t*>(field.name), strlen(field.name)};
        columns[i].type = TypeOf(field.type);
        columns[i].subtype = is_container ? TypeOf(field.subtype) : 0;
        columns[i].optional = field.optional ? 1 : 0;
    }

    return columns;
}

const zeekamqp_value* RecordConverter::Convert(int field_count, const Value* const* values) {
    // Sized before the first value is written: growing later would move elements that are already pointed to.
    size_t needed = static_cast<size_t>(field_count);

    for ( int i = 0; i < field_count; i++ )
        needed += ElementCount(*values[i]);

    MakeRoom(needed);
    used_ = static_cast<size_t>(field_count);

    for ( int i = 0; i < field_count; i++ )
        ConvertValue(*values[i], arena_[i]);

    return arena_.data();
}

void RecordConverter::MakeRoom(size_t needed) {
    if ( arena_.size() > kept_values && needed <= kept_values ) {
        arena_.resize(kept_values);
        arena_.shrink_to_fit();
    }

    if ( arena_.size() < needed )
        arena_.resize(needed);
}

void RecordConverter::ConvertValue(const Value& from, zeekamqp_value& to) {
    to = {};
    to.type = TypeOf(from.type);

    if ( ! from.present )
        return;

    to.present = 1;

    switch ( from.type ) {
    case zeek::TYPE_BOOL:
        to.as.u = from.val.int_val != 0;
        break;

    case zeek::TYPE_INT:
        to.as.i = from.val.int_val;
        break;

    case zeek::TYPE_COUNT:
        to.as.u = from.val.uint_val;
        break;

    case zeek::TYPE_PORT:
        to.as.u = from.val.port_val.port;
        break;

    case zeek::TYPE_DOUBLE:
    case zeek::TYPE_INTERVAL:
    case zeek::TYPE_TIME:
        to.as.d = from.val.double_val;
        break;

    case zeek::TYPE_STRING:
    case zeek::TYPE_ENUM:
    case zeek::TYPE_FILE:
    case zeek::TYPE_FUNC:
        to.as.bytes = reinterpret_cast<const uint8_t*>(from.val.string_val.data);
        to.length = static_cast<uint64_t>(from.val.string_val.length);
        break;

    case zeek::TYPE_ADDR:
        ConvertAddress(from.val.addr_val, to);
        break;

    case zeek::TYPE_SUBNET:
        ConvertAddress(from.val.subnet_val.prefix, to);
        // Zeek keeps each address as IPv6, so an IPv4 prefix is 128 - 32 = 96 bits longer than it is written.
        to.prefix_length = from.val.subnet_val.length - (to.family == ZEEKAMQP_FAMILY_IPV4 ? 96 : 0);
        break;

    case zeek::TYPE_TABLE:
        to.length = static_cast<uint64_t>(from.val.set_val.size);
        to.as.elements = ConvertElements(from.val.set_val);
        break;

    case zeek::TYPE_VECTOR:
        to.length = static_cast<uint64_t>(from.val.vector_val.size);
        to.as.elements = ConvertElements(from.val.vector_val);
        break;

    default:
        break; // type 0: refused by the library
    }
}

const zeekamqp_value* RecordConverter::ConvertElements(const Value::set_t& from) {
    zeekamqp_value* elements = arena_.data() + used_;
    used_ += static_cast<size_t>(from.size);

    for ( zeek_int_t i = 0; i < from.size; i++ )
        ConvertValue(*from.vals[i], elements[i]);

    return elements;
}

} // namespace trapmine::amqp
