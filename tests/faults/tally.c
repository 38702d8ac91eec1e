#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void* allocate(uint64_t count, size_t size) {
    void* memory = calloc(count ? count : 1, size);

    if ( ! memory ) {
        fprintf(stderr, "tally: out of memory\n");
        exit(2);
    }

    return memory;
}

tally* tally_new(journal* received, uint64_t count) {
    tally* t = allocate(1, sizeof *t);
    t->received = received;
    t->ids = allocate(count, sizeof *t->ids);
    t->next = allocate(journal_writers(received), sizeof *t->next);
    t->count = count;
    return t;
}

void tally_free(tally* t) {
    free(t->ids);
    free(t->next);
    free(t);
}

/* FNV-1a: of a million different texts, two have the same number with a chance of one in 40 million. */
uint64_t tally_id(const char* message_id, size_t length, unsigned index) {
    uint64_t hash = 14695981039346656037u;

    for ( size_t i = 0; i < length; i++ )
        hash = (hash ^ (unsigned char)message_id[i]) * 1099511628211u;

    hash = (hash ^ index) * 1099511628211u;
    return length == 0 ? 0 : hash ? hash : 1;
}

void tally_enter(tally* t, const tally_record* r) {
    if ( ! journal_knows(t->received, r->writer, r->sequence) ) {
        t->unknown++;
        return;
    }

    uint64_t* id = &t->ids[journal_place(t->received, r->writer, r->sequence)];
    t->without_id += r->id == 0;

    if ( journal_outcome_of(t->received, r->writer, r->sequence) != JOURNAL_NOTHING ) {
        t->duplicates += ! r->redelivered;
        t->redelivered += r->redelivered;
        t->other_id += r->id != *id;
        return;
    }

    journal_enter(t->received, r->writer, r->sequence, JOURNAL_DONE);
    *id = r->id;
    t->records++;

    if ( r->sequence < t->next[r->writer] )
        t->out_of_order++;
    else
        t->next[r->writer] = r->sequence + 1;
}

static int compare(const void* a, const void* b) {
    uint64_t left = *(const uint64_t*)a, right = *(const uint64_t*)b;
    return left < right ? -1 : left > right;
}

uint64_t tally_same_ids(const tally* t) {
    uint64_t same = 0;
    uint64_t* sorted = allocate(t->count, sizeof *sorted);
    memcpy(sorted, t->ids, t->count * sizeof *sorted);
    qsort(sorted, t->count, sizeof *sorted, compare);

    for ( uint64_t i = 1; i < t->count; i++ )
        same += sorted[i] != 0 && sorted[i] == sorted[i - 1];

    free(sorted);
    return same;
}
