#include "reckoning.h"

#include <stdio.h>
#include <stdlib.h>

/* How old this record was when its writer was killed; a very old one if it was not. The kills are in order. */
static double age_at_kill(const reckoning_case* c, double written) {
    uint64_t low = 0, high = c->kill_count;

    while ( low < high ) {
        uint64_t middle = (low + high) / 2;

        if ( c->kills[middle] < written )
            low = middle + 1;
        else
            high = middle;
    }

    return low < c->kill_count ? c->kills[low] - written : 1e9;
}

static double healing(const reckoning_case* c) {
    return c->healing > 0 ? c->healing : c->healed;
}

static int is_sent(const reckoning_case* c, unsigned writer, uint64_t sequence) {
    journal_outcome o = journal_outcome_of(c->written, writer, sequence);
    return o == JOURNAL_DONE || o == JOURNAL_DROPPED || (c->sent && o == JOURNAL_NOTHING);
}

static int is_received(const reckoning_case* c, unsigned writer, uint64_t sequence) {
    return journal_outcome_of(c->received, writer, sequence) == JOURNAL_DONE;
}

static void judge_missing(reckoning* r, const reckoning_case* c, double written) {
    r->missing++;
    r->young += c->kill_count && age_at_kill(c, written) <= c->window;
}

static void judge_received(reckoning* r, const reckoning_case* c, double written, double received) {
    r->received++;
    r->slowest = received - written > r->slowest ? received - written : r->slowest;

    if ( c->struck == 0 || written <= c->struck )
        return;

    double after = received > c->healed ? received - c->healed : 0;

    if ( received < healing(c) )
        r->early++;
    else if ( r->back_after < 0 || after < r->back_after )
        r->back_after = after;
}

static void judge(reckoning* r, const reckoning_case* c, unsigned writer, uint64_t sequence) {
    journal_outcome outcome = journal_outcome_of(c->written, writer, sequence);
    double written = journal_time_of(c->written, writer, sequence);
    int has_come = is_received(c, writer, sequence);
    r->refused += outcome == JOURNAL_DROPPED;
    r->refused_received += outcome == JOURNAL_DROPPED && has_come;
    r->unfinished += outcome == JOURNAL_BEGUN;
    r->after += c->struck > 0 && written > c->struck;

    if ( ! is_sent(c, writer, sequence) )
        return;

    r->sent++;

    if ( has_come )
        judge_received(r, c, written, journal_time_of(c->received, writer, sequence));
    else
        judge_missing(r, c, written);
}

static int compare(const void* a, const void* b) {
    double left = *(const double*)a, right = *(const double*)b;
    return left < right ? -1 : left > right;
}

/* The longest gap between the times of coming that lie within the fault, its beginning and its end included. */
static double longest_gap(const reckoning_case* c, uint64_t capacity) {
    double* times = calloc(capacity + 1, sizeof *times);
    uint64_t count = 0;
    double longest = 0, before = c->struck;

    for ( unsigned w = 0; times && w < journal_writers(c->received); w++ )
        for ( uint64_t i = 0; i < journal_count(c->received, w); i++ ) {
            double time = journal_time_of(c->received, w, i);

            if ( time > c->struck && time < healing(c) )
                times[count++] = time;
        }

    if ( ! times ) {
        fprintf(stderr, "reckoning: out of memory\n");
        exit(2);
    }

    times[count++] = healing(c);
    qsort(times, count, sizeof *times, compare);

    for ( uint64_t i = 0; i < count; before = times[i++] )
        longest = times[i] - before > longest ? times[i] - before : longest;

    free(times);
    return longest;
}

reckoning reckon(const reckoning_case* c) {
    reckoning r = {0};
    uint64_t capacity = 0, excused = 0;
    r.back_after = -1;

    for ( unsigned w = 0; w < journal_writers(c->written); w++ ) {
        uint64_t count = journal_count(c->written, w);
        capacity += count;

        for ( uint64_t i = 0; i < count; i++ )
            judge(&r, c, w, i);
    }

    if ( c->struck > 0 )
        r.quiet = longest_gap(c, capacity);

    /* A killed producer can't report; what it was told at once is all that it says. */
    excused = r.young + (c->kill_count ? r.refused : c->dropped) + c->abandoned;
    r.lost = r.missing > excused ? r.missing - excused : 0;
    r.over_reported = c->dropped > r.missing ? c->dropped - r.missing : 0;
    return r;
}

void reckoning_print_missing(const reckoning_case* c, unsigned limit) {
    for ( unsigned w = 0; w < journal_writers(c->written); w++ )
        for ( uint64_t i = 0; i < journal_count(c->written, w) && limit > 0; i++ ) {
            double written = journal_time_of(c->written, w, i);

            if ( ! is_sent(c, w, i) || is_received(c, w, i) )
                continue;

            if ( c->kill_count && age_at_kill(c, written) <= c->window )
                continue;

            fprintf(stderr, "missing: record %llu of writer %u, written at %.3f", (unsigned long long)i, w, written);

            if ( c->kill_count )
                fprintf(stderr, ", %.3f s before a kill", age_at_kill(c, written));

            fprintf(stderr, "%s\n",
                    journal_outcome_of(c->written, w, i) == JOURNAL_DROPPED ? ", refused by the library" : "");
            limit--;
        }
}
