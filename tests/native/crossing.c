/* crossing.c: what a call into the library costs, and a record in it. The fastest of several rounds counts.
 *
 * Its output is one JSON object, in nanoseconds: `call` is one that does nothing (zeekamqp_version without a buffer), `record` one
 * that formats a record of 20 columns and drops it, since memory is full: no queue and no page fault is in it.
 */
#include "check.h"
#include "conn_record.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

#define RECORDS 1024
#define ROUNDS 200
#define CALLS 10000

static conn_record records[RECORDS];

/* A writer without a broker, whose small memory is full. */
static writer open_full_writer(void) {
    zeekamqp_field fields[CONN_RECORD_FIELDS];
    writer w = writer_to_port(library_open_checked(), "1");
    conn_record_fields(fields);
    writer_option(&w, "spool_dir", "");
    writer_option(&w, "max_queue_bytes", "1048576");
    writer_option(&w, "max_wait_on_shutdown", "0sec");

    if ( writer_open(&w, "conn", fields, CONN_RECORD_FIELDS) != ZEEKAMQP_OK ) {
        fprintf(stderr, "open failed: %s\n", w.error);
        exit(1);
    }

    while ( writer_write(&w, records[0].values, CONN_RECORD_FIELDS) == ZEEKAMQP_OK )
        continue;

    return w;
}

static double call_round(const writer* w) {
    double start = check_clock();

    for ( int i = 0; i < CALLS; i++ )
        w->lib.version(NULL, 0);

    return (check_clock() - start) / CALLS;
}

static double record_round(writer* w) {
    double start = check_clock();

    for ( int i = 0; i < RECORDS; i++ )
        writer_write(w, records[i].values, CONN_RECORD_FIELDS);

    return (check_clock() - start) / RECORDS;
}

int main(void) {
    double call = 1, record = 1;

    for ( unsigned i = 0; i < RECORDS; i++ )
        conn_record_fill(&records[i], 0, i);

    writer w = open_full_writer();

    for ( int i = 0; i < ROUNDS; i++ ) {
        double a = call_round(&w), b = record_round(&w);
        call = a < call ? a : call;
        record = b < record ? b : record;
    }

    printf("{\"call\":%.1f,\"record\":%.1f}\n", call * 1e9, record * 1e9);
    w.lib.writer_close(w.handle);
    w.lib.shutdown(1000, NULL, 0);
    return 0;
}
