/* watch.c: receives what a producer sends, through whatever happens to the broker meanwhile, and enters each record into a
 * journal when it first comes.
 *
 *   zeekamqp_watch HOST PORT[,PORT...] QUEUE COUNT WRITERS RECEIVED [WRITTEN]
 *
 * RECEIVED is the journal. WRITTEN is one of when the records were written, made from their field ts, for producers that
 * keep none. After SIGTERM it ends as soon as nothing has come for a second, and prints a JSON object of what it has seen.
 */
#include "check.h"
#include "conn_record.h"
#include "consumer.h"
#include "journal.h"
#include "tally.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double settle_seconds = 1;

static volatile sig_atomic_t ending;

static void end(int signal_number) {
    (void)signal_number;
    ending = 1;
}

static double time_written(const consumer_message* m) {
    static const char key[] = "\"ts\":";

    for ( size_t i = 0; i + sizeof key + 20 < m->length; i++ )
        if ( m->body[i] == '"' && memcmp(m->body + i, key, sizeof key - 1) == 0 )
            return strtod(m->body + i + sizeof key - 1, NULL); /* ends at the next comma or brace */

    return 0;
}

static void enter(tally* t, journal* written, const consumer_message* m) {
    size_t at = 0;
    unsigned writer = 0, index = 0;
    uint64_t sequence = 0;

    for ( ; conn_record_find(m->body, m->length, &at, &writer, &sequence); index++ ) {
        tally_record r = {writer, sequence, tally_id(m->message_id, m->message_id_length, index), m->redelivered};
        tally_enter(t, &r);

        if ( written && journal_knows(written, writer, sequence) )
            journal_enter_at(written, writer, sequence, JOURNAL_DONE, time_written(m));
    }

    t->messages++;
    t->without_record += index == 0;
}

int main(int argc, char** argv) {
    if ( argc < 7 ) {
        fprintf(stderr, "usage: %s HOST PORT[,PORT...] QUEUE COUNT WRITERS RECEIVED [WRITTEN]\n", argv[0]);
        return 2;
    }

    uint64_t count = strtoull(argv[4], NULL, 10);
    unsigned writers = (unsigned)atoi(argv[5]);
    journal* received = journal_open(argv[6], count, writers);
    journal* written = argc > 7 ? journal_open(argv[7], count, writers) : NULL;
    tally* t = tally_new(received, count);
    consumer* c = consumer_new(argv[1], argv[2], argv[3]);
    consumer_message m;
    double last = check_clock();
    signal(SIGTERM, end);

    while ( ! ending || check_clock() - last < settle_seconds ) {
        if ( consumer_next(c, 0.2, &m) ) {
            enter(t, written, &m);
            last = check_clock();
        }
        else if ( ! ending )
            last = check_clock();
    }

    printf("{\"messages\":%llu,\"records\":%llu,\"duplicates\":%llu,\"redelivered\":%llu,\"out_of_order\":%llu,"
           "\"unknown\":%llu,\"without_record\":%llu,\"without_id\":%llu,\"other_id\":%llu,\"same_id\":%llu,"
           "\"connections\":%u}\n",
           (unsigned long long)t->messages, (unsigned long long)t->records, (unsigned long long)t->duplicates,
           (unsigned long long)t->redelivered, (unsigned long long)t->out_of_order, (unsigned long long)t->unknown,
           (unsigned long long)t->without_record, (unsigned long long)t->without_id, (unsigned long long)t->other_id,
           (unsigned long long)tally_same_ids(t), consumer_connections(c));
    consumer_free(c);
    return t->unknown || t->without_record || t->without_id || t->other_id || tally_same_ids(t);
}
