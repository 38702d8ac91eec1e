/* fork_test.c: a child made after the first call has none of the library's threads. Its calls are refused and do not hang. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static writer open_one(library lib) {
    writer w = writer_to_port(lib, environment_dead_port());
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "max_wait_on_shutdown", "0.1");
    REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
    return w;
}

static void call_everything(library l, zeekamqp_writer handle) {
    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    zeekamqp_value v = value_count(1);
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer second = writer_to_port(l, "1");
    zeekamqp_diagnostic diagnostic;
    uint32_t count = 0;
    char line[ZEEKAMQP_TEXT_SIZE];
    CHECK_INT(l.writer_write(handle, &v, 1), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.writer_flush(handle), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.writer_next_diagnostic(handle, &diagnostic), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.logs(NULL, 0, &count), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.brokers(NULL, 0, &count), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.writer_finish(handle), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.writer_close(handle), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(writer_open(&second, "conn", &f, 1), ZEEKAMQP_ERROR_PROCESS);
    CHECK_CONTAINS(second.error, "fork");
    CHECK_INT(l.shutdown(1000, line, sizeof line), ZEEKAMQP_ERROR_PROCESS);
    CHECK_INT(l.handshake(&layout, line, sizeof line), ZEEKAMQP_ERROR_PROCESS);
}

static int failed(void) {
    fflush(stdout);
    return check_failures() ? 1 : 0;
}

/* The parent's writer has to go on as if nothing had been. */
static void finish_parent(writer* w) {
    zeekamqp_value v = value_count(2);
    CHECK_INT(writer_write(w, &v, 1), ZEEKAMQP_OK);
    writer_end(w);
    CHECK_INT(w->lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_calls_in_a_child_are_refused(void) {
    writer w = open_one(library_open_checked());
    zeekamqp_value v = value_count(1);
    CHECK_INT(writer_write(&w, &v, 1), ZEEKAMQP_OK);
    fflush(stdout);
    pid_t child = fork();

    if ( child == 0 ) {
        call_everything(w.lib, w.handle);
        _exit(failed());
    }

    CHECK_INT(check_wait_for_child(child, 10), 0);
    finish_parent(&w);
}

/* Many refused calls: no garbage collection, which would wait for threads that are not there, may happen on their way. */
static void test_many_calls_in_a_child_do_not_hang(void) {
    writer w = open_one(library_open_checked());
    fflush(stdout);
    pid_t child = fork();

    if ( child == 0 ) {
        for ( int i = 0; i < 20000 && ! check_failures(); i++ )
            call_everything(w.lib, w.handle);

        _exit(failed());
    }

    CHECK_INT(check_wait_for_child(child, 30), 0);
    finish_parent(&w);
}

/* exit() instead of _exit(): the exit handlers of runtime and TLS run in the child. */
static void test_a_child_can_exit(void) {
    writer w = open_one(library_open_checked());
    fflush(stdout);
    pid_t child = fork();

    if ( child == 0 ) {
        zeekamqp_value v = value_count(1);
        exit(writer_write(&w, &v, 1) == ZEEKAMQP_ERROR_PROCESS ? 0 : 1);
    }

    CHECK_INT(check_wait_for_child(child, 10), 0);
    finish_parent(&w);
}

/* Only opened, never called: the runtime has not started and both processes may use it. That is how a daemon forks. */
static void test_a_fork_before_the_first_call_is_fine(void) {
    library lib = library_open();
    fflush(stdout);
    pid_t child = fork();

    if ( child == 0 ) {
        writer w = open_one(library_open_checked());
        finish_parent(&w);
        _exit(failed());
    }

    writer w = open_one(library_open_checked());
    finish_parent(&w);
    CHECK_INT(check_wait_for_child(child, 20), 0);
    (void)lib;
}

static void test_the_handshake_counts_as_a_first_call(void) {
    library lib = library_open_checked();
    fflush(stdout);
    pid_t child = fork();

    if ( child == 0 ) {
        writer w = writer_to_port(lib, "1");
        zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
        CHECK_INT(writer_open(&w, "conn", &f, 1), ZEEKAMQP_ERROR_PROCESS);
        _exit(failed());
    }

    CHECK_INT(check_wait_for_child(child, 10), 0);
    writer w = open_one(lib);
    finish_parent(&w);
}

static const check_test tests[] = {
    {"calls_in_a_child_are_refused", test_calls_in_a_child_are_refused},
    {"many_calls_in_a_child_do_not_hang", test_many_calls_in_a_child_do_not_hang},
    {"a_child_can_exit", test_a_child_can_exit},
    {"a_fork_before_the_first_call_is_fine", test_a_fork_before_the_first_call_is_fine},
    {"the_handshake_counts_as_a_first_call", test_the_handshake_counts_as_a_first_call},
};

CHECK_MAIN(tests)
