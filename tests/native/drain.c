/* drain.c: the consumer. Empties a queue and fails unless each record of the host program arrived once and in order.
 *
 *   zeekamqp_drain declare|delete HOST PORT QUEUE
 *   zeekamqp_drain count HOST PORT QUEUE RECORDS WRITERS [PATIENCE] [duplicates]
 *
 * PATIENCE (30) is how many seconds nothing may arrive; with "duplicates", records that come again are no failure, as
 * after a broken connection.
 */
#include "broker.h"
#include "check.h"
#include "conn_record.h"
#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double settle_seconds = 0.5; /* what comes in this time after the last record is a duplicate */

typedef struct counts {
    uint64_t messages, bytes, without_record;
} counts;

static void enter_all(ledger* l, const broker_message* m, counts* c) {
    size_t at = 0;
    unsigned writer = 0;
    uint64_t sequence = 0;
    int found = 0;

    while ( conn_record_find((const char*)m->body, m->length, &at, &writer, &sequence) ) {
        ledger_enter(l, writer, sequence);
        found = 1;
    }

    c->messages++;
    c->bytes += m->length;
    c->without_record += ! found;
}

static int count_records(broker* b, const char* queue, ledger* l, double patience, int allow_duplicates) {
    counts c = {0, 0, 0};
    broker_message m;
    double first = 0, last = 0;
    broker_consume(b, queue);

    while ( broker_next(b, ledger_is_complete(l) ? settle_seconds : patience, &m) ) {
        last = check_clock();
        first = first > 0 ? first : last;
        enter_all(l, &m, &c);
        broker_message_free(&m);
    }

    ledger_totals t = ledger_sum(l);
    ledger_print_missing(l, stderr);
    printf("{\"messages\":%llu,\"bytes\":%llu,\"expected\":%llu,\"received\":%llu,\"missing\":%llu,\"duplicates\":%llu,"
           "\"out_of_order\":%llu,\"unknown\":%llu,\"without_record\":%llu,\"seconds\":%.3f}\n",
           (unsigned long long)c.messages, (unsigned long long)c.bytes, (unsigned long long)t.expected,
           (unsigned long long)t.received, (unsigned long long)t.missing, (unsigned long long)t.duplicates,
           (unsigned long long)t.out_of_order, (unsigned long long)t.unknown, (unsigned long long)c.without_record,
           last - first);
    return t.missing || t.out_of_order || t.unknown || c.without_record || (t.duplicates && ! allow_duplicates);
}

int main(int argc, char** argv) {
    const char* verb = argc > 1 ? argv[1] : "";
    int is_count = strcmp(verb, "count") == 0;
    int status = 0;

    if ( argc < (is_count ? 7 : 5) ) {
        fprintf(stderr,
                "usage: %s declare|delete HOST PORT QUEUE\n"
                "       %s count HOST PORT QUEUE RECORDS WRITERS [PATIENCE] [duplicates]\n",
                argv[0], argv[0]);
        return 2;
    }

    broker* b = broker_connect(argv[2], atoi(argv[3]));
    const char* queue = argv[4];

    if ( strcmp(verb, "declare") == 0 )
        broker_declare_queue(b, queue);
    else if ( strcmp(verb, "delete") == 0 )
        broker_delete_queue(b, queue);
    else if ( is_count ) {
        ledger* l = ledger_new(strtoull(argv[5], NULL, 10), (unsigned)atoi(argv[6]));
        status = count_records(b, queue, l, argc > 7 ? atof(argv[7]) : 30, argc > 8);
        ledger_free(l);
    }
    else
        status = 2;

    broker_close(b);
    return status;
}
