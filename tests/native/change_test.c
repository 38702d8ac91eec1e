/* change_test.c: options that change while writers are open. No broker needed. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <stdio.h>
#include <string.h>

static const zeekamqp_field* one_field(void) {
    static zeekamqp_field f;
    f = field("n", ZEEKAMQP_TYPE_COUNT);
    return &f;
}

/* The options that a writer was opened with, and one more or another value of one. */
static int32_t change(writer* w, const char* name, const char* value) {
    writer changed = *w;
    int32_t result;
    writer_option(&changed, name, value);
    result = w->lib.options_change(changed.options, changed.option_count, w->error, sizeof w->error);
    printf("%s = \"%s\": %d %s\n", name, value, (int)result, w->error);

    if ( result == ZEEKAMQP_OK ) {
        CHECK(w->error[0] == '\0');
        *w = changed;
    }
    else
        CHECK(w->error[0] != '\0');

    return result;
}

static writer open_to_port(library lib, const char* port) {
    writer w = writer_to_port(lib, port);
    writer_option(&w, "max_wait_on_shutdown", "0");
    CHECK_INT(writer_open(&w, "conn", one_field(), 1), ZEEKAMQP_OK);
    return w;
}

static void test_without_writers_there_is_nothing_to_change(void) {
    library lib = library_open_checked();
    CHECK_INT(lib.options_change(NULL, 0, NULL, 0), ZEEKAMQP_OK);
}

static void test_the_broker_changes_and_no_record_is_lost(void) {
    library lib = library_open_checked();
    writer w = open_to_port(lib, "1");
    const char* other = environment_dead_port(); /* another one with each call */
    zeekamqp_counters counters;
    zeekamqp_value v = value_count(7);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    CHECK(writer_poll_for(&w, "cannot connect to 127.0.0.1:1,", 20));
    CHECK_INT(change(&w, "amqp_port", other), ZEEKAMQP_OK);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    CHECK(writer_poll_for(&w, "the settings of the connection have changed", 20));
    CHECK(writer_poll_for(&w, other, 20));
    CHECK_INT(lib.writer_counters(w.handle, &counters), ZEEKAMQP_OK);
    CHECK_INT(counters.accepted, 2);
    CHECK_INT(counters.in_memory, 2);
    CHECK_INT(change(&w, "batch_max_records", "2"), ZEEKAMQP_OK);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    writer_end(&w);
    CHECK_INT(lib.shutdown(2000, NULL, 0), ZEEKAMQP_OK);
}

static void test_a_bad_value_is_refused_by_name_and_the_next_good_one_taken(void) {
    library lib = library_open_checked();
    writer w = open_to_port(lib, environment_dead_port());
    CHECK_INT(change(&w, "amqp_port", "77777"), ZEEKAMQP_ERROR_CONFIG);
    CHECK_CONTAINS(w.error, "log 'conn': option 'amqp_port' has the value '77777'");
    CHECK_INT(change(&w, "no_such_option", "1"), ZEEKAMQP_ERROR_CONFIG);
    CHECK_INT(change(&w, "queue_name", "other"), ZEEKAMQP_ERROR_CONFIG);
    CHECK_CONTAINS(w.error, "queue_name");
    CHECK_INT(change(&w, "overflow", "drop_oldest"), ZEEKAMQP_OK);
    writer_end(&w);
    CHECK_INT(lib.shutdown(2000, NULL, 0), ZEEKAMQP_OK);
}

static void test_no_text_shows_a_password(void) {
    library lib = library_open_checked();
    writer w = open_to_port(lib, environment_dead_port());
    CHECK_INT(change(&w, "password", "s3cr3t"), ZEEKAMQP_OK);
    CHECK_INT(change(&w, "pasword", "s3cr3t"), ZEEKAMQP_ERROR_CONFIG);
    CHECK(strstr(w.error, "s3cr3t") == NULL);
    writer_end(&w);
    CHECK(strstr(w.diagnostics, "s3cr3t") == NULL);
    CHECK_INT(lib.shutdown(2000, NULL, 0), ZEEKAMQP_OK);
}

static void test_a_single_option_is_checked_without_a_writer(void) {
    library lib = library_open_checked();
    char error[ZEEKAMQP_TEXT_SIZE] = "";
    zeekamqp_option o;
    memset(&o, 0, sizeof o);
    o.name = text("amqp_port");
    o.value = text("5673");
    CHECK_INT(lib.option_check(&o, error, sizeof error), ZEEKAMQP_OK);
    CHECK(error[0] == '\0');
    o.value = text("0");
    CHECK_INT(lib.option_check(&o, error, sizeof error), ZEEKAMQP_ERROR_CONFIG);
    CHECK_CONTAINS(error, "option 'amqp_port' has the value '0'; allowed is a port from 1 to 65535");
    CHECK_INT(lib.option_check(&o, NULL, 0), ZEEKAMQP_ERROR_CONFIG);
    o.name = text("no_such_option");
    CHECK_INT(lib.option_check(&o, error, sizeof error), ZEEKAMQP_ERROR_CONFIG);
    o.origin = 9;
    CHECK_INT(lib.option_check(&o, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
}

static void test_null_arguments_are_refused(void) {
    library lib = library_open_checked();
    char error[ZEEKAMQP_TEXT_SIZE] = "";
    CHECK_INT(lib.option_check(NULL, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK(error[0] != '\0');
    CHECK_INT(lib.options_change(NULL, 1, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(lib.options_change(NULL, UINT32_MAX, NULL, 0), ZEEKAMQP_ERROR_ARGUMENT);
}

static const check_test tests[] = {
    {"without_writers_there_is_nothing_to_change", test_without_writers_there_is_nothing_to_change},
    {"the_broker_changes_and_no_record_is_lost", test_the_broker_changes_and_no_record_is_lost},
    {"a_bad_value_is_refused_by_name_and_the_next_good_one_taken",
     test_a_bad_value_is_refused_by_name_and_the_next_good_one_taken},
    {"no_text_shows_a_password", test_no_text_shows_a_password},
    {"a_single_option_is_checked_without_a_writer", test_a_single_option_is_checked_without_a_writer},
    {"null_arguments_are_refused", test_null_arguments_are_refused},
};

CHECK_MAIN(tests)
