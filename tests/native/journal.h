/* journal.h: a cell for each record of each writer, in a file that outlives whoever fills it, kill -9 included: when a
 * record was written or received, and what came of it. A record costs 8 bytes, and a file only what has been entered.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdint.h>

typedef struct journal journal;

typedef enum journal_outcome {
    JOURNAL_NOTHING,
    JOURNAL_BEGUN,  /* handed over, and no answer yet: the writer may have been killed in between */
    JOURNAL_DONE,   /* taken by the library, or received */
    JOURNAL_DROPPED /* refused by the library, which counts it */
} journal_outcome;

/** Opens the file, or makes it for `count` records shared out over `writers`. Ends the process if it cannot, or if the file
 * is one of other numbers. */
journal* journal_open(const char* path, uint64_t count, unsigned writers);

/** Opens a file that exists, as it is. */
journal* journal_read(const char* path);
void journal_close(journal* j);

unsigned journal_writers(const journal* j);

/** How many records of this writer the file has cells for. */
uint64_t journal_count(const journal* j, unsigned writer);

/** Whether the file has a cell for this record. */
int journal_knows(const journal* j, unsigned writer, uint64_t sequence);

/** A number for this record, below the count of all. */
uint64_t journal_place(const journal* j, unsigned writer, uint64_t sequence);

/** Enters an outcome with the time of day, or with another one in seconds since 1970. */
void journal_enter(journal* j, unsigned writer, uint64_t sequence, journal_outcome outcome);
void journal_enter_at(journal* j, unsigned writer, uint64_t sequence, journal_outcome outcome, double time);

journal_outcome journal_outcome_of(const journal* j, unsigned writer, uint64_t sequence);

/** Seconds since 1970 of the last entry of this record, 0 if there is none. */
double journal_time_of(const journal* j, unsigned writer, uint64_t sequence);

/** The first record of this writer that has no entry. */
uint64_t journal_next(const journal* j, unsigned writer);

/** The time of day in seconds since 1970. */
double journal_now(void);

#endif
