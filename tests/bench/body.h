/* body.h: what a message holds: one record or, in a batch, one on each line, compressed or not. */
#ifndef BODY_H
#define BODY_H

#include <amqp.h>

#include <stddef.h>
#include <stdint.h>

typedef struct body {
    const char* text; /* not NUL-terminated; valid until the next call, and not longer than the message */
    size_t length;
} body;

/** How many records the message says that it has: its header `records`, or 1 if it has none. */
uint64_t body_records(const amqp_message_t* message);

/** The text of the message, decompressed if need be. Ends the process if it cannot be. One thread only. */
body body_of(const amqp_message_t* message);

/** How many lines end in the text; one without any is one. */
uint64_t body_lines(body text);

/** The first column, `ts`, of the next record in the text from `*at` on; moves `*at` behind it. 0 if there is none. */
double body_next_time(body text, size_t* at);

#endif
