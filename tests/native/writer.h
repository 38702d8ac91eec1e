/* writer.h: one writer of the library with its options, as the tests use it. */
#ifndef WRITER_H
#define WRITER_H

#include "library.h"

#define WRITER_MAX_OPTIONS 32

typedef struct writer {
    library lib;
    zeekamqp_option options[WRITER_MAX_OPTIONS];
    uint32_t option_count;
    zeekamqp_writer handle;
    char error[ZEEKAMQP_TEXT_SIZE];
    char diagnostics[1 << 16]; /* all taken until now, one a line, cut when full */
    uint32_t highest_level;
    uint32_t events;  /* of the diagnostics, a bit each: 1 << ZEEKAMQP_EVENT_... */
    uint64_t dropped; /* records, as the events say */
} writer;

/** A writer that is not yet open, without options. */
writer writer_new(library lib);

/** A writer that is not yet open, with the options that lead to the broker of the tests and to `queue`. */
writer writer_to_queue(library lib, const char* queue);

/** The same for a broker that cannot be reached, at 127.0.0.1 and the given port. */
writer writer_to_port(library lib, const char* port);

/** Adds an option; names and values have to outlive the open. */
void writer_option(writer* w, const char* name, const char* value);
void writer_option_from(writer* w, uint8_t origin, const char* name, const char* value);

int32_t writer_open(writer* w, const char* path, const zeekamqp_field* fields, uint32_t count);
int32_t writer_write(writer* w, const zeekamqp_value* values, uint32_t count);

/** Takes all diagnostics that wait, appends them to w->diagnostics and returns their number. */
int writer_poll(writer* w);

/** Polls until `part` was seen in a diagnostic or `seconds` have passed; tells which. */
int writer_poll_for(writer* w, const char* part, double seconds);

/** Finishes, polls, closes; checks that each call succeeds. */
void writer_end(writer* w);

#endif
