/* totals_test.c: what the library says of all logs and brokers of the process. No broker needed. */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define MAX_LOGS 8

/* One broker for all writers of a test. */
static const char* dead_port(void) {
    static const char* port;
    port = port ? port : environment_dead_port();
    return port;
}

static writer open_filter(library lib, const char* path, const char* filter) {
    writer w = writer_to_port(lib, dead_port());
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    zeekamqp_writer_config config;
    writer_option(&w, "max_wait_on_shutdown", "0");
    memset(&config, 0, sizeof config);
    config.path = text(path);
    config.filter = text(filter);
    config.node = text("");
    config.fields = &f;
    config.field_count = 1;
    config.options = w.options;
    config.option_count = w.option_count;
    REQUIRE(lib.writer_open(&config, &w.handle, w.error, sizeof w.error) == ZEEKAMQP_OK);
    return w;
}

static void write_records(writer* w, unsigned count) {
    for ( unsigned i = 0; i < count; i++ ) {
        zeekamqp_value v = value_count(i);
        CHECK_INT(writer_write(w, &v, 1), ZEEKAMQP_OK);
    }
}

static uint32_t read_logs(library lib, zeekamqp_log* logs) {
    uint32_t count = UINT32_MAX;
    memset(logs, 0x5a, MAX_LOGS * sizeof *logs);
    REQUIRE(lib.logs(logs, MAX_LOGS, &count) == ZEEKAMQP_OK && count <= MAX_LOGS);

    for ( uint32_t i = 0; i < count; i++ ) {
        const zeekamqp_counters* n = &logs[i].counters;
        REQUIRE(memchr(logs[i].path, '\0', ZEEKAMQP_NAME_SIZE) && memchr(logs[i].filter, '\0', ZEEKAMQP_NAME_SIZE));
        printf("%s/%s: %u accepted, %u abandoned\n", logs[i].path, logs[i].filter, (unsigned)n->accepted,
               (unsigned)n->abandoned);
    }

    return count;
}

static void expect(const zeekamqp_log* log, const char* path, const char* filter, uint64_t accepted) {
    CHECK_BYTES(log->path, strlen(log->path), path, strlen(path));
    CHECK_BYTES(log->filter, strlen(log->filter), filter, strlen(filter));
    CHECK_INT(log->counters.accepted, accepted);
}

static void test_nothing_is_known_before_the_first_writer(void) {
    library lib = library_open_checked();
    zeekamqp_log logs[MAX_LOGS];
    zeekamqp_broker broker;
    uint32_t count = UINT32_MAX;
    CHECK_INT(read_logs(lib, logs), 0);
    CHECK_INT(lib.brokers(&broker, 1, &count), ZEEKAMQP_OK);
    CHECK_INT(count, 0);
}

/* Each of them loses its records, for there is no broker and no spool: that is in the sums, too. */
static void test_a_log_keeps_its_sums_over_its_writers(void) {
    library lib = library_open_checked();
    zeekamqp_log logs[MAX_LOGS];

    for ( unsigned i = 1; i <= 3; i++ ) {
        writer w = open_filter(lib, "conn", "amqp");
        write_records(&w, 10);
        REQUIRE(read_logs(lib, logs) == 1);
        expect(&logs[0], "conn", "amqp", i * 10);
        writer_end(&w);
        REQUIRE(read_logs(lib, logs) == 1);
        expect(&logs[0], "conn", "amqp", i * 10);
        CHECK_INT(logs[0].counters.abandoned, i * 10);
        CHECK_INT(logs[0].counters.in_memory, 0);
        CHECK_INT(logs[0].counters.lag_ms, 0);
    }

    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
    REQUIRE(read_logs(lib, logs) == 1); /* the end of delivery makes nothing undone */
    expect(&logs[0], "conn", "amqp", 30);
}

static void test_filters_are_counted_apart(void) {
    library lib = library_open_checked();
    zeekamqp_log logs[MAX_LOGS];
    writer a = open_filter(lib, "conn", "a");
    writer b = open_filter(lib, "conn", "b");
    writer c = open_filter(lib, "dns", "a");
    write_records(&a, 1);
    write_records(&b, 2);
    write_records(&c, 3);
    REQUIRE(read_logs(lib, logs) == 3);
    expect(&logs[0], "conn", "a", 1);
    expect(&logs[1], "conn", "b", 2);
    expect(&logs[2], "dns", "a", 3);
    writer_end(&a);
    writer_end(&b);
    writer_end(&c);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_room_is_kept_to(void) {
    library lib = library_open_checked();
    zeekamqp_log logs[2];
    zeekamqp_broker brokers[2];
    uint32_t count = UINT32_MAX;
    writer a = open_filter(lib, "conn", "a");
    writer b = open_filter(lib, "conn", "b");
    memset(logs, 0x5a, sizeof logs);
    memset(brokers, 0x5a, sizeof brokers);
    CHECK_INT(lib.logs(logs, 1, &count), ZEEKAMQP_OK);
    CHECK_INT(count, 2);
    CHECK(((const char*)&logs[1])[0] == 0x5a);
    CHECK_INT(lib.logs(NULL, 0, &count), ZEEKAMQP_OK);
    CHECK_INT(count, 2);
    CHECK_INT(lib.brokers(NULL, 0, &count), ZEEKAMQP_OK);
    CHECK_INT(count, 1);
    CHECK_INT(lib.brokers(brokers, 1, &count), ZEEKAMQP_OK);
    CHECK(((const char*)&brokers[1])[0] == 0x5a);
    writer_end(&a);
    writer_end(&b);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_null_arrays_are_refused(void) {
    library lib = library_open_checked();
    zeekamqp_log log;
    zeekamqp_broker broker;
    uint32_t count = 4711;
    CHECK_INT(lib.logs(NULL, 1, &count), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(lib.logs(&log, 1, NULL), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(lib.brokers(NULL, 1, &count), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(lib.brokers(&broker, 1, NULL), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK_INT(count, 4711);
}

static void test_a_broker_that_is_away_has_no_connection(void) {
    library lib = library_open_checked();
    zeekamqp_broker broker;
    uint32_t count = 0;
    writer w = open_filter(lib, "conn", "amqp");
    CHECK(writer_poll_for(&w, "cannot connect", 20));
    CHECK_INT(lib.brokers(&broker, 1, &count), ZEEKAMQP_OK);
    CHECK_INT(count, 1);
    REQUIRE(memchr(broker.name, '\0', sizeof broker.name) != NULL);
    CHECK_CONTAINS(broker.name, dead_port());
    CHECK_INT(broker.connections, 1);
    CHECK_INT(broker.open, 0);
    CHECK(w.events & 1u << ZEEKAMQP_EVENT_DISCONNECTED);
    writer_end(&w);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_a_loss_is_an_event_and_in_the_sums(void) {
    library lib = library_open_checked();
    zeekamqp_log logs[MAX_LOGS];
    writer w = open_filter(lib, "conn", "amqp");
    write_records(&w, 25);

    for ( int i = 0; i < 3; i++ )
        CHECK_INT(lib.writer_drop(w.handle), ZEEKAMQP_OK);

    writer_end(&w);
    CHECK(w.events & 1u << ZEEKAMQP_EVENT_DROPPED);
    CHECK_INT(w.dropped, 28);
    REQUIRE(read_logs(lib, logs) == 1);
    CHECK_INT(logs[0].counters.abandoned, 25);
    CHECK_INT(logs[0].counters.dropped_full, 3);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

typedef struct asking {
    library lib;
    volatile int is_over;
    unsigned long asked;
    unsigned long backwards;
} asking;

static void* ask(void* argument) {
    asking* a = argument;
    uint64_t last = 0;

    while ( ! a->is_over ) {
        zeekamqp_log log;
        zeekamqp_broker broker;
        uint32_t count = 0;

        if ( a->lib.logs(&log, 1, &count) != ZEEKAMQP_OK || a->lib.brokers(&broker, 1, &count) != ZEEKAMQP_OK )
            a->backwards++;
        else if ( log.counters.accepted < last )
            a->backwards++;
        else
            last = log.counters.accepted;

        a->asked++;
    }

    return NULL;
}

/* As Zeek's main thread does, while the writers' threads open, write and close. */
static void test_any_thread_may_ask(void) {
    asking a = {library_open_checked(), 0, 0, 0};
    pthread_t thread;
    writer first = open_filter(a.lib, "conn", "amqp");
    writer_end(&first);
    REQUIRE(pthread_create(&thread, NULL, ask, &a) == 0);

    for ( int i = 0; i < 50; i++ ) {
        writer w = open_filter(a.lib, "conn", "amqp");
        write_records(&w, 20);
        writer_end(&w);
    }

    a.is_over = 1;
    pthread_join(thread, NULL);
    printf("asked %lu times\n", a.asked);
    CHECK(a.asked > 0);
    CHECK_INT(a.backwards, 0);
    CHECK_INT(a.lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static const check_test tests[] = {
    {"nothing_is_known_before_the_first_writer", test_nothing_is_known_before_the_first_writer},
    {"a_log_keeps_its_sums_over_its_writers", test_a_log_keeps_its_sums_over_its_writers},
    {"filters_are_counted_apart", test_filters_are_counted_apart},
    {"room_is_kept_to", test_room_is_kept_to},
    {"null_arrays_are_refused", test_null_arrays_are_refused},
    {"a_broker_that_is_away_has_no_connection", test_a_broker_that_is_away_has_no_connection},
    {"a_loss_is_an_event_and_in_the_sums", test_a_loss_is_an_event_and_in_the_sums},
    {"any_thread_may_ask", test_any_thread_may_ask},
};

CHECK_MAIN(tests)
