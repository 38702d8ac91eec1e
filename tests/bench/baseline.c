/* baseline.c: what a plain C program does with the same records: it formats each, publishes it with librabbitmq as a message
 * of its own, and asks for no confirms. Takes the command line of zeekamqp_host, and of its options those that say where and
 * how: hostname, amqp_port, queue_name, delivery_mode. Its output is a line of JSON with the same names.
 */
#include "check.h"
#include "host_options.h"
#include "host_record.h"
#include "ledger.h"
#include "plain_json.h"
#include "plain_publisher.h"
#include "process_state.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct publishing {
    pthread_t thread;
    unsigned number;
    uint64_t count;
    plain_publisher* publisher; /* NULL: with --null */
    plain_json json;
    double settled_at;
} publishing;

static host_options options;
static zeekamqp_field fields[WIDE_RECORD_FIELDS];

static void open_log(publishing* p) {
    char host[256], port[16], queue[256], mode[16], window[16];
    host_options_value(&options, "hostname", "localhost", host, sizeof host);
    host_options_value(&options, "amqp_port", "5672", port, sizeof port);
    host_options_value(&options, "queue_name", "test_queue", queue, sizeof queue);
    host_options_value(&options, "delivery_mode", "persistent", mode, sizeof mode);
    host_options_value(&options, "confirm_window", "0", window, sizeof window);

    if ( ! options.null )
        p->publisher =
            plain_publisher_open(host, atoi(port), queue, strcmp(mode, "transient") != 0, strtoull(window, NULL, 10));
}

static void write_record(publishing* p, host_record* r, uint64_t sequence) {
    const zeekamqp_value* values = host_record_fill(&options, r, p->number, sequence);

    if ( ! p->publisher )
        return;

    plain_json_format(&p->json, options.path, fields, values, options.fields);
    plain_publisher_send(p->publisher, p->json.bytes, p->json.length);
}

static void close_log(publishing* p) {
    if ( p->publisher )
        plain_publisher_settle(p->publisher);

    p->settled_at = check_clock();

    if ( p->publisher )
        plain_publisher_close(p->publisher);

    free(p->json.bytes);
}

/* As in host.c. */
static void wait_until_due(double start, uint64_t n) {
    double ahead = options.rate > 0 ? start + (double)n / options.rate - check_clock() : 0;

    if ( ahead > 0.005 )
        check_sleep_ms((unsigned)(ahead * 1000));
}

static void* run_log(void* argument) {
    publishing* p = argument;
    double start = check_clock();
    host_record r;

    for ( uint64_t i = 0; i < p->count; i++ ) {
        wait_until_due(start, i);
        write_record(p, &r, i);
    }

    return NULL;
}

static void run_in_turns(publishing* all) {
    double start = check_clock();
    host_record r;

    for ( uint64_t turn = 0; turn < all[0].count; turn++ )
        for ( unsigned i = 0; i < options.writers && turn < all[i].count; i++ ) {
            wait_until_due(start, turn);
            write_record(&all[i], &r, turn);
        }
}

static void run_in_threads(publishing* all) {
    for ( unsigned i = 0; i < options.writers; i++ )
        if ( pthread_create(&all[i].thread, NULL, run_log, &all[i]) != 0 ) {
            perror("cannot start a thread");
            exit(1);
        }

    for ( unsigned i = 0; i < options.writers; i++ )
        pthread_join(all[i].thread, NULL);
}

int main(int argc, char** argv) {
    double settled = 0;
    options = host_options_parse(argc, argv);
    publishing* all = calloc(options.writers, sizeof *all);
    host_record_fields(&options, fields);

    if ( ! all )
        return 1;

    double cpu = process_cpu_seconds();

    for ( unsigned i = 0; i < options.writers; i++ ) {
        all[i].number = i;
        all[i].count = ledger_share(options.count, options.writers, i);
        open_log(&all[i]);
    }

    double start = check_clock();

    if ( options.threads )
        run_in_threads(all);
    else
        run_in_turns(all);

    double wrote = check_clock();

    for ( unsigned i = 0; i < options.writers; i++ ) {
        close_log(&all[i]);
        settled = all[i].settled_at > settled ? all[i].settled_at : settled;
    }

    double seconds = settled - start;
    cpu = process_cpu_seconds() - cpu;
    printf("{\"records\":%llu,\"seconds\":%.3f,\"records_per_s\":%.0f,\"write_seconds\":%.3f,\"cpu_s\":%.3f,"
           "\"cpu_us_per_record\":%.3f,\"max_rss_kb\":%ld}\n",
           (unsigned long long)options.count, seconds, (double)options.count / seconds, wrote - start, cpu,
           cpu * 1e6 / (double)(options.count ? options.count : 1), process_memory_kb("VmHWM"));
    free(all);
    return 0;
}
