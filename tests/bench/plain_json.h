/* plain_json.h: records as tagged JSON, made with the C library's own functions, as a plain program would make it. */
#ifndef PLAIN_JSON_H
#define PLAIN_JSON_H

#include <stddef.h>
#include <zeekamqp.h>

typedef struct plain_json {
    char* bytes;
    size_t length, size;
} plain_json;

/** Replaces what is in `json`, which grows as needed. The bytes are those that the library makes of the same record, except
 * that strings are taken for plain ASCII. Ends the process where memory does.
 */
void plain_json_format(plain_json* json, const char* path, const zeekamqp_field* fields, const zeekamqp_value* values,
                       unsigned count);

#endif
