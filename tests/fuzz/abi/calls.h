/* calls.h: calls of the library with arguments from an input, each checked against the contract of zeekamqp.h. */
#ifndef CALLS_H
#define CALLS_H

#include "choices.h"
#include "library.h"
#include "made_log.h"
#include "made_options.h"

typedef struct open_writer {
    const library* lib;
    zeekamqp_writer handle;
    const made_log* log;
    int is_finished;
    uint64_t bytes; /* accepted */
    /* What its counters have to say. Which of the three a refused record is in, the result alone does not tell. */
    uint64_t taken;
    uint64_t refused;
    int may_publish_schema; /* which counts as a record */
} open_writer;

/** Returns whether it is open; whether it has to be is checked. */
int call_open(open_writer* w, const library* lib, choices* c, const made_log* log, const made_options* options);

void call_write(open_writer* w, choices* c);
void call_drop(open_writer* w);
void call_flush(open_writer* w);
void call_finish(open_writer* w);

/** Takes one diagnostic. Returns whether there was one. */
int call_next_diagnostic(open_writer* w, choices* c);

/** The sum of the contract holds, and the counters say what the results have said. */
void call_counters(open_writer* w, choices* c);

/** Closes it, then uses the void handle once more. */
void call_close(open_writer* w, choices* c);

/** A call with a handle that is not open, which it has to say. */
void call_with_unknown_handle(const library* lib, choices* c, zeekamqp_writer handle);

/** What the library says of all logs and brokers, into arrays of any small size. */
void call_totals(const library* lib, choices* c);

/** Changes the options of all that is open, or is refused; then checks one option by itself. */
void call_options_change(const library* lib, choices* c);

/** Calls that need no writer: the handshake, right and wrong, and the version. */
void call_without_writer(const library* lib, choices* c);

#endif
