/* ledger.h: what has arrived. A bit for each record of each writer, so that a million of them cost 125 kB. */
#ifndef LEDGER_H
#define LEDGER_H

#include <stdint.h>
#include <stdio.h>

typedef struct ledger ledger;

typedef struct ledger_totals {
    uint64_t expected;
    uint64_t received; /* all, duplicates too */
    uint64_t missing;
    uint64_t duplicates;
    uint64_t out_of_order; /* records that came after a later one of the same writer */
    uint64_t unknown;      /* a writer or a sequence number that was never sent */
} ledger_totals;

/** `count` records in all, shared out over `writers`: the first ones get one more if it does not divide. */
ledger* ledger_new(uint64_t count, unsigned writers);
void ledger_free(ledger* l);

/** How many of `count` records writer number `writer` sends. */
uint64_t ledger_share(uint64_t count, unsigned writers, unsigned writer);

void ledger_enter(ledger* l, unsigned writer, uint64_t sequence);

/** Whether every record has arrived at least once. */
int ledger_is_complete(const ledger* l);

ledger_totals ledger_sum(const ledger* l);

/** Prints the first few missing ranges of each writer. */
void ledger_print_missing(const ledger* l, FILE* to);

#endif
