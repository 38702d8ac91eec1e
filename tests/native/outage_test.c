/* outage_test.c: a broker that comes late, goes away, or hangs in the middle of a run. */
#include "broker.h"
#include "check.h"
#include "conn_record.h"
#include "environment.h"
#include "ledger.h"
#include "proxy.h"
#include "writer.h"

#include <stdio.h>
#include <string.h>

static broker* peer;
static const char* queue;
static proxy between;
static zeekamqp_field fields[CONN_RECORD_FIELDS];
static double slowest;

static writer begin(const char* name, const char* max_queue_bytes, const char* wait_seconds) {
    queue = environment_queue(name);
    peer = broker_connect(environment_host(), environment_port());
    broker_declare_queue(peer, queue);
    writer w = writer_to_queue(library_open(), queue);
    writer_option(&w, "max_wait_on_shutdown", wait_seconds);
    writer_option(&w, "max_queue_bytes", max_queue_bytes);
    writer_option_from(&w, ZEEKAMQP_ORIGIN_FILTER, "hostname", "127.0.0.1");
    writer_option_from(&w, ZEEKAMQP_ORIGIN_FILTER, "amqp_port", between.port);
    conn_record_fields(fields);
    library_open_checked();
    REQUIRE(writer_open(&w, "conn", fields, CONN_RECORD_FIELDS) == ZEEKAMQP_OK);
    return w;
}

/* Returns how many were dropped. */
static uint64_t write_range(writer* w, uint64_t from, uint64_t to) {
    uint64_t dropped = 0;

    for ( uint64_t i = from; i < to; i++ ) {
        conn_record r;
        conn_record_fill(&r, 0, i);
        double start = check_clock();
        int32_t result = writer_write(w, r.values, CONN_RECORD_FIELDS);
        double took = check_clock() - start;
        slowest = took > slowest ? took : slowest;
        CHECK(result == ZEEKAMQP_OK || result == ZEEKAMQP_DROPPED);
        dropped += result == ZEEKAMQP_DROPPED;
    }

    return dropped;
}

/* Waits until the broker has got records, so that the channel is open and in use. */
static void wait_for_delivery(void) {
    broker_message m;
    REQUIRE(broker_get(peer, queue, 20, &m));
    broker_message_free(&m);
}

/* At least once: none is missing; what was not confirmed before the break may come twice. */
static void expect_all(uint64_t count) {
    ledger* l = ledger_new(count, 1);
    broker_message m;
    broker_consume(peer, queue);

    while ( broker_next(peer, ledger_is_complete(l) ? 0.3 : 20, &m) ) {
        unsigned number = 0;
        uint64_t sequence = 0;

        for ( size_t at = 0; conn_record_find((const char*)m.body, m.length, &at, &number, &sequence); )
            ledger_enter(l, number, sequence);

        broker_message_free(&m);
    }

    ledger_totals t = ledger_sum(l);
    printf("received %llu, duplicates %llu, out of order %llu\n", (unsigned long long)t.received,
           (unsigned long long)t.duplicates, (unsigned long long)t.out_of_order);
    ledger_print_missing(l, stdout);
    CHECK_INT(t.missing, 0);
    CHECK_INT(t.unknown, 0);
    CHECK_INT(t.out_of_order, 0); /* the first time that each arrived */
    ledger_free(l);
}

static void end(writer* w) {
    CHECK_INT(w->lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
    broker_delete_queue(peer, queue);
    broker_close(peer);

    if ( between.pid )
        proxy_end(&between);
}

static void test_records_survive_a_broken_connection(void) {
    between = proxy_new();
    proxy_start(&between);
    writer w = begin("broken", "67108864", "60");
    CHECK_INT(write_range(&w, 0, 3000), 0);
    CHECK(writer_poll_for(&w, "connected", 20));
    CHECK_INT(write_range(&w, 3000, 6000), 0);
    check_sleep_ms(100); /* in the middle of the deliveries */
    proxy_end(&between);
    CHECK_INT(write_range(&w, 6000, 9000), 0);
    proxy_start(&between);
    CHECK_INT(write_range(&w, 9000, 10000), 0);
    writer_end(&w);
    expect_all(10000);
    end(&w);
}

static void test_records_wait_for_a_late_broker(void) {
    between = proxy_new(); /* nobody answers yet */
    writer w = begin("late", "67108864", "60");
    CHECK_INT(write_range(&w, 0, 2000), 0);
    check_sleep_ms(2000);
    proxy_start(&between);
    CHECK_INT(write_range(&w, 2000, 3000), 0);
    writer_end(&w);
    expect_all(3000);
    end(&w);
}

/* The peer takes nothing more, but the connection stands. A full queue may make the writer wait for a while, in the hope that
 * the broker is only slow; but not for ever, and not for each record again.
 */
static void test_stalled_broker_holds_up_for_a_while_only(void) {
    between = proxy_new();
    proxy_start(&between);
    writer w = begin("stalled", "1048576", "1");
    CHECK_INT(write_range(&w, 0, 100), 0);
    wait_for_delivery();
    proxy_stall(&between);
    slowest = 0;
    double start = check_clock();
    uint64_t dropped = write_range(&w, 100, 50000);
    printf("%llu dropped in %.3f s, slowest write %.3f s\n", (unsigned long long)dropped, check_clock() - start,
           slowest);
    CHECK(dropped > 10000);
    CHECK(slowest < 12 + DEADLINE_SLACK);
    CHECK(check_clock() - start < 20 + DEADLINE_SLACK);
    writer_poll(&w);
    writer_end(&w);
    CHECK(w.highest_level >= ZEEKAMQP_LEVEL_WARNING);
    end(&w);
}

/* Finish and shutdown within their deadlines, whatever the library is waiting for at the moment. */
static void expect_deadlines(writer* w) {
    char report[ZEEKAMQP_TEXT_SIZE] = "";
    double start = check_clock();
    CHECK_INT(w->lib.writer_finish(w->handle), ZEEKAMQP_OK);
    printf("finish took %.3f s\n", check_clock() - start);
    CHECK(check_clock() - start < 3 + DEADLINE_SLACK);
    writer_poll(w);
    CHECK_CONTAINS(w->diagnostics, "lost as far as is known");
    CHECK_INT(w->lib.writer_close(w->handle), ZEEKAMQP_OK);
    start = check_clock();
    CHECK_INT(w->lib.shutdown(2000, report, sizeof report), ZEEKAMQP_OK);
    printf("shutdown took %.3f s\n", check_clock() - start);
    CHECK(check_clock() - start < 3 + DEADLINE_SLACK);
}

static void test_deadlines_hold_when_the_broker_stalls_at_once(void) {
    between = proxy_new();
    proxy_start(&between);
    writer w = begin("opening", "67108864", "1");
    CHECK(writer_poll_for(&w, "connected", 10));
    proxy_stall(&between); /* most likely before the channel is open */
    CHECK_INT(write_range(&w, 0, 1000), 0);
    expect_deadlines(&w);
    end(&w);
}

static void test_deadlines_hold_when_the_broker_stalls_later(void) {
    between = proxy_new();
    proxy_start(&between);
    writer w = begin("delivering", "67108864", "1");
    CHECK_INT(write_range(&w, 0, 100), 0);
    wait_for_delivery();
    proxy_stall(&between);
    CHECK_INT(write_range(&w, 100, 5000), 0);
    expect_deadlines(&w);
    end(&w);
}

static const check_test tests[] = {
    {"records_survive_a_broken_connection", test_records_survive_a_broken_connection},
    {"records_wait_for_a_late_broker", test_records_wait_for_a_late_broker},
    {"stalled_broker_holds_up_for_a_while_only", test_stalled_broker_holds_up_for_a_while_only},
    {"deadlines_hold_when_the_broker_stalls_at_once", test_deadlines_hold_when_the_broker_stalls_at_once},
    {"deadlines_hold_when_the_broker_stalls_later", test_deadlines_hold_when_the_broker_stalls_later},
};

CHECK_MAIN(tests)
