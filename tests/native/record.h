/* record.h: short names for building fields and values. Nothing is copied: what is passed has to outlive the result. */
#ifndef RECORD_H
#define RECORD_H

#include <zeekamqp.h>

zeekamqp_string text(const char* s);
zeekamqp_string bytes(const void* data, uint64_t length);

zeekamqp_field field(const char* name, uint8_t type);
zeekamqp_field field_of(const char* name, uint8_t type, uint8_t subtype);

zeekamqp_value value_unset(uint8_t type);
zeekamqp_value value_bool(int b);
zeekamqp_value value_int(int64_t i);
zeekamqp_value value_count(uint64_t u);
zeekamqp_value value_port(uint16_t port);
zeekamqp_value value_real(uint8_t type, double d); /* double, interval, time */
zeekamqp_value value_bytes(uint8_t type, const void* data, uint64_t length);
zeekamqp_value value_text(uint8_t type, const char* s); /* string, enum, file, func */
zeekamqp_value value_addr(const char* address);
zeekamqp_value value_subnet(const char* address, uint8_t prefix_length);
zeekamqp_value value_list(uint8_t type, const zeekamqp_value* elements, uint64_t count); /* set, vector */

#endif
