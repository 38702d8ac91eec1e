/* broker_down_test.c: a broker that is away costs neither time nor the process, and the password appears nowhere.
 * Only the last two tests need one.
 */
#include "check.h"
#include "environment.h"
#include "record.h"
#include "writer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PASSWORD "s3cr3t-Pa55w0rd"
#define RECORDS 1379 /* a number that appears in no text by chance */

/* A loaded machine may take the processor away for a while; a writer that waits for a broker takes seconds. */
#define MAX_WRITE_SECONDS 1.0

static double slowest;

static writer open_log(library lib, const char* host, const char* port, const char* wait_seconds) {
    writer w = writer_new(lib);
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "hostname", host);
    writer_option(&w, "amqp_port", port);
    writer_option(&w, "password", PASSWORD);

    if ( wait_seconds )
        writer_option(&w, "max_wait_on_shutdown", wait_seconds);

    double start = check_clock();
    REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
    CHECK(check_clock() - start < 3.0 + DEADLINE_SLACK); /* "never waits for the broker", but the runtime starts here */
    return w;
}

static void write_all(writer* w) {
    slowest = 0;

    for ( unsigned i = 0; i < RECORDS; i++ ) {
        zeekamqp_value v = value_count(i);
        double start = check_clock();
        CHECK_INT(writer_write(w, &v, 1), ZEEKAMQP_OK);
        double took = check_clock() - start;
        slowest = took > slowest ? took : slowest;
    }

    printf("slowest write: %.6f s\n", slowest);
    CHECK(slowest < MAX_WRITE_SECONDS + DEADLINE_SLACK);
}

/* Finishes within `seconds`, says how many records stay behind, and shuts down. */
static void end(writer* w, double seconds) {
    char report[ZEEKAMQP_TEXT_SIZE] = "";
    char number[16];
    double start = check_clock();
    CHECK_INT(w->lib.writer_finish(w->handle), ZEEKAMQP_OK);
    double took = check_clock() - start;
    printf("finish took %.3f s\n", took);
    CHECK(took < seconds + 1.5 + DEADLINE_SLACK);
    writer_poll(w);
    CHECK_INT(w->lib.writer_close(w->handle), ZEEKAMQP_OK);
    start = check_clock();
    CHECK_INT(w->lib.shutdown(2000, report, sizeof report), ZEEKAMQP_OK);
    took = check_clock() - start;
    printf("shutdown took %.3f s, report: %s\n", took, report);
    CHECK(took < 3.0 + DEADLINE_SLACK);
    snprintf(number, sizeof number, "%d", RECORDS);
    CHECK_CONTAINS(w->diagnostics, number);
    CHECK(w->highest_level >= ZEEKAMQP_LEVEL_WARNING);
    CHECK_LACKS(w->diagnostics, PASSWORD);
    CHECK_LACKS(report, PASSWORD);
}

static void test_dead_port(void) {
    const char* port = environment_dead_port();
    writer w = open_log(library_open_checked(), "127.0.0.1", port, NULL);
    write_all(&w);
    CHECK(writer_poll_for(&w, port, 10));
    CHECK_CONTAINS(w.diagnostics, "127.0.0.1");
    end(&w, 2); /* the default of max_wait_on_shutdown */
}

static void test_finish_keeps_the_deadline_of_the_option(void) {
    writer w = open_log(library_open_checked(), "127.0.0.1", environment_dead_port(), "0.3");
    write_all(&w);
    end(&w, 0.3);
}

static void test_finish_does_not_wait_at_all(void) {
    writer w = open_log(library_open_checked(), "127.0.0.1", environment_dead_port(), "0");
    write_all(&w);
    end(&w, 0);
}

/* "The deadline is one for all": ten logs do not take ten times two seconds. */
static void test_ten_writers_share_the_deadline(void) {
    static writer w[10];
    library lib = library_open_checked();
    const char* port = environment_dead_port();

    for ( int i = 0; i < 10; i++ ) {
        zeekamqp_value v = value_count(1);
        w[i] = open_log(lib, "127.0.0.1", port, "1");
        CHECK_INT(writer_write(&w[i], &v, 1), ZEEKAMQP_OK);
    }

    double start = check_clock();

    for ( int i = 0; i < 10; i++ )
        writer_end(&w[i]);

    printf("ten finishes took %.3f s\n", check_clock() - start);
    /* One after the other would be ten seconds. */
    CHECK(check_clock() - start < 4.0 + DEADLINE_SLACK);
    CHECK_INT(lib.shutdown(2000, NULL, 0), ZEEKAMQP_OK);
}

/* The kernel accepts the connection, nobody ever answers: the case that only a time-out of one's own notices. */
static void test_silent_peer(void) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    char port[16];
    int s = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(s >= 0 && bind(s, (struct sockaddr*)&address, length) == 0 && listen(s, 16) == 0);
    REQUIRE(getsockname(s, (struct sockaddr*)&address, &length) == 0);
    snprintf(port, sizeof port, "%u", (unsigned)ntohs(address.sin_port));
    writer w = open_log(library_open_checked(), "127.0.0.1", port, "1");
    write_all(&w);
    check_sleep_ms(500);
    end(&w, 1);
    close(s);
}

static void test_unknown_host(void) {
    writer w = open_log(library_open_checked(), "no-such-host.invalid", "5672", "1");
    write_all(&w);
    CHECK(writer_poll_for(&w, "no-such-host.invalid", 20));
    end(&w, 1);
}

/* Memory is bounded: what does not fit is refused at once, counted and reported, and the writer never waits. */
static void test_full_queue_drops_without_waiting(void) {
    enum { records = 5000 };
    static char body[1000];
    library lib = library_open_checked();
    writer w = writer_to_port(lib, environment_dead_port());
    zeekamqp_field f = field("s", ZEEKAMQP_TYPE_STRING);
    zeekamqp_value v = value_bytes(ZEEKAMQP_TYPE_STRING, body, sizeof body);
    unsigned dropped = 0;
    char number[16];
    memset(body, 'x', sizeof body);
    writer_option(&w, "max_queue_bytes", "1048576");
    writer_option(&w, "max_wait_on_shutdown", "0.1");
    REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
    double start = check_clock();

    for ( int i = 0; i < records; i++ ) {
        int32_t result = writer_write(&w, &v, 1);
        CHECK(result == ZEEKAMQP_OK || result == ZEEKAMQP_DROPPED);
        dropped += result == ZEEKAMQP_DROPPED;
    }

    printf("%u of %d dropped in %.3f s\n", dropped, records, check_clock() - start);
    CHECK(check_clock() - start < 3.0 + DEADLINE_SLACK);
    CHECK(dropped > records / 2 && dropped < records);
    snprintf(number, sizeof number, "%u", dropped);
    writer_end(&w);
    CHECK_CONTAINS(w.diagnostics, number);
    CHECK_INT(lib.shutdown(5000, NULL, 0), ZEEKAMQP_OK);
}

static void test_shutdown_alone_keeps_its_deadline(void) {
    library lib = library_open_checked();
    writer w = open_log(lib, "127.0.0.1", environment_dead_port(), "60");
    char report[ZEEKAMQP_TEXT_SIZE] = "";
    char number[16];
    write_all(&w);
    CHECK_INT(lib.writer_close(w.handle), ZEEKAMQP_OK);
    double start = check_clock();
    CHECK_INT(lib.shutdown(700, report, sizeof report), ZEEKAMQP_OK);
    CHECK(check_clock() - start < 2.2 + DEADLINE_SLACK);
    printf("report: %s\n", report);
    snprintf(number, sizeof number, "%d", RECORDS);
    CHECK_CONTAINS(report, number);
    CHECK_LACKS(report, PASSWORD);
}

static void test_refused_password(void) {
    writer w = open_log(library_open_checked(), environment_host(), environment_port_text(), "1");
    write_all(&w);
    CHECK(writer_poll_for(&w, environment_port_text(), 20));
    end(&w, 1);
}

static void test_unknown_vhost(void) {
    library lib = library_open_checked();
    writer w = writer_new(lib);
    zeekamqp_field f = field("n", ZEEKAMQP_TYPE_COUNT);
    writer_option(&w, "hostname", environment_host());
    writer_option(&w, "amqp_port", environment_port_text());
    writer_option(&w, "vhost", "no-such-vhost");
    writer_option(&w, "max_wait_on_shutdown", "1");
    REQUIRE(writer_open(&w, "conn", &f, 1) == ZEEKAMQP_OK);
    write_all(&w);
    CHECK(writer_poll_for(&w, "no-such-vhost", 20));
    end(&w, 1);
}

static const check_test tests[] = {
    {"dead_port", test_dead_port},
    {"finish_keeps_the_deadline_of_the_option", test_finish_keeps_the_deadline_of_the_option},
    {"finish_does_not_wait_at_all", test_finish_does_not_wait_at_all},
    {"ten_writers_share_the_deadline", test_ten_writers_share_the_deadline},
    {"silent_peer", test_silent_peer},
    {"unknown_host", test_unknown_host},
    {"full_queue_drops_without_waiting", test_full_queue_drops_without_waiting},
    {"shutdown_alone_keeps_its_deadline", test_shutdown_alone_keeps_its_deadline},
    {"refused_password", test_refused_password},
    {"unknown_vhost", test_unknown_vhost},
};

CHECK_MAIN(tests)
