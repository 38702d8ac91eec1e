/* handle_test.c: handles that are not open, and calls out of order. No broker needed. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <string.h>

static writer open_one(library lib) {
    writer w = writer_to_port(lib, environment_dead_port());
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "max_wait_on_shutdown", "0.1");
    REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
    return w;
}

static void expect_not_open(library l, zeekamqp_writer handle) {
    zeekamqp_value v = value_count(1);
    zeekamqp_diagnostic diagnostic;
    CHECK_INT(l.writer_write(handle, &v, 1), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(l.writer_flush(handle), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(l.writer_next_diagnostic(handle, &diagnostic), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(l.writer_finish(handle), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(l.writer_close(handle), ZEEKAMQP_ERROR_ARGUMENT);
}

static void test_unknown_handles(void) {
    library lib = library_open_checked();
    static const zeekamqp_writer handles[] = {0, 1, 2, 4711, UINT32_MAX, UINT64_C(1) << 40, UINT64_MAX};

    for ( size_t i = 0; i < sizeof handles / sizeof handles[0]; i++ )
        expect_not_open(lib, handles[i]);
}

static void test_closed_handle(void) {
    library lib = library_open_checked();
    writer w = open_one(lib);
    writer_end(&w);
    expect_not_open(lib, w.handle);
    writer next = open_one(lib);
    CHECK(next.handle != w.handle); /* a late call with the old handle must not hit the new writer */
    expect_not_open(lib, w.handle);
    writer_end(&next);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_write_after_finish_is_not_taken(void) {
    library lib = library_open_checked();
    writer w = open_one(lib);
    zeekamqp_value v = value_count(1);
    CHECK_INT(lib.writer_finish(w.handle), ZEEKAMQP_OK);
    CHECK(writer_write(&w, &v, 1) != ZEEKAMQP_OK); /* nobody would deliver it */
    double start = check_clock();
    lib.writer_finish(w.handle);
    CHECK(check_clock() - start < 1.5 + DEADLINE_SLACK);
    writer_poll(&w);
    CHECK_INT(lib.writer_close(w.handle), ZEEKAMQP_OK);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_diagnostic_arguments(void) {
    library lib = library_open_checked();
    writer w = open_one(lib);
    zeekamqp_diagnostic d[2];
    CHECK_INT(lib.writer_next_diagnostic(w.handle, NULL), ZEEKAMQP_ERROR_ARGUMENT);
    double deadline = check_clock() + 10;
    int32_t result = 0;
    memset(d, 0x5a, sizeof d);

    while ( (result = lib.writer_next_diagnostic(w.handle, d)) == 0 && check_clock() < deadline )
        check_sleep_ms(20); /* the broker is away: there will be one */

    CHECK_INT(result, 1);
    REQUIRE(memchr(d[0].text, '\0', sizeof d[0].text) && memchr(d[0].reason, '\0', sizeof d[0].reason));
    REQUIRE(memchr(d[0].subject, '\0', sizeof d[0].subject) != NULL);
    CHECK(strlen(d[0].text) > strlen(d[0].reason));
    CHECK_INT(d[0].level, ZEEKAMQP_LEVEL_ERROR);
    CHECK_INT(d[0].event, ZEEKAMQP_EVENT_DISCONNECTED);
    CHECK_CONTAINS(d[0].subject, "127.0.0.1");
    CHECK_CONTAINS(d[0].text, d[0].reason);
    CHECK_INT(d[0].count, 0);
    CHECK(((const char*)&d[1])[0] == 0x5a);
    writer_end(&w);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_shutdown_without_a_writer(void) {
    library lib = library_open_checked();
    char report[ZEEKAMQP_TEXT_SIZE] = "not touched";
    CHECK_INT(lib.shutdown(1000, report, sizeof report), ZEEKAMQP_OK);
    CHECK_BYTES(report, strlen(report), "", 0);
    CHECK_INT(lib.shutdown(1000, NULL, 0), ZEEKAMQP_OK);
}

/* A bug of the caller, which must still not take the process down at its exit. */
static void test_shutdown_with_an_open_writer(void) {
    library lib = library_open_checked();
    writer w = open_one(lib);
    zeekamqp_value v = value_count(1);
    char report[ZEEKAMQP_TEXT_SIZE];
    memset(report, 0x5a, sizeof report);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    double start = check_clock();
    CHECK_INT(lib.shutdown(1000, report, 16), ZEEKAMQP_OK);
    CHECK(check_clock() - start < 2.5 + DEADLINE_SLACK);
    CHECK(report[16] == 0x5a);
    CHECK(memchr(report, '\0', 16) != NULL);
    CHECK(writer_write(&w, &v, 1) != ZEEKAMQP_OK);
    lib.writer_flush(w.handle);
    writer_poll(&w);
    start = check_clock();
    lib.writer_finish(w.handle);
    CHECK(check_clock() - start < 1.5 + DEADLINE_SLACK);
    lib.writer_close(w.handle);
}

static void test_open_after_shutdown_returns(void) {
    library lib = library_open_checked();
    writer first = open_one(lib);
    writer_end(&first);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
    writer w = writer_to_port(lib, environment_dead_port());
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "max_wait_on_shutdown", "0.1");

    if ( writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK )
        writer_end(&w);
    else
        CHECK(w.error[0] != '\0');

    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static const check_test tests[] = {
    {"unknown_handles", test_unknown_handles},
    {"closed_handle", test_closed_handle},
    {"write_after_finish_is_not_taken", test_write_after_finish_is_not_taken},
    {"diagnostic_arguments", test_diagnostic_arguments},
    {"shutdown_without_a_writer", test_shutdown_without_a_writer},
    {"shutdown_with_an_open_writer", test_shutdown_with_an_open_writer},
    {"open_after_shutdown_returns", test_open_after_shutdown_returns},
};

CHECK_MAIN(tests)
