#include "ledger.h"

#include <stdlib.h>

#define MAX_RANGES 10

typedef struct column {
    uint64_t count;
    uint64_t next; /* one more than the highest sequence number that has arrived */
    uint8_t* bits;
} column;

struct ledger {
    unsigned writers;
    column* columns;
    ledger_totals totals;
};

static void* allocate(size_t count, size_t size) {
    void* memory = calloc(count ? count : 1, size);

    if ( ! memory ) {
        fprintf(stderr, "ledger: out of memory\n");
        exit(2);
    }

    return memory;
}

uint64_t ledger_share(uint64_t count, unsigned writers, unsigned writer) {
    return count / writers + (writer < count % writers ? 1 : 0);
}

ledger* ledger_new(uint64_t count, unsigned writers) {
    ledger* l = allocate(1, sizeof *l);
    l->writers = writers;
    l->columns = allocate(writers, sizeof *l->columns);
    l->totals.expected = count;
    l->totals.missing = count;

    for ( unsigned i = 0; i < writers; i++ ) {
        l->columns[i].count = ledger_share(count, writers, i);
        l->columns[i].bits = allocate(l->columns[i].count / 8 + 1, 1);
    }

    return l;
}

void ledger_free(ledger* l) {
    for ( unsigned i = 0; i < l->writers; i++ )
        free(l->columns[i].bits);

    free(l->columns);
    free(l);
}

static int has(const column* c, uint64_t sequence) {
    return c->bits[sequence / 8] >> sequence % 8 & 1;
}

void ledger_enter(ledger* l, unsigned writer, uint64_t sequence) {
    l->totals.received++;

    if ( writer >= l->writers || sequence >= l->columns[writer].count ) {
        l->totals.unknown++;
        return;
    }

    column* c = &l->columns[writer];

    if ( has(c, sequence) ) {
        l->totals.duplicates++;
        return;
    }

    c->bits[sequence / 8] = (uint8_t)(c->bits[sequence / 8] | 1u << sequence % 8);
    l->totals.missing--;

    if ( sequence < c->next )
        l->totals.out_of_order++;
    else
        c->next = sequence + 1;
}

int ledger_is_complete(const ledger* l) {
    return l->totals.missing == 0;
}

ledger_totals ledger_sum(const ledger* l) {
    return l->totals;
}

void ledger_print_missing(const ledger* l, FILE* to) {
    for ( unsigned i = 0; i < l->writers; i++ ) {
        const column* c = &l->columns[i];
        int ranges = 0;

        for ( uint64_t first = 0; first < c->count && ranges < MAX_RANGES; first++ ) {
            if ( has(c, first) )
                continue;

            uint64_t last = first;

            while ( last + 1 < c->count && ! has(c, last + 1) )
                last++;

            fprintf(to, "writer %u: missing %llu to %llu of %llu\n", i, (unsigned long long)first,
                    (unsigned long long)last, (unsigned long long)c->count);
            first = last;
            ranges++;
        }
    }
}
