#include "conn_record.h"

#include "record.h"

#include <string.h>

void conn_record_fields(zeekamqp_field f[CONN_RECORD_FIELDS]) {
    static const struct {
        const char* name;
        uint8_t type, subtype;
    } columns[CONN_RECORD_FIELDS] = {{"ts", ZEEKAMQP_TYPE_TIME, 0},
                                     {"uid", ZEEKAMQP_TYPE_STRING, 0},
                                     {"id.orig_h", ZEEKAMQP_TYPE_ADDR, 0},
                                     {"id.orig_p", ZEEKAMQP_TYPE_PORT, 0},
                                     {"id.resp_h", ZEEKAMQP_TYPE_ADDR, 0},
                                     {"id.resp_p", ZEEKAMQP_TYPE_PORT, 0},
                                     {"proto", ZEEKAMQP_TYPE_ENUM, 0},
                                     {"service", ZEEKAMQP_TYPE_STRING, 0},
                                     {"duration", ZEEKAMQP_TYPE_INTERVAL, 0},
                                     {"orig_bytes", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"resp_bytes", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"conn_state", ZEEKAMQP_TYPE_STRING, 0},
                                     {"local_orig", ZEEKAMQP_TYPE_BOOL, 0},
                                     {"local_resp", ZEEKAMQP_TYPE_BOOL, 0},
                                     {"missed_bytes", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"history", ZEEKAMQP_TYPE_STRING, 0},
                                     {"orig_pkts", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"orig_ip_bytes", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"resp_pkts", ZEEKAMQP_TYPE_COUNT, 0},
                                     {"tunnel_parents", ZEEKAMQP_TYPE_SET, ZEEKAMQP_TYPE_STRING}};

    for ( int i = 0; i < CONN_RECORD_FIELDS; i++ )
        f[i] = field_of(columns[i].name, columns[i].type, columns[i].subtype);
}

static zeekamqp_value address(uint32_t last_bits, int ipv6) {
    zeekamqp_value v = value_unset(ZEEKAMQP_TYPE_ADDR);
    uint8_t* bits = v.as.addr;
    v.present = 1;
    v.family = ipv6 ? ZEEKAMQP_FAMILY_IPV6 : ZEEKAMQP_FAMILY_IPV4;
    bits[0] = ipv6 ? 0x20 : 10;
    bits[1] = ipv6 ? 0x01 : (uint8_t)(last_bits >> 16);
    bits[ipv6 ? 14 : 2] = (uint8_t)(last_bits >> 8);
    bits[ipv6 ? 15 : 3] = (uint8_t)last_bits;
    return v;
}

/* The lowest digits of a number. */
static void write_hex(char* to, int count, uint64_t number) {
    for ( int i = count; i-- > 0; number >>= 4 )
        to[i] = "0123456789abcdef"[number & 15];
}

void conn_record_fill(conn_record* r, unsigned writer, uint64_t n) {
    static const char* const services[] = {"dns", "http", "ssl", "ssh", "smtp"};
    zeekamqp_value* v = r->values;
    r->uid[0] = 'C';
    write_hex(r->uid + 1, 3, writer);
    write_hex(r->uid + 4, 14, n);
    r->uid[18] = '\0';
    v[0] = value_real(ZEEKAMQP_TYPE_TIME, 1700000000.0 + (double)n * 0.000137);
    v[1] = value_bytes(ZEEKAMQP_TYPE_STRING, r->uid, 18);
    v[2] = address((uint32_t)(n * 2654435761u), n % 8 == 0);
    v[3] = value_port((uint16_t)(1024 + n % 64000));
    v[4] = address((uint32_t)(n % 251), n % 8 == 0);
    v[5] = value_port(443);
    v[6] = value_text(ZEEKAMQP_TYPE_ENUM, n % 3 ? "tcp" : "udp");
    v[7] = n % 4 ? value_text(ZEEKAMQP_TYPE_STRING, services[n % 5]) : value_unset(ZEEKAMQP_TYPE_STRING);
    v[8] = value_real(ZEEKAMQP_TYPE_INTERVAL, 0.000001 * (double)(n % 1000003));
    v[9] = value_count(n % 1501);
    v[10] = value_count(n * 7 % 1500007);
    v[11] = value_text(ZEEKAMQP_TYPE_STRING, "SF");
    v[12] = value_bool(1);
    v[13] = value_bool(0);
    v[14] = value_count(0);
    v[15] = value_text(ZEEKAMQP_TYPE_STRING, "ShADadFf");
    v[16] = value_count(n % 100);
    v[17] = value_count(n % 100 * 60);
    v[18] = value_count(n % 90);
    r->tunnel_parents[0] = value_text(ZEEKAMQP_TYPE_STRING, "CHhAvVGS1DHFjwGM9");
    r->tunnel_parents[1] = value_text(ZEEKAMQP_TYPE_STRING, "CmES5u32sYpV7JYN");
    v[19] = n % 10 ? value_unset(ZEEKAMQP_TYPE_SET) : value_list(ZEEKAMQP_TYPE_SET, r->tunnel_parents, 2);
}

static int parse_hex(const char* digits, int count, uint64_t* number) {
    *number = 0;

    for ( int i = 0; i < count; i++ ) {
        const char* all = "0123456789abcdef";
        const char* digit = digits[i] ? strchr(all, digits[i]) : NULL;

        if ( ! digit )
            return 0;

        *number = *number * 16 + (uint64_t)(digit - all);
    }

    return 1;
}

int conn_record_find(const char* body, size_t length, size_t* at, unsigned* writer, uint64_t* sequence) {
    static const char key[] = "\"uid\":\"C";
    const size_t key_length = sizeof key - 1;
    uint64_t number;

    for ( size_t i = *at; i + key_length + 17 < length; i++ ) {
        const char* digits = body + i + key_length;

        if ( body[i] != '"' || memcmp(body + i, key, key_length) != 0 )
            continue;

        if ( ! parse_hex(digits, 3, &number) || ! parse_hex(digits + 3, 14, sequence) || digits[17] != '"' )
            continue;

        *writer = (unsigned)number;
        *at = i + key_length + 18;
        return 1;
    }

    *at = length;
    return 0;
}
