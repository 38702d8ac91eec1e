/* tally.h: judges records as they come: new, or again, and then with the message-id that it had the first time. */
#ifndef TALLY_H
#define TALLY_H

#include "journal.h"

#include <stddef.h>
#include <stdint.h>

typedef struct tally {
    uint64_t messages, without_record;
    uint64_t records;      /* that came for the first time */
    uint64_t duplicates;   /* that came again, because the producer had published them again */
    uint64_t redelivered;  /* that came again, because the broker had not got the consumer's acknowledgement */
    uint64_t out_of_order; /* that came first after a later one of their writer */
    uint64_t unknown;      /* of a writer or a number that was never sent */
    uint64_t without_id, other_id;
    journal* received;
    uint64_t* ids;  /* of each record, by journal_place() */
    uint64_t* next; /* for each writer, one more than the highest number that has come */
    uint64_t count;
} tally;

typedef struct tally_record {
    unsigned writer;
    uint64_t sequence;
    uint64_t id; /* 0: none */
    int redelivered;
} tally_record;

tally* tally_new(journal* received, uint64_t count);
void tally_free(tally* t);

/** A number for the message-id of the `index`th record of a message, 0 for an empty one. */
uint64_t tally_id(const char* message_id, size_t length, unsigned index);

void tally_enter(tally* t, const tally_record* r);

/** How many records came with a message-id that another record has: consumers would take them for duplicates. */
uint64_t tally_same_ids(const tally* t);

#endif
