/* host_writer.h: a log of the host program: a writer of the library, and what was measured at it. */
#ifndef HOST_WRITER_H
#define HOST_WRITER_H

#include "confirm_watch.h"
#include "host_counters.h"
#include "host_options.h"
#include "host_record.h"
#include "journal.h"
#include "library.h"

#include <pthread.h>
#include <signal.h>

typedef struct host_writer {
    const host_options* options;
    const library* lib;
    journal* written;        /* NULL: none is kept */
    confirm_watch* confirms; /* NULL: not measured */
    pthread_t thread;
    zeekamqp_writer handle;
    unsigned number;
    uint64_t first, count; /* its records: from `first` to one before `count` */
    uint64_t dropped, refused;
    double slowest_write, wrote_until, finished_at; /* the first in seconds, the others as check_clock() counts */
    zeekamqp_counters counters;
} host_writer;

/** Set by SIGTERM: what is under way is brought to an end in good order. */
extern volatile sig_atomic_t host_stopping;

/** Ends the process if the library refuses. */
void host_writer_open(host_writer* w);

/** Writes record number `sequence`, with an entry before and after it in the journal. */
void host_writer_write(host_writer* w, host_record* r, uint64_t sequence);

/** Keeps the writer open for as long as the command line asks for. */
void host_writer_hold(host_writer* w);

/** Finishes, takes the counters and the last diagnostics, and closes. */
void host_writer_finish(host_writer* w);

#endif
