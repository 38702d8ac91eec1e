/* reckoning.h: compares what was sent with what has come. */
#ifndef RECKONING_H
#define RECKONING_H

#include "journal.h"

#include <stdint.h>

typedef struct reckoning_case {
    const journal* written; /* of the producer, or one made from what it has sent */
    const journal* received;
    uint64_t sent;          /* how many were sent, if `written` can't say it; else 0 */
    uint64_t dropped;       /* how many the producer says it has dropped */
    uint64_t abandoned;     /* how many it says it doesn't know of */
    double struck;          /* when a fault was there, in seconds since 1970; 0: there was none */
    double healing, healed; /* when its end began and was reached; the first may be left out */
    const double* kills;    /* when the producer was killed, in order */
    uint64_t kill_count;
    double window; /* seconds: a record may be missing if its writer was killed so soon after it was written */
} reckoning_case;

typedef struct reckoning {
    uint64_t sent, received;
    uint64_t missing;       /* sent and not received */
    uint64_t young;         /* of these, written within the window before a kill */
    uint64_t lost;          /* missing, not young, and neither reported dropped nor abandoned */
    uint64_t over_reported; /* reported dropped, and received nevertheless */
    uint64_t refused;       /* by the library at once, as the producer has seen it; among the sent */
    uint64_t refused_received;
    uint64_t unfinished; /* the producer was killed within the call; not among the sent, wherever they are */
    uint64_t after;      /* written after struck, as far as is known */
    double quiet;        /* the longest time between struck and healing without a record */
    double back_after;   /* from healed to the first record that was written after struck; -1: none came */
    uint64_t early;      /* records written after struck that came before healing */
    double slowest;      /* the longest way of a record */
} reckoning;

reckoning reckon(const reckoning_case* c);

/** Prints the first records that are missing and too old for that, with their age at the kill if there was one. */
void reckoning_print_missing(const reckoning_case* c, unsigned limit);

#endif
