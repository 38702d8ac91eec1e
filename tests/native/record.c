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

zeekamqp_value value_addr(const char* address) {
    zeekamqp_value v = value_present(ZEEKAMQP_TYPE_ADDR);
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
    zeekamqp_value v = value_present(type);
    v.as.elements = elements;
    v.length = count;
    return v;
}
