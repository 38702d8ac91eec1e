/* record.h: short names for building fields and values. Nothing is copied: what is passed has to outlive the result. */
#ifndef RECORD_H
#define RECORD_H

#include <string.h>
#include <zeekamqp.h>

zeekamqp_string text(const char* s);
zeekamqp_string bytes(const void* data, uint64_t length);

zeekamqp_field field(const char* name, uint8_t type);
zeekamqp_field field_of(const char* name, uint8_t type, uint8_t subtype);

/* These are inline, and name every member at once, so that a record is made up in a fraction of what it takes to write it. */
static inline zeekamqp_value value_unset(uint8_t type) {
    return (zeekamqp_value){.type = type};
}

static inline zeekamqp_value value_present(uint8_t type) {
    return (zeekamqp_value){.type = type, .present = 1};
}

static inline zeekamqp_value value_whole(uint8_t type, uint64_t u) { /* bool, count, port */
    return (zeekamqp_value){.type = type, .present = 1, .as.u = u};
}

static inline zeekamqp_value value_bool(int b) {
    return value_whole(ZEEKAMQP_TYPE_BOOL, b ? 1 : 0);
}

static inline zeekamqp_value value_int(int64_t i) {
    return (zeekamqp_value){.type = ZEEKAMQP_TYPE_INT, .present = 1, .as.i = i};
}

static inline zeekamqp_value value_count(uint64_t u) {
    return value_whole(ZEEKAMQP_TYPE_COUNT, u);
}

static inline zeekamqp_value value_port(uint16_t port) {
    return value_whole(ZEEKAMQP_TYPE_PORT, port);
}

static inline zeekamqp_value value_real(uint8_t type, double d) { /* double, interval, time */
    return (zeekamqp_value){.type = type, .present = 1, .as.d = d};
}

static inline zeekamqp_value value_bytes(uint8_t type, const void* data, uint64_t length) {
    return (zeekamqp_value){.type = type, .present = 1, .length = length, .as.bytes = (const uint8_t*)data};
}

static inline zeekamqp_value value_text(uint8_t type, const char* s) { /* string, enum, file, func */
    return value_bytes(type, s, strlen(s));
}

zeekamqp_value value_addr(const char* address);
zeekamqp_value value_subnet(const char* address, uint8_t prefix_length);
zeekamqp_value value_list(uint8_t type, const zeekamqp_value* elements, uint64_t count); /* set, vector */

#endif
