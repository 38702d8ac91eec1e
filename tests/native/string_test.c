/* string_test.c: strings as Zeek's JSON formatter escapes them, and records of unusual sizes, read back from the broker. */
#include "check.h"
#include "record.h"
#include "round_trip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_bytes(const void* data, size_t length, const char* expected) {
    round_trip_expect_value(field("v", ZEEKAMQP_TYPE_STRING), value_bytes(ZEEKAMQP_TYPE_STRING, data, length),
                            expected);
}

static void expect(const char* s, const char* expected) {
    expect_bytes(s, strlen(s), expected);
}

static void test_empty_string(void) {
    expect("", "\"\"");
}

static void test_null_pointer_of_zero_bytes(void) {
    expect_bytes(NULL, 0, "\"\"");
}

static void test_nul_bytes_are_kept_as_hex(void) {
    expect_bytes("a\0b\0", 4, "\"a\\\\x00b\\\\x00\"");
}

static void test_json_escapes(void) {
    expect("\"\\/\b\f\n\r\t'<>&", "\"\\\"\\\\/\\b\\f\\n\\r\\t'<>&\"");
}

static void test_valid_utf8_is_kept(void) {
    /* two, three and four bytes: the ends of each range that Zeek takes */
    expect("\xc2\xa0\xc3\xa9\xdf\xbf\xe0\xa0\x80\xe2\x82\xac\xed\x9f\xbf\xef\xbf\xaf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf",
           "\"\xc2\xa0\xc3\xa9\xdf\xbf\xe0\xa0\x80\xe2\x82\xac\xed\x9f\xbf\xef\xbf\xaf\xf0\x90\x80\x80\xf4\x8f\xbf"
           "\xbf\"");
}

/* One bad byte at the end turns all that is not ASCII into hex, from the first byte on. */
static void test_invalid_utf8_turns_all_into_hex(void) {
    expect("\xc3\xa9\"\n\xff", "\"\\\\xc3\\\\xa9\\\"\\n\\\\xff\"");
}

static void test_other_bad_sequences(void) {
    expect("\x80", "\"\\\\x80\"");
    expect("a\xc3", "\"a\\\\xc3\"");                                /* cut */
    expect("\xc0\xaf", "\"\\\\xc0\\\\xaf\"");                       /* overlong */
    expect("\xed\xa0\x80", "\"\\\\xed\\\\xa0\\\\x80\"");            /* a surrogate */
    expect("\xf4\x90\x80\x80", "\"\\\\xf4\\\\x90\\\\x80\\\\x80\""); /* beyond U+10FFFF */
    expect("\xf8\x88\x80\x80\x80", "\"\\\\xf8\\\\x88\\\\x80\\\\x80\\\\x80\"");
}

static void test_control_characters_are_hex(void) {
    expect("\x01\x1f\x7f", "\"\\\\x01\\\\x1f\\\\x7f\"");
    expect("\xc2\x80", "\"\\\\xc2\\\\x80\""); /* U+0080, a control beyond ASCII */
    expect("\xc2\x9f", "\"\\\\xc2\\\\x9f\"");
}

static void test_private_use_and_specials_are_hex(void) {
    expect("\xee\x80\x80", "\"\\\\xee\\\\x80\\\\x80\""); /* U+E000 */
    expect("\xef\xa3\xbf", "\"\\\\xef\\\\xa3\\\\xbf\""); /* U+F8FF */
    expect("\xef\xbf\xb0", "\"\\\\xef\\\\xbf\\\\xb0\""); /* U+FFF0 */
    expect("\xef\xbf\xbd", "\"\\\\xef\\\\xbf\\\\xbd\""); /* U+FFFD, what a decoder makes of bad bytes */
    expect("\xf3\xb0\x80\x80", "\"\xf3\xb0\x80\x80\"");  /* U+F0000: private too, but kept by Zeek */
}

static void test_other_text_types_are_escaped_alike(void) {
    static const uint8_t types[] = {ZEEKAMQP_TYPE_ENUM, ZEEKAMQP_TYPE_FILE, ZEEKAMQP_TYPE_FUNC};

    for ( size_t i = 0; i < sizeof types; i++ )
        round_trip_expect_value(field("v", types[i]), value_text(types[i], "\"\xc3\xa9\xff"),
                                "\"\\\"\\\\xc3\\\\xa9\\\\xff\"");
}

static void test_set_of_1000_elements(void) {
    static zeekamqp_value elements[1000];
    static char expected[8192] = "[";

    for ( unsigned i = 0; i < 1000; i++ ) {
        elements[i] = value_count(i);
        snprintf(expected + strlen(expected), sizeof expected - strlen(expected), "%s%u", i ? "," : "", i);
    }

    strcat(expected, "]");
    round_trip_expect_value(field_of("v", ZEEKAMQP_TYPE_SET, ZEEKAMQP_TYPE_COUNT),
                            value_list(ZEEKAMQP_TYPE_SET, elements, 1000), expected);
}

static void test_10000_fields(void) {
    enum { count = 10000 };
    static char names[count][16];
    static zeekamqp_field fields[count];
    static zeekamqp_value values[count];
    static char expected[count * 32];
    size_t used = (size_t)sprintf(expected, "{\"wide\": {");

    for ( unsigned i = 0; i < count; i++ ) {
        snprintf(names[i], sizeof names[i], "f%u", i);
        fields[i] = field(names[i], ZEEKAMQP_TYPE_COUNT);
        values[i] = value_count(i * 3);
        used += (size_t)sprintf(expected + used, "%s\"f%u\":%u", i ? "," : "", i, i * 3);
    }

    strcpy(expected + used, "}}");
    round_trip_expect("wide", fields, values, count, expected);
}

/* Frames, queue and spool have their limits, but a record of this size is legal in Zeek and below the broker's own limit. */
static void test_string_of_50_mb(void) {
    const size_t length = 50u << 20;
    static const char head[] = "{\"t\": {\"v\":\"";
    static const char tail[] = "\"}}";
    char* body = malloc(length);
    REQUIRE(body != NULL);

    for ( size_t i = 0; i < length; i++ )
        body[i] = (char)('a' + i % 23);

    zeekamqp_field f = field("v", ZEEKAMQP_TYPE_STRING);
    zeekamqp_value v = value_bytes(ZEEKAMQP_TYPE_STRING, body, length);
    broker_message message = round_trip("t", &f, &v, 1);
    REQUIRE(CHECK_INT(message.length, sizeof head - 1 + length + sizeof tail - 1));
    CHECK_BYTES(message.body, sizeof head - 1, head, sizeof head - 1);
    CHECK_BYTES(message.body + sizeof head - 1, length, body, length);
    CHECK_BYTES(message.body + sizeof head - 1 + length, sizeof tail - 1, tail, sizeof tail - 1);
    broker_message_free(&message);
    free(body);
}

static const check_test tests[] = {
    {"empty_string", test_empty_string},
    {"null_pointer_of_zero_bytes", test_null_pointer_of_zero_bytes},
    {"nul_bytes_are_kept_as_hex", test_nul_bytes_are_kept_as_hex},
    {"json_escapes", test_json_escapes},
    {"valid_utf8_is_kept", test_valid_utf8_is_kept},
    {"invalid_utf8_turns_all_into_hex", test_invalid_utf8_turns_all_into_hex},
    {"other_bad_sequences", test_other_bad_sequences},
    {"control_characters_are_hex", test_control_characters_are_hex},
    {"private_use_and_specials_are_hex", test_private_use_and_specials_are_hex},
    {"other_text_types_are_escaped_alike", test_other_text_types_are_escaped_alike},
    {"set_of_1000_elements", test_set_of_1000_elements},
    {"10000_fields", test_10000_fields},
    {"string_of_50_mb", test_string_of_50_mb},
};

CHECK_MAIN_THEN(tests, round_trip_shutdown)
