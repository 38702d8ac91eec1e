#include "plain_json.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_SIZE 48 /* the longest double, as %f prints 1e20, has 22 characters; an address 46 */

static char* reserve(plain_json* j, size_t more) {
    if ( j->length + more > j->size ) {
        j->size = (j->length + more) * 2;
        j->bytes = realloc(j->bytes, j->size);

        if ( ! j->bytes ) {
            fprintf(stderr, "no memory for a record\n");
            exit(2);
        }
    }

    return j->bytes + j->length;
}

static void append(plain_json* j, const void* data, size_t length) {
    memcpy(reserve(j, length), data, length);
    j->length += length;
}

static void append_quoted(plain_json* j, const void* data, size_t length) {
    append(j, "\"", 1);
    append(j, data, length);
    append(j, "\"", 1);
}

static void append_count(plain_json* j, uint64_t n) {
    j->length += (size_t)snprintf(reserve(j, NUMBER_SIZE), NUMBER_SIZE, "%llu", (unsigned long long)n);
}

/* The shortest digits that are the same double again, found by trying; then laid out as Zeek lays them out. */
static void append_real(plain_json* j, double d) {
    char scientific[NUMBER_SIZE];
    int precision = 14;

    do
        snprintf(scientific, sizeof scientific, "%.*e", precision, d);
    while ( strtod(scientific, NULL) != d && precision++ < 16 );

    int exponent = atoi(strchr(scientific, 'e') + 1);
    char* text = reserve(j, NUMBER_SIZE);

    if ( d != 0 && exponent < -6 ) { /* 1e-7 and below: digits without their closing zeros, and the exponent */
        char* e = strchr(scientific, 'e');
        char* end = e;

        while ( end[-1] == '0' )
            end--;

        end -= end[-1] == '.';
        j->length += (size_t)snprintf(text, NUMBER_SIZE, "%.*se%d", (int)(end - scientific), scientific, exponent);
        return;
    }

    int decimals = precision - exponent > 1 ? precision - exponent : 1;
    int length = snprintf(text, NUMBER_SIZE, "%.*f", decimals, d);

    while ( text[length - 1] == '0' && text[length - 2] != '.' )
        length--;

    j->length += (size_t)length;
}

static void append_address(plain_json* j, const zeekamqp_value* v) {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(v->family == ZEEKAMQP_FAMILY_IPV6 ? AF_INET6 : AF_INET, v->as.addr, text, sizeof text);
    append_quoted(j, text, strlen(text));
}

static void append_value(plain_json* j, const zeekamqp_value* v) {
    switch ( v->type ) {
    case ZEEKAMQP_TYPE_BOOL:
        append(j, v->as.u ? "true" : "false", v->as.u ? 4 : 5);
        break;
    case ZEEKAMQP_TYPE_COUNT:
    case ZEEKAMQP_TYPE_PORT:
        append_count(j, v->as.u);
        break;
    case ZEEKAMQP_TYPE_INTERVAL:
    case ZEEKAMQP_TYPE_TIME:
        append_real(j, v->as.d);
        break;
    case ZEEKAMQP_TYPE_STRING:
    case ZEEKAMQP_TYPE_ENUM:
        append_quoted(j, v->as.bytes, v->length);
        break;
    case ZEEKAMQP_TYPE_ADDR:
        append_address(j, v);
        break;
    case ZEEKAMQP_TYPE_SET:
        append(j, "[", 1);

        for ( uint64_t i = 0; i < v->length; i++ ) {
            append(j, ",", i > 0);
            append_value(j, &v->as.elements[i]);
        }

        append(j, "]", 1);
        break;
    default:
        fprintf(stderr, "no record here has a value of type %u\n", (unsigned)v->type);
        exit(2);
    }
}

void plain_json_format(plain_json* j, const char* path, const zeekamqp_field* fields, const zeekamqp_value* values,
                       unsigned count) {
    int separate = 0;
    j->length = 0;
    append(j, "{", 1);
    append_quoted(j, path, strlen(path));
    append(j, ": {", 3);

    for ( unsigned i = 0; i < count; i++ ) {
        if ( ! values[i].present )
            continue;

        append(j, ",", separate ? 1 : 0);
        append_quoted(j, fields[i].name.data, fields[i].name.length);
        append(j, ":", 1);
        append_value(j, &values[i]);
        separate = 1;
    }

    append(j, "}}", 2);
}
