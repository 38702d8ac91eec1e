#include "record.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

zeekamqp_string text(const char* s) {
    return bytes(s, strlen(s));
}

zeekamqp_string bytes(const void* data, uint64_t length) {
    zeekamqp_string s = {data, length};
    return s;
}

zeekamqp_field field(const char* name, uint8_t type) {
    return field_of(name, type, 0);
}

zeekamqp_field field_of(const char* name, uint8_t type, uint8_t subtype) {
    zeekamqp_field f;
    memset(&f, 0, sizeof f);
    f.name = text(name);
    f.type = type;
    f.subtype = subtype;
    f.optional = 1;
    return f;
}

zeekamqp_value value_unset(uint8_t type) {
    zeekamqp_value v;
    memset(&v, 0, sizeof v);
    v.type = type;
    return v;
}

static zeekamqp_value set_value(uint8_t type) {
    zeekamqp_value v = value_unset(type);
    v.present = 1;
    return v;
}

zeekamqp_value value_bool(int b) {
    zeekamqp_value v = set_value(ZEEKAMQP_TYPE_BOOL);
    v.as.u = b ? 1 : 0;
    return v;
}

zeekamqp_value value_int(int64_t i) {
    zeekamqp_value v = set_value(ZEEKAMQP_TYPE_INT);
    v.as.i = i;
    return v;
}

zeekamqp_value value_count(uint64_t u) {
    zeekamqp_value v = set_value(ZEEKAMQP_TYPE_COUNT);
    v.as.u = u;
    return v;
}

zeekamqp_value value_port(uint16_t port) {
    zeekamqp_value v = set_value(ZEEKAMQP_TYPE_PORT);
    v.as.u = port;
    return v;
}

zeekamqp_value value_real(uint8_t type, double d) {
    zeekamqp_value v = set_value(type);
    v.as.d = d;
    return v;
}

zeekamqp_value value_bytes(uint8_t type, const void* data, uint64_t length) {
    zeekamqp_value v = set_value(type);
    v.as.bytes = data;
    v.length = length;
    return v;
}

zeekamqp_value value_text(uint8_t type, const char* s) {
    return value_bytes(type, s, strlen(s));
}

zeekamqp_value value_addr(const char* address) {
    zeekamqp_value v = set_value(ZEEKAMQP_TYPE_ADDR);
    v.family = strchr(address, ':') ? ZEEKAMQP_FAMILY_IPV6 : ZEEKAMQP_FAMILY_IPV4;

    if ( inet_pton(v.family == ZEEKAMQP_FAMILY_IPV6 ? AF_INET6 : AF_INET, address, v.as.addr) != 1 ) {
        fprintf(stderr, "not an address: %s\n", address);
        exit(2);
    }

    return v;
}

zeekamqp_value value_subnet(const char* address, uint8_t prefix_length) {
    zeekamqp_value v = value_addr(address);
    v.type = ZEEKAMQP_TYPE_SUBNET;
    v.prefix_length = prefix_length;
    return v;
}

zeekamqp_value value_list(uint8_t type, const zeekamqp_value* elements, uint64_t count) {
    zeekamqp_value v = set_value(type);
    v.as.elements = elements;
    v.length = count;
    return v;
}
