/* argument_test.c: records and handles that are wrong. Each is refused, none crashes, and the writer goes on. No broker needed. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A writer without a broker, with one column of each of the given types. */
static writer open_with(const zeekamqp_field* fields, uint32_t count) {
    writer w = writer_to_port(library_open_checked(), environment_dead_port());
    writer_option(&w, "max_wait_on_shutdown", "0.1");
    REQUIRE(writer_open(&w, "conn", fields, count) == ZEEKAMQP_OK);
    return w;
}

static void end(writer* w) {
    writer_end(w);
    CHECK_INT(w->lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_wrong_value_count(void) {
    zeekamqp_field fields[2] = {field("a", ZEEKAMQP_TYPE_COUNT), field("b", ZEEKAMQP_TYPE_COUNT)};
    zeekamqp_value values[3] = {value_count(1), value_count(2), value_count(3)};
    writer w = open_with(fields, 2);
    CHECK(writer_write(&w, values, 1) < 0);
    CHECK(writer_write(&w, values, 3) < 0);
    CHECK(writer_write(&w, values, 0) < 0);
    CHECK_INT(writer_write(&w, values, UINT32_MAX), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(writer_write(&w, NULL, 2), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_OK);
    end(&w);
    CHECK_CONTAINS(w.diagnostics, "5"); /* refused records are counted and reported */
}

static void test_value_of_another_type(void) {
    static const uint8_t types[] = {ZEEKAMQP_TYPE_BOOL,       ZEEKAMQP_TYPE_INT,
                                    ZEEKAMQP_TYPE_COUNT,      ZEEKAMQP_TYPE_PORT,
                                    ZEEKAMQP_TYPE_DOUBLE,     ZEEKAMQP_TYPE_INTERVAL,
                                    ZEEKAMQP_TYPE_TIME,       ZEEKAMQP_TYPE_STRING,
                                    ZEEKAMQP_TYPE_ENUM,       ZEEKAMQP_TYPE_FILE,
                                    ZEEKAMQP_TYPE_FUNC,       ZEEKAMQP_TYPE_ADDR,
                                    ZEEKAMQP_TYPE_SUBNET,     ZEEKAMQP_TYPE_SET,
                                    ZEEKAMQP_TYPE_VECTOR,     0,
                                    ZEEKAMQP_TYPE_VECTOR + 1, 255};
    zeekamqp_field f = field("a", ZEEKAMQP_TYPE_STRING);
    writer w = open_with(&f, 1);

    for ( size_t i = 0; i < sizeof types / sizeof types[0]; i++ ) {
        zeekamqp_value v = value_text(ZEEKAMQP_TYPE_STRING, ""); /* 0 bytes: no other type reads through the pointer */
        v.type = types[i];

        if ( v.type == ZEEKAMQP_TYPE_STRING )
            CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
        else
            CHECK(writer_write(&w, &v, 1) < 0);
    }

    end(&w);
}

/* An element's own type counts: Zeek has sets over several columns. An element of no type is refused. */
static void test_element_of_another_type(void) {
    zeekamqp_field f = field_of("a", ZEEKAMQP_TYPE_SET, ZEEKAMQP_TYPE_COUNT);
    zeekamqp_value elements[2] = {value_count(1), value_real(ZEEKAMQP_TYPE_DOUBLE, 1)};
    zeekamqp_value v = value_list(ZEEKAMQP_TYPE_SET, elements, 2);
    writer w = open_with(&f, 1);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    elements[1] = value_unset(0);
    elements[1].present = 1;
    CHECK(writer_write(&w, &v, 1) < 0);
    elements[1] = value_count(2);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    end(&w);
}

static void test_addresses_out_of_range(void) {
    zeekamqp_field fields[2] = {field("a", ZEEKAMQP_TYPE_ADDR), field("s", ZEEKAMQP_TYPE_SUBNET)};
    zeekamqp_value good[2] = {value_addr("192.0.2.1"), value_subnet("192.0.2.0", 24)};
    static const uint8_t families[] = {0, 5, 255};
    static const uint8_t prefixes[][2] = {{4, 33}, {4, 255}, {6, 129}, {0, 8}};
    writer w = open_with(fields, 2);

    for ( size_t i = 0; i < sizeof families / sizeof families[0]; i++ ) {
        zeekamqp_value values[2] = {good[0], good[1]};
        values[0].family = families[i];
        CHECK(writer_write(&w, values, 2) < 0);
    }

    for ( size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++ ) {
        zeekamqp_value values[2] = {good[0], good[1]};
        values[1].family = prefixes[i][0];
        values[1].prefix_length = prefixes[i][1];
        CHECK(writer_write(&w, values, 2) < 0);
    }

    CHECK_INT(writer_write(&w, good, 2), ZEEKAMQP_OK);
    end(&w);
}

/* NULL is a string of 0 bytes or a list of no elements, and nothing else. */
static void test_null_pointers(void) {
    zeekamqp_field fields[2] = {field("s", ZEEKAMQP_TYPE_STRING),
                                field_of("v", ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_STRING)};
    zeekamqp_value values[2] = {value_bytes(ZEEKAMQP_TYPE_STRING, NULL, 0), value_list(ZEEKAMQP_TYPE_VECTOR, NULL, 0)};
    writer w = open_with(fields, 2);
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_OK);
    values[0].length = 5;
    CHECK(writer_write(&w, values, 2) < 0);
    values[0].length = 0;
    values[1].length = 5;
    CHECK(writer_write(&w, values, 2) < 0);
    values[1].length = 0;
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_OK);
    end(&w);
}

/* A vector in a vector in a vector ... `depth` of them in all, the innermost one empty. */
static zeekamqp_value* nest(uint32_t depth) {
    zeekamqp_value* all = calloc(depth, sizeof *all);
    REQUIRE(all != NULL);

    for ( uint32_t i = 0; i < depth; i++ )
        all[i] = value_list(ZEEKAMQP_TYPE_VECTOR, i + 1 < depth ? &all[i + 1] : NULL, i + 1 < depth);

    return all;
}

static void test_depth_is_limited(void) {
    static const uint32_t too_deep[] = {ZEEKAMQP_MAX_DEPTH + 1, 1000, 1000000};
    zeekamqp_field f = field_of("v", ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_VECTOR);
    writer w = open_with(&f, 1);

    for ( size_t i = 0; i < sizeof too_deep / sizeof too_deep[0]; i++ ) {
        zeekamqp_value* v = nest(too_deep[i]);
        CHECK(writer_write(&w, v, 1) < 0);
        free(v);
    }

    zeekamqp_value* v = nest(ZEEKAMQP_MAX_DEPTH);
    CHECK_INT(writer_write(&w, v, 1), ZEEKAMQP_OK);
    free(v);
    end(&w);
}

/* Lengths that no array of .NET has: refused by the length alone, before anything is read or allocated. */
static void test_absurd_lengths(void) {
    zeekamqp_field fields[2] = {field("s", ZEEKAMQP_TYPE_STRING),
                                field_of("v", ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_COUNT)};
    const uint64_t mapped = UINT64_C(3) << 30; /* more than an int32 counts */
    void* zeros = mmap(NULL, mapped, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(zeros != MAP_FAILED);
    zeekamqp_value values[2] = {value_text(ZEEKAMQP_TYPE_STRING, "x"), value_list(ZEEKAMQP_TYPE_VECTOR, NULL, 0)};
    writer w = open_with(fields, 2);
    values[0].as.bytes = zeros;
    values[0].length = UINT64_MAX;
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_DROPPED);
    values[0].length = (UINT64_C(1) << 32) + 1; /* 1, if cut to 32 bits */
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_DROPPED);
    values[0].length = INT32_MAX; /* the quotes around it are too much */
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_DROPPED);
    values[0].length = mapped;
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_DROPPED);
    values[0].length = 0;
    /* The last elements of the mapping: whoever believes the count fails at once, and not after minutes. */
    values[1].as.elements = (const zeekamqp_value*)zeros + mapped / sizeof(zeekamqp_value) - 16;
    values[1].length = UINT64_MAX;
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_DROPPED);
    values[1].length = 0;
    CHECK_INT(writer_write(&w, values, 2), ZEEKAMQP_OK);
    end(&w);
    CHECK_CONTAINS(w.diagnostics, "larger than 512 MiB");
    CHECK_LACKS(w.diagnostics, "defect");
    munmap(zeros, mapped);
}

static const check_test tests[] = {
    {"wrong_value_count", test_wrong_value_count},
    {"value_of_another_type", test_value_of_another_type},
    {"element_of_another_type", test_element_of_another_type},
    {"addresses_out_of_range", test_addresses_out_of_range},
    {"null_pointers", test_null_pointers},
    {"depth_is_limited", test_depth_is_limited},
    {"absurd_lengths", test_absurd_lengths},
};

CHECK_MAIN(tests)
