/* lifecycle_test.c: open, write, flush, finish, close, shutdown against a broker, and what arrives there. */
#include "broker.h"
#include "check.h"
#include "environment.h"
#include "process_state.h"
#include "record.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static broker* peer;
static const char* queue;
static library lib;

static void begin(const char* name) {
    queue = environment_queue(name);
    peer = broker_connect(environment_host(), environment_port());
    broker_declare_queue(peer, queue);
    lib = library_open_checked();
}

static void end(void) {
    char report[ZEEKAMQP_TEXT_SIZE] = "not touched";
    broker_delete_queue(peer, queue);
    broker_close(peer);
    CHECK_INT(lib.shutdown(5000, report, sizeof report), ZEEKAMQP_OK);
    CHECK_BYTES(report, strlen(report), "", 0);
}

static writer open_counter(const char* path) {
    static zeekamqp_field f;
    writer w = writer_to_queue(lib, queue);
    f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "max_wait_on_shutdown", "30");
    REQUIRE(writer_open(&w, path, &f, 1) == ZEEKAMQP_OK);
    return w;
}

static void write_number(writer* w, unsigned n) {
    zeekamqp_value v = value_count(n);
    CHECK_INT(writer_write(w, &v, 1), ZEEKAMQP_OK);
}

static void expect_number(const char* path, unsigned n, double seconds) {
    broker_message m;
    char expected[128];

    if ( ! CHECK(broker_get(peer, queue, seconds, &m)) ) {
        printf("    no message with %u\n", n);
        return;
    }

    snprintf(expected, sizeof expected, "{\"%s\": {\"n\":%u}}", path, n);
    CHECK_BYTES(m.body, m.length, expected, strlen(expected));
    broker_message_free(&m);
}

static void expect_empty(void) {
    broker_message m;
    CHECK_INT(broker_get(peer, queue, 0.2, &m), 0);
}

static void test_properties(void) {
    broker_message first, second;
    begin("properties");
    writer w = open_counter("conn");
    time_t before = time(NULL);
    write_number(&w, 1);
    write_number(&w, 2);
    writer_end(&w);
    time_t after = time(NULL);
    REQUIRE(broker_get(peer, queue, 2, &first));
    REQUIRE(broker_get(peer, queue, 2, &second));
    CHECK_BYTES(first.content_type, strlen(first.content_type), "application/json", 16);
    CHECK_BYTES(first.content_encoding, strlen(first.content_encoding), "", 0);
    CHECK_INT(first.delivery_mode, 2);
    CHECK_BYTES(first.type, strlen(first.type), "conn", 4);
    CHECK(first.app_id[0] != '\0');
    CHECK(first.message_id[0] != '\0');
    CHECK(strcmp(first.message_id, second.message_id) != 0);
    CHECK(first.timestamp >= (uint64_t)before && first.timestamp <= (uint64_t)after);
    CHECK_BYTES(first.routing_key, strlen(first.routing_key), queue, strlen(queue));
    CHECK_BYTES(first.exchange, strlen(first.exchange), "", 0);
    printf("app_id %s, message_id %s, then %s\n", first.app_id, first.message_id, second.message_id);
    broker_message_free(&first);
    broker_message_free(&second);
    end();
}

static void test_a_good_run_reports_no_error(void) {
    begin("quiet");
    writer w = open_counter("conn");
    write_number(&w, 1);
    writer_end(&w);
    CHECK(w.highest_level < ZEEKAMQP_LEVEL_WARNING);
    CHECK_LACKS(w.diagnostics, "guest"); /* the password; it is also the name, which nobody needs either */
    expect_number("conn", 1, 1);
    end();
}

static void test_records_leave_without_flush_or_finish(void) {
    begin("linger");
    writer w = open_counter("conn");
    write_number(&w, 1);
    expect_number("conn", 1, 10);
    write_number(&w, 2);
    expect_number("conn", 2, 2); /* connected by now: only the linger time is left */
    writer_end(&w);
    end();
}

static void test_flush_hurries(void) {
    begin("flush");
    writer w = open_counter("conn");
    CHECK_INT(lib.writer_flush(w.handle), ZEEKAMQP_OK); /* nothing to do */
    write_number(&w, 1);
    double start = check_clock();
    CHECK_INT(lib.writer_flush(w.handle), ZEEKAMQP_OK);
    CHECK(check_clock() - start < 1 + DEADLINE_SLACK);
    expect_number("conn", 1, 10);
    writer_end(&w);
    end();
}

static void test_order_is_kept_within_a_writer(void) {
    begin("order");
    writer w = open_counter("conn");

    for ( unsigned i = 0; i < 2000; i++ )
        write_number(&w, i);

    writer_end(&w);

    for ( unsigned i = 0; i < 2000; i++ )
        expect_number("conn", i, 1);

    expect_empty();
    end();
}

static void test_finish_without_a_record(void) {
    begin("empty");
    writer w = open_counter("conn");
    double start = check_clock();
    writer_end(&w);
    CHECK(check_clock() - start < 3 + DEADLINE_SLACK); /* nothing to deliver: no reason to wait */
    expect_empty();
    end();
}

/* "Without a finish before it, records that are not yet confirmed go on being delivered." */
static void test_close_without_finish_delivers(void) {
    begin("close");
    writer w = open_counter("conn");
    write_number(&w, 1);
    double start = check_clock();
    CHECK_INT(lib.writer_close(w.handle), ZEEKAMQP_OK);
    CHECK(check_clock() - start < 1 + DEADLINE_SLACK);
    expect_number("conn", 1, 10);
    end();
}

static void test_many_writers_one_after_another(void) {
    begin("rotation");

    for ( unsigned i = 0; i < 50; i++ ) {
        char path[32];
        snprintf(path, sizeof path, "log%u", i);
        writer w = open_counter(path);
        write_number(&w, i);
        writer_end(&w);
        expect_number(path, i, 5);
    }

    expect_empty();
    end();
}

static void test_sixty_writers_share_one_connection(void) {
    enum { count = 60 }; /* as many logs as a usual Zeek writes */
    static writer w[count];
    broker_message m;
    begin("sixty");
    int sockets = process_open_sockets();

    for ( unsigned i = 0; i < count; i++ ) {
        w[i] = open_counter("conn");
        write_number(&w[i], i);
    }

    for ( unsigned i = 0; i < count; i++ ) {
        REQUIRE(broker_get(peer, queue, 10, &m));
        broker_message_free(&m);
    }

    printf("%d threads, %d sockets\n", process_threads(), process_open_sockets());
    CHECK(process_open_sockets() - sockets <= 5);
    CHECK(process_threads() < 30);

    for ( unsigned i = 0; i < count; i++ )
        writer_end(&w[i]);

    end();
}

static void test_shutdown_leaves_no_socket(void) {
    char names[1024];
    begin("sockets");
    int sockets = process_open_sockets();
    int files = process_open_files();
    writer w = open_counter("conn");
    write_number(&w, 1);
    writer_end(&w);
    expect_number("conn", 1, 1);
    double start = check_clock();
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
    CHECK(check_clock() - start < 3 + DEADLINE_SLACK);
    CHECK_INT(process_open_sockets(), sockets);
    process_thread_names(names, sizeof names);
    printf("open files %d before, %d after; threads left: %s\n", files, process_open_files(), names);
    end();
}

/* The other host would never be reached: that the record arrives proves which value was taken. */
static void test_filter_option_wins(void) {
    static const uint8_t first[] = {ZEEKAMQP_ORIGIN_GLOBAL, ZEEKAMQP_ORIGIN_FILTER};
    begin("filter");

    for ( unsigned i = 0; i < 2; i++ ) { /* in whatever order they come */
        zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
        writer w = writer_new(lib);
        writer_option_from(&w, first[i], "amqp_port", i == 0 ? "1" : environment_port_text());
        writer_option_from(&w, first[1 - i], "amqp_port", i == 0 ? environment_port_text() : "1");
        writer_option(&w, "hostname", environment_host());
        writer_option(&w, "queue_name", queue);
        writer_option_from(&w, ZEEKAMQP_ORIGIN_FILTER, "routing_key", queue);
        writer_option(&w, "max_wait_on_shutdown", "10");
        REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
        write_number(&w, i);
        writer_end(&w);
        expect_number("conn", i, 1);
    }

    end();
}

static const check_test tests[] = {
    {"properties", test_properties},
    {"a_good_run_reports_no_error", test_a_good_run_reports_no_error},
    {"records_leave_without_flush_or_finish", test_records_leave_without_flush_or_finish},
    {"flush_hurries", test_flush_hurries},
    {"order_is_kept_within_a_writer", test_order_is_kept_within_a_writer},
    {"finish_without_a_record", test_finish_without_a_record},
    {"close_without_finish_delivers", test_close_without_finish_delivers},
    {"many_writers_one_after_another", test_many_writers_one_after_another},
    {"sixty_writers_share_one_connection", test_sixty_writers_share_one_connection},
    {"shutdown_leaves_no_socket", test_shutdown_leaves_no_socket},
    {"filter_option_wins", test_filter_option_wins},
};

CHECK_MAIN(tests)
