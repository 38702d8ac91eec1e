/* host.c: a program that logs as Zeek would: writers, each with its thread, and records like those of conn.log.
 *
 * Its last line of output is a JSON object with what it has measured; diagnostics go to the error output.
 */
#include "check.h"
#include "host_counters.h"
#include "host_options.h"
#include "host_writer.h"
#include "journal.h"
#include "ledger.h"
#include "library.h"
#include "process_state.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static host_options options;
static library lib;

/* With a rate, record n is due at n/rate; sleeping is done in steps of 5 ms at least, so that it stays cheap. */
static void wait_until_due(double start, uint64_t n) {
    double ahead = options.rate > 0 ? start + (double)n / options.rate - check_clock() : 0;

    if ( ahead > 0.005 )
        check_sleep_ms((unsigned)(ahead * 1000));
}

static void* run_writer(void* argument) {
    host_writer* w = argument;
    double start = check_clock();
    host_record r;
    host_writer_open(w);

    for ( uint64_t i = w->first; i < w->count && ! host_stopping; i++ ) {
        wait_until_due(start, i - w->first);
        host_writer_write(w, &r, i);
    }

    host_writer_hold(w);
    host_writer_finish(w);
    return NULL;
}

/* All writers by turns in one thread, as if Zeek had few logs that are busy at once. */
static void run_in_turns(host_writer* writers) {
    double start = check_clock();
    uint64_t turns = 0;
    host_record r;

    for ( unsigned w = 0; w < options.writers; w++ ) {
        uint64_t left = writers[w].count - writers[w].first;
        turns = left > turns ? left : turns;
        host_writer_open(&writers[w]);
    }

    for ( uint64_t turn = 0; turn < turns && ! host_stopping; turn++ )
        for ( unsigned w = 0; w < options.writers; w++ )
            if ( writers[w].first + turn < writers[w].count ) {
                wait_until_due(start, turn);
                host_writer_write(&writers[w], &r, writers[w].first + turn);
            }

    for ( unsigned w = 0; w < options.writers; w++ )
        host_writer_hold(&writers[w]);

    for ( unsigned w = 0; w < options.writers; w++ )
        host_writer_finish(&writers[w]);
}

static void run_in_threads(host_writer* writers) {
    for ( unsigned w = 0; w < options.writers; w++ )
        if ( pthread_create(&writers[w].thread, NULL, run_writer, &writers[w]) != 0 ) {
            perror("cannot start a thread");
            exit(1);
        }

    for ( unsigned w = 0; w < options.writers; w++ )
        pthread_join(writers[w].thread, NULL);
}

static void stop(int signal_number) {
    (void)signal_number;
    host_stopping = 1;
}

static host_writer* make_writers(void) {
    host_writer* writers = calloc(options.writers, sizeof *writers);
    journal* written = options.journal ? journal_open(options.journal, options.count, options.writers) : NULL;

    for ( unsigned i = 0; writers && i < options.writers; i++ ) {
        host_writer* w = &writers[i];
        w->options = &options;
        w->lib = &lib;
        w->written = written;
        w->number = i;
        w->first = options.resume ? journal_next(written, i) : 0;
        w->count = ledger_share(options.count, options.writers, i);
    }

    return writers;
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

static void add_up(const host_writer* writers, host_writer* sum) {
    memset(sum, 0, sizeof *sum);

    for ( unsigned i = 0; i < options.writers; i++ ) {
        const host_writer* w = &writers[i];
        sum->dropped += w->dropped;
        sum->refused += w->refused;
        sum->slowest_write = w->slowest_write > sum->slowest_write ? w->slowest_write : sum->slowest_write;
        sum->wrote_until = w->wrote_until > sum->wrote_until ? w->wrote_until : sum->wrote_until;
        sum->finished_at = w->finished_at > sum->finished_at ? w->finished_at : sum->finished_at;
        host_counters_add(&sum->counters, &w->counters);
    }
}

/* When the first writer began to finish: from then on the library's patience runs. */
static double first_end(const host_writer* writers) {
    double first = writers[0].wrote_until;

    for ( unsigned i = 1; i < options.writers; i++ )
        first = writers[i].wrote_until < first ? writers[i].wrote_until : first;

    return first;
}

int main(int argc, char** argv) {
    char report[ZEEKAMQP_TEXT_SIZE] = "", names[1024];
    pthread_t sampler;
    host_writer sum;
    options = host_options_parse(argc, argv);
    host_writer* writers = make_writers();
    signal(SIGTERM, stop);

    if ( ! writers || pthread_create(&sampler, NULL, sample_memory, NULL) != 0 )
        return 1;

    int files_before = process_open_files(), sockets_before = process_open_sockets();
    lib = library_open_checked();
    host_counters_find();
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

    printf(
        "{\"records\":%llu,\"seconds\":%.3f,\"records_per_s\":%.0f,\"write_seconds\":%.3f,\"slowest_write_ms\":%.3f,"
        "\"shutdown_seconds\":%.3f,\"end_seconds\":%.3f,\"cpu_s\":%.3f,\"cpu_us_per_record\":%.3f,\"max_rss_kb\":%ld,"
        "\"sampled_rss_kb\":%ld,\"dropped\":%llu,\"refused\":%llu,\"threads_left\":%d,\"thread_names\":\"%s\","
        "\"fds_before\":%d,\"fds_after\":%d,\"sockets_before\":%d,\"sockets_after\":%d,\"counters\":",
        (unsigned long long)options.count, seconds, (double)options.count / seconds, sum.wrote_until - start,
        sum.slowest_write * 1e3, shutdown_seconds, ended + shutdown_seconds - first_end(writers), cpu,
        cpu * 1e6 / (double)(options.count ? options.count : 1), process_memory_kb("VmHWM"), sampled_rss_kb,
        (unsigned long long)sum.dropped, (unsigned long long)sum.refused, process_threads() - 1, names, files_before,
        process_open_files(), sockets_before, process_open_sockets());
    host_counters_print(&sum.counters);

    if ( writers[0].confirms ) {
        confirm_watch_print(writers[0].confirms);
        confirm_watch_free(writers[0].confirms);
    }

    printf("}\n");
    free(writers);
    return result == ZEEKAMQP_OK && sum.refused == 0 ? 0 : 1;
}
