/* option_test.c: what zeekamqp_writer_open refuses, and with which words. No broker needed. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const zeekamqp_field* one_field(void) {
    static zeekamqp_field f;
    f = field("n", ZEEKAMQP_TYPE_COUNT);
    return &f;
}

/* Opens with one option and expects that it is refused by name and value. */
static void refuse(const char* name, const char* value) {
    writer w = writer_new(library_open_checked());
    printf("%s = \"%s\"\n", name, value);
    writer_option(&w, name, value);
    CHECK_INT(writer_open(&w, "conn", one_field(), 1), ZEEKAMQP_ERROR_CONFIG);
    printf("    %s\n", w.error);
    CHECK_CONTAINS(w.error, name);
    CHECK_CONTAINS(w.error, value);
}

static void test_unknown_option_is_named(void) {
    refuse("no_such_option", "forty-two");
    refuse("Hostname", "localhost"); /* names are as in the scripts, in lower case */
}

static void test_bad_port_is_named(void) {
    refuse("amqp_port", "abc");
    refuse("amqp_port", "70000");
    refuse("amqp_port", "65536");
    refuse("amqp_port", "-1");
    refuse("amqp_port", "");
    refuse("amqp_port", "5672x");
    refuse("amqp_port", "99999999999999999999");
}

static void test_bad_interval_is_named(void) {
    refuse("max_wait_on_shutdown", "soon");
    refuse("max_wait_on_shutdown", "-1");
    refuse("max_wait_on_shutdown", "nan");
}

static void test_filter_option_is_refused_too(void) {
    writer w = writer_new(library_open_checked());
    writer_option_from(&w, ZEEKAMQP_ORIGIN_FILTER, "amqp_port", "abc");
    CHECK_INT(writer_open(&w, "conn", one_field(), 1), ZEEKAMQP_ERROR_CONFIG);
    CHECK_CONTAINS(w.error, "amqp_port");
    CHECK_CONTAINS(w.error, "abc");
}

static void test_good_open_after_a_refused_one(void) {
    library lib = library_open_checked();
    writer bad = writer_new(lib);
    writer good = writer_to_port(lib, environment_dead_port());
    writer_option(&bad, "amqp_port", "abc");
    CHECK_INT(writer_open(&bad, "conn", one_field(), 1), ZEEKAMQP_ERROR_CONFIG);
    writer_option(&good, "max_wait_on_shutdown", "0.1");
    CHECK_INT(writer_open(&good, "conn", one_field(), 1), ZEEKAMQP_OK);
    writer_end(&good);
    CHECK_INT(lib.shutdown(2000, NULL, 0), ZEEKAMQP_OK);
}

/* A name that cannot be one must not crash the parser nor make its text invalid. */
static void test_odd_names_are_refused(void) {
    static const struct {
        const char* data;
        uint64_t length;
    } names[] = {{"", 0}, {NULL, 0}, {"amqp\0port", 9}, {"\xff\xfe", 2}, {"hostname ", 9}, {"\xf0\x9f\x98\x80", 4}};

    for ( size_t i = 0; i < sizeof names / sizeof names[0]; i++ ) {
        writer w = writer_new(library_open_checked());
        writer_option(&w, "replaced", "value");
        w.options[0].name = bytes(names[i].data, names[i].length);
        CHECK_INT(writer_open(&w, "conn", one_field(), 1), ZEEKAMQP_ERROR_CONFIG);
        CHECK(w.error[0] != '\0' && memchr(w.error, '\0', sizeof w.error) != NULL);
    }
}

static void test_unknown_origin_is_refused(void) {
    writer w = writer_to_port(library_open_checked(), "1");
    w.options[0].origin = 7;
    CHECK(writer_open(&w, "conn", one_field(), 1) < 0);
}

static int is_valid_utf8(const char* s) {
    while ( *s ) {
        unsigned char c = (unsigned char)*s++;
        int more = c < 0x80 ? 0 : c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : -1;

        if ( more < 0 )
            return 0;

        while ( more-- > 0 )
            if ( ((unsigned char)*s++ & 0xc0) != 0x80 )
                return 0;
    }

    return 1;
}

/* "Longer text is cut at a whole character", whatever the size of the buffer; nothing is written behind it. */
static void test_long_text_is_cut_at_a_whole_character(void) {
    library lib = library_open_checked();
    char value[9001];
    zeekamqp_option option;
    zeekamqp_writer_config config;
    memset(&option, 0, sizeof option);
    memset(&config, 0, sizeof config);

    for ( size_t i = 0; i < 3000; i++ )
        memcpy(value + 3 * i, "\xe2\x82\xac", 3); /* the euro sign */

    value[9000] = '\0';
    option.name = text("amqp_port");
    option.value = text(value);
    config.path = text("conn");
    config.filter = text("test");
    config.node = text("");
    config.fields = one_field();
    config.field_count = 1;
    config.options = &option;
    config.option_count = 1;

    for ( size_t size = 0; size <= ZEEKAMQP_TEXT_SIZE; size += size < 200 ? 1 : 97 ) {
        char error[ZEEKAMQP_TEXT_SIZE + 16];
        zeekamqp_writer handle = 1;
        memset(error, 0x5a, sizeof error);
        CHECK_INT(lib.writer_open(&config, &handle, error, size), ZEEKAMQP_ERROR_CONFIG);
        CHECK(error[size] == 0x5a);

        if ( size > 0 ) {
            REQUIRE(memchr(error, '\0', size) != NULL);
            CHECK(is_valid_utf8(error));
        }
    }
}

static void test_null_arguments_are_refused(void) {
    library lib = library_open_checked();
    zeekamqp_writer_config config;
    zeekamqp_writer handle = 1;
    char error[ZEEKAMQP_TEXT_SIZE] = "";
    memset(&config, 0, sizeof config);
    config.path = text("conn");
    CHECK_INT(lib.writer_open(NULL, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK(handle == 0 && error[0] != '\0');
    CHECK_INT(lib.writer_open(&config, NULL, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(lib.writer_open(NULL, NULL, NULL, 0), ZEEKAMQP_ERROR_ARGUMENT);
    config.field_count = 3; /* and fields NULL */
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    config.field_count = 1;
    config.fields = one_field();
    config.option_count = 2; /* and options NULL */
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    config.option_count = 0;
    config.path = bytes(NULL, 4);
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    config.path = bytes("conn", UINT64_MAX);
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    config.path = text("conn");
    config.field_count = UINT32_MAX;
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    config.field_count = 1;
    config.options = (const zeekamqp_option*)one_field(); /* not read: the count is refused first */
    config.option_count = UINT32_MAX;
    CHECK_INT(lib.writer_open(&config, &handle, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK(handle == 0);
}

static void test_unknown_field_types_are_refused(void) {
    static const uint8_t types[][2] = {{0, 0}, {16, 0}, {255, 0}, {ZEEKAMQP_TYPE_SET, 0}, {ZEEKAMQP_TYPE_VECTOR, 99}};

    for ( size_t i = 0; i < sizeof types / sizeof types[0]; i++ ) {
        writer w = writer_to_port(library_open_checked(), "1");
        zeekamqp_field fields[2] = {field("good", ZEEKAMQP_TYPE_COUNT), field_of("odd", types[i][0], types[i][1])};
        CHECK_INT(writer_open(&w, "conn", fields, 2), ZEEKAMQP_ERROR_ARGUMENT);
        CHECK_CONTAINS(w.error, "odd"); /* which column it was */
    }
}

static const check_test tests[] = {
    {"unknown_option_is_named", test_unknown_option_is_named},
    {"bad_port_is_named", test_bad_port_is_named},
    {"bad_interval_is_named", test_bad_interval_is_named},
    {"filter_option_is_refused_too", test_filter_option_is_refused_too},
    {"good_open_after_a_refused_one", test_good_open_after_a_refused_one},
    {"odd_names_are_refused", test_odd_names_are_refused},
    {"unknown_origin_is_refused", test_unknown_origin_is_refused},
    {"long_text_is_cut_at_a_whole_character", test_long_text_is_cut_at_a_whole_character},
    {"null_arguments_are_refused", test_null_arguments_are_refused},
    {"unknown_field_types_are_refused", test_unknown_field_types_are_refused},
};

CHECK_MAIN(tests)
