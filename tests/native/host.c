/* host.c: a program that logs as Zeek would: writers, each with its thread, and records like those of conn.log.
 *
 * Its last line of output is a JSON object with what it has measured; diagnostics go to the error output.
 */
#include "check.h"
#include "conn_record.h"
#include "host_options.h"
#include "ledger.h"
#include "library.h"
#include "process_state.h"
#include "record.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLL_EVERY 1000 /* records between two looks at the diagnostics, as the plugin looks at them in DoWrite */

static host_options options;
static library lib;

typedef struct log_writer {
    pthread_t thread;
    zeekamqp_writer handle;
    unsigned number;
    uint64_t dropped, refused;
    double slowest_write, wrote_until, finished_at;
} log_writer;

static void print_diagnostics(const log_writer* w) {
    static const char* const names[] = {"info", "warning", "error"};
    char line[ZEEKAMQP_TEXT_SIZE];
    uint32_t level = 0;

    while ( lib.writer_next_diagnostic(w->handle, &level, line, sizeof line) == 1 )
        fprintf(stderr, "writer %u: %s: %s\n", w->number, level < 3 ? names[level] : "?", line);
}

static void open_writer(log_writer* w) {
    zeekamqp_field fields[CONN_RECORD_FIELDS];
    zeekamqp_writer_config config;
    char filter[32], error[ZEEKAMQP_TEXT_SIZE] = "";
    snprintf(filter, sizeof filter, "host-%u", w->number);
    conn_record_fields(fields);
    memset(&config, 0, sizeof config);
    config.path = text(options.path);
    config.filter = text(filter);
    config.node = text("");
    config.fields = fields;
    config.field_count = options.fields;
    config.options = options.list;
    config.option_count = options.list_count;
    int32_t result = lib.writer_open(&config, &w->handle, error, sizeof error);

    if ( result != ZEEKAMQP_OK ) {
        fprintf(stderr, "open failed with %d: %s\n", (int)result, error);
        exit(1);
    }
}

static void write_record(log_writer* w, conn_record* r, uint64_t sequence) {
    conn_record_fill(r, w->number, sequence);
    double start = check_clock();
    int32_t result = lib.writer_write(w->handle, r->values, options.fields);
    double took = check_clock() - start;
    w->slowest_write = took > w->slowest_write ? took : w->slowest_write;
    w->dropped += result == ZEEKAMQP_DROPPED;
    w->refused += result < 0;

    if ( sequence % POLL_EVERY == POLL_EVERY - 1 )
        print_diagnostics(w);
}

static void finish(log_writer* w) {
    w->wrote_until = check_clock();
    lib.writer_finish(w->handle);
    w->finished_at = check_clock();
    print_diagnostics(w);
    lib.writer_close(w->handle);
}

/* With a rate, record n is due at n/rate; sleeping is done in steps of 5 ms at least, so that it stays cheap. */
static void wait_until_due(double start, uint64_t n) {
    double ahead = options.rate > 0 ? start + (double)n / options.rate - check_clock() : 0;

    if ( ahead > 0.005 )
        check_sleep_ms((unsigned)(ahead * 1000));
}

static void* run_writer(void* argument) {
    log_writer* w = argument;
    uint64_t count = ledger_share(options.count, options.writers, w->number);
    double start = check_clock();
    conn_record r;
    open_writer(w);

    for ( uint64_t i = 0; i < count; i++ ) {
        wait_until_due(start, i);
        write_record(w, &r, i);
    }

    finish(w);
    return NULL;
}

/* All writers by turns in one thread, as if Zeek had few logs that are busy at once. */
static void run_in_turns(log_writer* writers) {
    double start = check_clock();
    conn_record r;

    for ( unsigned w = 0; w < options.writers; w++ )
        open_writer(&writers[w]);

    for ( uint64_t n = 0; n < options.count; n++ ) {
        wait_until_due(start, n / options.writers);
        write_record(&writers[n % options.writers], &r, n / options.writers);
    }

    for ( unsigned w = 0; w < options.writers; w++ )
        finish(&writers[w]);
}

static void run_in_threads(log_writer* writers) {
    for ( unsigned w = 0; w < options.writers; w++ )
        if ( pthread_create(&writers[w].thread, NULL, run_writer, &writers[w]) != 0 ) {
            perror("cannot start a thread");
            exit(1);
        }

    for ( unsigned w = 0; w < options.writers; w++ )
        pthread_join(writers[w].thread, NULL);
}

static volatile int sampling = 1;
static long sampled_rss_kb;

static void* sample_memory(void* unused) {
    while ( sampling ) {
        long now = process_memory_kb("VmRSS");
        sampled_rss_kb = now > sampled_rss_kb ? now : sampled_rss_kb;
        check_sleep_ms(50);
    }

    return unused;
}

static void add_up(const log_writer* writers, log_writer* sum) {
    memset(sum, 0, sizeof *sum);

    for ( unsigned i = 0; i < options.writers; i++ ) {
        const log_writer* w = &writers[i];
        sum->dropped += w->dropped;
        sum->refused += w->refused;
        sum->slowest_write = w->slowest_write > sum->slowest_write ? w->slowest_write : sum->slowest_write;
        sum->wrote_until = w->wrote_until > sum->wrote_until ? w->wrote_until : sum->wrote_until;
        sum->finished_at = w->finished_at > sum->finished_at ? w->finished_at : sum->finished_at;
    }
}

int main(int argc, char** argv) {
    char report[ZEEKAMQP_TEXT_SIZE] = "", names[1024];
    pthread_t sampler;
    log_writer sum;
    options = host_options_parse(argc, argv);
    log_writer* writers = calloc(options.writers, sizeof *writers);

    if ( ! writers || pthread_create(&sampler, NULL, sample_memory, NULL) != 0 )
        return 1;

    for ( unsigned w = 0; w < options.writers; w++ )
        writers[w].number = w;

    int files_before = process_open_files(), sockets_before = process_open_sockets();
    lib = library_open_checked();
    double start = check_clock(), cpu = process_cpu_seconds();

    if ( options.threads )
        run_in_threads(writers);
    else
        run_in_turns(writers);

    double ended = check_clock();
    int32_t result = lib.shutdown(10000, report, sizeof report);
    double shutdown_seconds = check_clock() - ended;
    cpu = process_cpu_seconds() - cpu;
    sampling = 0;
    pthread_join(sampler, NULL);
    add_up(writers, &sum);
    process_thread_names(names, sizeof names);
    double seconds = sum.finished_at - start;

    if ( report[0] )
        fprintf(stderr, "shutdown: %s\n", report);

    printf("{\"records\":%llu,\"seconds\":%.3f,\"records_per_s\":%.0f,\"write_seconds\":%.3f,\"slowest_write_ms\":%.3f,"
           "\"shutdown_seconds\":%.3f,\"cpu_s\":%.3f,\"cpu_us_per_record\":%.3f,\"max_rss_kb\":%ld,"
           "\"sampled_rss_kb\":%ld,\"dropped\":%llu,\"refused\":%llu,\"threads_left\":%d,\"thread_names\":\"%s\","
           "\"fds_before\":%d,\"fds_after\":%d,\"sockets_before\":%d,\"sockets_after\":%d}\n",
           (unsigned long long)options.count, seconds, (double)options.count / seconds, sum.wrote_until - start,
           sum.slowest_write * 1e3, shutdown_seconds, cpu, cpu * 1e6 / (double)options.count,
           process_memory_kb("VmHWM"), sampled_rss_kb, (unsigned long long)sum.dropped, (unsigned long long)sum.refused,
           process_threads() - 1, names, files_before, process_open_files(), sockets_before, process_open_sockets());
    free(writers);
    return result == ZEEKAMQP_OK && sum.refused == 0 ? 0 : 1;
}
