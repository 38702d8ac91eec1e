#include "host_writer.h"

#include "check.h"
#include "record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLL_EVERY 1000 /* records between two looks at the diagnostics, as the plugin looks at them in DoWrite */

volatile sig_atomic_t host_stopping;

static void print_diagnostics(const host_writer* w) {
    static const char* const names[] = {"info", "warning", "error"};
    zeekamqp_diagnostic d;

    while ( w->lib->writer_next_diagnostic(w->handle, &d) == 1 )
        fprintf(stderr, "%.3f writer %u: %s: %s\n", journal_now(), w->number, d.level < 3 ? names[d.level] : "?",
                d.text);
}

void host_writer_open(host_writer* w) {
    if ( w->options->null )
        return;

    zeekamqp_field fields[WIDE_RECORD_FIELDS];
    zeekamqp_writer_config config;
    char filter[32], error[ZEEKAMQP_TEXT_SIZE] = "";
    snprintf(filter, sizeof filter, "host-%u", w->number);
    host_record_fields(w->options, fields);
    memset(&config, 0, sizeof config);
    config.path = text(w->options->path);
    config.filter = text(filter);
    config.node = text("");
    config.fields = fields;
    config.field_count = w->options->fields;
    config.options = w->options->list;
    config.option_count = w->options->list_count;
    int32_t result = w->lib->writer_open(&config, &w->handle, error, sizeof error);

    if ( result != ZEEKAMQP_OK ) {
        fprintf(stderr, "open failed with %d: %s\n", (int)result, error);
        exit(1);
    }

    if ( w->options->latency && w->number == 0 )
        w->confirms = confirm_watch_start(w->handle, w->count);
}

static void note(host_writer* w, uint64_t sequence, journal_outcome outcome) {
    if ( w->written )
        journal_enter(w->written, w->number, sequence, outcome);
}

/* With overflow=block the library asks to be called again while there is no room, as the plugin does it. */
#if ZEEKAMQP_ABI_VERSION >= 2u
static int32_t write_until_taken(const host_writer* w, const zeekamqp_value* values) {
    int32_t result = w->lib->writer_write(w->handle, values, w->options->fields);

    while ( result == ZEEKAMQP_NO_ROOM_YET && ! host_stopping ) {
        print_diagnostics(w);
        result = w->lib->writer_write(w->handle, values, w->options->fields);
    }

    if ( result != ZEEKAMQP_NO_ROOM_YET )
        return result;

    w->lib->writer_drop(w->handle);
    return ZEEKAMQP_DROPPED;
}
#else
static int32_t write_until_taken(const host_writer* w, const zeekamqp_value* values) {
    return w->lib->writer_write(w->handle, values, w->options->fields);
}
#endif

void host_writer_write(host_writer* w, host_record* r, uint64_t sequence) {
    if ( w->number == 0 && sequence == w->options->omit ) {
        note(w, sequence, JOURNAL_DONE);
        return;
    }

    const zeekamqp_value* values = host_record_fill(w->options, r, w->number, sequence);
    note(w, sequence, JOURNAL_BEGUN);
    double start = check_clock();

    if ( w->confirms )
        confirm_watch_wrote(w->confirms, start);

    int32_t result = w->options->null ? ZEEKAMQP_OK : write_until_taken(w, values);
    double took = check_clock() - start;
    note(w, sequence, result == ZEEKAMQP_OK ? JOURNAL_DONE : JOURNAL_DROPPED);
    w->slowest_write = took > w->slowest_write ? took : w->slowest_write;
    w->dropped += result == ZEEKAMQP_DROPPED;
    w->refused += result < 0;

    if ( w->confirms && result != ZEEKAMQP_OK )
        confirm_watch_take_back(w->confirms);

    if ( sequence % POLL_EVERY == POLL_EVERY - 1 && ! w->options->null )
        print_diagnostics(w);
}

void host_writer_hold(host_writer* w) {
    double until = check_clock() + w->options->hold;

    while ( ! host_stopping && check_clock() < until ) {
        check_sleep_ms(50);
        print_diagnostics(w);
    }
}

void host_writer_finish(host_writer* w) {
    w->wrote_until = w->finished_at = check_clock();

    if ( w->options->null )
        return;

    w->lib->writer_finish(w->handle);
    w->finished_at = check_clock();

    if ( w->confirms )
        confirm_watch_stop(w->confirms);

    host_counters_read(w->handle, &w->counters);
    print_diagnostics(w);
    w->lib->writer_close(w->handle);
}
