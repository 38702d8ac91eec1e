/* json_test.c: the exact bytes of a record, as Zeek's own JSON formatter would write it, read back from the broker. */
#include "check.h"
#include "record.h"
#include "round_trip.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static zeekamqp_field vector_of(uint8_t subtype) {
    return field_of("v", ZEEKAMQP_TYPE_VECTOR, subtype);
}

static void expect_vector(uint8_t subtype, const zeekamqp_value* elements, size_t count, const char* expected) {
    round_trip_expect_value(vector_of(subtype), value_list(ZEEKAMQP_TYPE_VECTOR, elements, count), expected);
}

static void test_every_type(void) {
    zeekamqp_value ports[] = {value_port(0), value_port(65535)};
    zeekamqp_value names[] = {value_text(ZEEKAMQP_TYPE_STRING, "a"), value_text(ZEEKAMQP_TYPE_STRING, "")};
    zeekamqp_value inner[] = {value_list(ZEEKAMQP_TYPE_SET, ports, 2), value_list(ZEEKAMQP_TYPE_SET, NULL, 0)};
    zeekamqp_field fields[] = {field("b", ZEEKAMQP_TYPE_BOOL),
                               field("i", ZEEKAMQP_TYPE_INT),
                               field("c", ZEEKAMQP_TYPE_COUNT),
                               field("p", ZEEKAMQP_TYPE_PORT),
                               field("d", ZEEKAMQP_TYPE_DOUBLE),
                               field("iv", ZEEKAMQP_TYPE_INTERVAL),
                               field("ts", ZEEKAMQP_TYPE_TIME),
                               field("s", ZEEKAMQP_TYPE_STRING),
                               field("e", ZEEKAMQP_TYPE_ENUM),
                               field("f", ZEEKAMQP_TYPE_FILE),
                               field("fn", ZEEKAMQP_TYPE_FUNC),
                               field("id.orig_h", ZEEKAMQP_TYPE_ADDR),
                               field("id.resp_h", ZEEKAMQP_TYPE_ADDR),
                               field("n4", ZEEKAMQP_TYPE_SUBNET),
                               field("n6", ZEEKAMQP_TYPE_SUBNET),
                               field_of("set", ZEEKAMQP_TYPE_SET, ZEEKAMQP_TYPE_STRING),
                               field_of("vec", ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_SET)};
    zeekamqp_value values[] = {value_bool(1),
                               value_int(INT64_MIN),
                               value_count(UINT64_MAX),
                               value_port(443),
                               value_real(ZEEKAMQP_TYPE_DOUBLE, 2.5),
                               value_real(ZEEKAMQP_TYPE_INTERVAL, 0.000125),
                               value_real(ZEEKAMQP_TYPE_TIME, 1700000000.123456),
                               value_text(ZEEKAMQP_TYPE_STRING, "GET /index.html"),
                               value_text(ZEEKAMQP_TYPE_ENUM, "Notice::ACTION_LOG"),
                               value_text(ZEEKAMQP_TYPE_FILE, "extract.dat"),
                               value_text(ZEEKAMQP_TYPE_FUNC, "foo\n{ \n}"),
                               value_addr("192.0.2.1"),
                               value_addr("2001:db8::1"),
                               value_subnet("192.0.2.0", 24),
                               value_subnet("2001:db8::", 32),
                               value_list(ZEEKAMQP_TYPE_SET, names, 2),
                               value_list(ZEEKAMQP_TYPE_VECTOR, inner, 2)};
    round_trip_expect("all_types", fields, values, COUNT_OF(fields),
                      "{\"all_types\": {\"b\":true,\"i\":-9223372036854775808,\"c\":18446744073709551615,\"p\":443,"
                      "\"d\":2.5,\"iv\":0.000125,\"ts\":1700000000.123456,\"s\":\"GET /index.html\","
                      "\"e\":\"Notice::ACTION_LOG\",\"f\":\"extract.dat\",\"fn\":\"foo\\n{ \\n}\","
                      "\"id.orig_h\":\"192.0.2.1\",\"id.resp_h\":\"2001:db8::1\",\"n4\":\"192.0.2.0/24\","
                      "\"n6\":\"2001:db8::/32\",\"set\":[\"a\",\"\"],\"vec\":[[0,65535],[]]}}");
}

static void test_unset_fields_are_left_out(void) {
    zeekamqp_field fields[] = {field("a", ZEEKAMQP_TYPE_STRING), field("b", ZEEKAMQP_TYPE_BOOL),
                               field("c", ZEEKAMQP_TYPE_ADDR), field("d", ZEEKAMQP_TYPE_COUNT)};
    zeekamqp_value values[] = {value_unset(ZEEKAMQP_TYPE_STRING), value_bool(0), value_unset(ZEEKAMQP_TYPE_ADDR),
                               value_count(0)};
    round_trip_expect("t", fields, values, 4, "{\"t\": {\"b\":false,\"d\":0}}");
}

/* "Unset: nothing below is read", not even a pointer that leads nowhere. */
static void test_unset_values_are_not_read(void) {
    zeekamqp_field fields[] = {field("a", ZEEKAMQP_TYPE_STRING), vector_of(ZEEKAMQP_TYPE_COUNT)};
    zeekamqp_value values[] = {value_unset(ZEEKAMQP_TYPE_STRING), value_unset(ZEEKAMQP_TYPE_VECTOR)};
    memset(&values[0].length, 0xff, sizeof values[0].length + sizeof values[0].as);
    memset(&values[1].length, 0xff, sizeof values[1].length + sizeof values[1].as);
    round_trip_expect("t", fields, values, 2, "{\"t\": {}}");
}

static void test_unset_elements_are_null(void) {
    zeekamqp_value v[] = {value_unset(ZEEKAMQP_TYPE_COUNT), value_count(7), value_unset(ZEEKAMQP_TYPE_COUNT)};
    expect_vector(ZEEKAMQP_TYPE_COUNT, v, COUNT_OF(v), "[null,7,null]");
}

static void test_numbers_at_their_limits(void) {
    zeekamqp_value v[] = {value_int(INT64_MIN), value_int(-1), value_int(0), value_int(INT64_MAX)};
    expect_vector(ZEEKAMQP_TYPE_INT, v, COUNT_OF(v), "[-9223372036854775808,-1,0,9223372036854775807]");
}

static void test_doubles_have_the_layout_of_rapidjson(void) {
    static const double d[] = {0.0,
                               -0.0,
                               1.0,
                               -1.0,
                               0.1,
                               100.0,
                               1e15,
                               123456789.123456789,
                               1e20,
                               1e21,
                               1.5e22,
                               1e-6,
                               1e-7,
                               1.5e-7,
                               1.5e-6,
                               1e100,
                               1e-100,
                               5e-324,
                               1.7976931348623157e308,
                               1.0 / 3.0,
                               2.0 / 3.0,
                               2251799813685249.5,
                               9007199254740993.0,
                               1.23e5,
                               NAN,
                               INFINITY,
                               -INFINITY};
    zeekamqp_value v[COUNT_OF(d)];

    for ( size_t i = 0; i < COUNT_OF(d); i++ )
        v[i] = value_real(ZEEKAMQP_TYPE_DOUBLE, d[i]);

    expect_vector(ZEEKAMQP_TYPE_DOUBLE, v, COUNT_OF(v),
                  "[0.0,-0.0,1.0,-1.0,0.1,100.0,1000000000000000.0,123456789.12345679,100000000000000000000.0,1e21,"
                  "1.5e22,0.000001,1e-7,1.5e-7,0.0000015,1e100,1e-100,5e-324,"
                  "1.7976931348623157e308,0.3333333333333333,0.6666666666666666,2251799813685249.5,"
                  "9007199254740992.0,123000.0,null,null,null]");
}

static void test_times_are_seconds(void) {
    static const double d[] = {0.0, 1700000000.0, 1700000000.5, 1700000000.000001, -1.25, 4102444800.999999};
    zeekamqp_value v[COUNT_OF(d)];

    for ( size_t i = 0; i < COUNT_OF(d); i++ )
        v[i] = value_real(ZEEKAMQP_TYPE_TIME, d[i]);

    expect_vector(ZEEKAMQP_TYPE_TIME, v, COUNT_OF(v),
                  "[0.0,1700000000.0,1700000000.5,1700000000.000001,-1.25,4102444800.999999]");
}

/* Zeek has an inet_ntop of its own: the last 32 bits are dotted after ::, ::ffff: and ::ffff:0:, and nowhere else. */
static void test_addresses_are_written_as_zeek_writes_them(void) {
    static const struct {
        const char *read, *written;
    } a[] = {{"0.0.0.0", "0.0.0.0"},
             {"255.255.255.255", "255.255.255.255"},
             {"::", "::"},
             {"::1", "::1"},
             {"1::", "1::"},
             {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"}, /* the first of two equal runs */
             {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},             /* the longest run */
             {"1:2:3:4:5:6:0:8", "1:2:3:4:5:6:0:8"},        /* one group is no run */
             {"0:2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
             {"1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"},
             {"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"},
             {"::2", "::2"},
             {"::1:2", "::0.1.0.2"},
             {"::192.0.2.1", "::192.0.2.1"},
             {"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
             {"::ffff:0:0", "::ffff:0.0.0.0"},
             {"::ffff:0:192.0.2.1", "::ffff:0:192.0.2.1"},
             {"::fffe:1:2", "::fffe:1:2"},
             {"64:ff9b::192.0.2.1", "64:ff9b::c000:201"},
             {"fe80::5efe:192.0.2.1", "fe80::5efe:c000:201"},
             {"fe80::200:5efe:192.0.2.1", "fe80::200:5efe:c000:201"}};
    zeekamqp_value v[COUNT_OF(a)];
    char expected[4096] = "[";

    for ( size_t i = 0; i < COUNT_OF(a); i++ ) {
        v[i] = value_addr(a[i].read);
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "%s\"%s\"", i ? "," : "",
                 a[i].written);
    }

    strcat(expected, "]");
    expect_vector(ZEEKAMQP_TYPE_ADDR, v, COUNT_OF(v), expected);
}

static void test_subnets(void) {
    zeekamqp_value v[] = {value_subnet("0.0.0.0", 0), value_subnet("10.0.0.0", 8),      value_subnet("192.0.2.1", 32),
                          value_subnet("::", 0),      value_subnet("2001:db8::1", 128), value_subnet("fe80::", 10)};
    expect_vector(ZEEKAMQP_TYPE_SUBNET, v, COUNT_OF(v),
                  "[\"0.0.0.0/0\",\"10.0.0.0/8\",\"192.0.2.1/32\",\"::/0\",\"2001:db8::1/128\",\"fe80::/10\"]");
}

static void test_empty_sets_and_vectors(void) {
    zeekamqp_field fields[] = {field_of("s", ZEEKAMQP_TYPE_SET, ZEEKAMQP_TYPE_ADDR), vector_of(ZEEKAMQP_TYPE_BOOL)};
    zeekamqp_value values[] = {value_list(ZEEKAMQP_TYPE_SET, NULL, 0), value_list(ZEEKAMQP_TYPE_VECTOR, NULL, 0)};
    round_trip_expect("t", fields, values, 2, "{\"t\": {\"s\":[],\"v\":[]}}");
}

static void test_tag_and_names_are_escaped(void) {
    zeekamqp_field f = field("a\"b\\c\n/\xc3\xa9", ZEEKAMQP_TYPE_COUNT);
    zeekamqp_value v = value_count(1);
    round_trip_expect("lo\"g\\/\t\xc3\xa9", &f, &v, 1,
                      "{\"lo\\\"g\\\\/\\t\xc3\xa9\": {\"a\\\"b\\\\c\\n/\xc3\xa9\":1}}");
}

static const check_test tests[] = {
    {"every_type", test_every_type},
    {"unset_fields_are_left_out", test_unset_fields_are_left_out},
    {"unset_values_are_not_read", test_unset_values_are_not_read},
    {"unset_elements_are_null", test_unset_elements_are_null},
    {"numbers_at_their_limits", test_numbers_at_their_limits},
    {"doubles_have_the_layout_of_rapidjson", test_doubles_have_the_layout_of_rapidjson},
    {"times_are_seconds", test_times_are_seconds},
    {"addresses_are_written_as_zeek_writes_them", test_addresses_are_written_as_zeek_writes_them},
    {"subnets", test_subnets},
    {"empty_sets_and_vectors", test_empty_sets_and_vectors},
    {"tag_and_names_are_escaped", test_tag_and_names_are_escaped},
};

CHECK_MAIN_THEN(tests, round_trip_shutdown)
