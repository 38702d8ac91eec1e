/* sink.c: the consumer of the benchmark. Empties a queue as fast as it is filled, counts records, and measures how old they
 * are when they come, by the time of day in their first column.
 *
 *   zeekamqp_bench_sink HOST PORT QUEUE RECORDS [--every N] [--patience S] [--lines] [--print N]
 *
 *   --every N     take the ages of the records of each N-th message (0: of none)
 *   --patience S  give up when nothing has come for so long (30)
 *   --lines       count lines instead of believing what messages say, and fail where the two differ
 *   --print N     print the text of the first N messages, a line each, to the error output
 *
 * Its output is a line of JSON; its status is 0 if exactly RECORDS records have come.
 */
#include "body.h"
#include "check.h"
#include "journal.h"
#include "percentiles.h"
#include "process_state.h"
#include "subscription.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#define ACKNOWLEDGE_EVERY 200 /* messages; a fifth of the prefetch, so that the broker never waits */

typedef struct sink {
    amqp_connection_state_t connection;
    uint64_t expected, every, print;
    double patience;
    int lines;
    uint64_t messages, records, bytes, unacknowledged, last_tag, wrong;
    double first, last;
    double* ages;
    size_t age_count, age_size;
} sink;

static void enter_age(sink* s, double age) {
    if ( s->age_count == s->age_size ) {
        s->age_size = s->age_size ? s->age_size * 2 : 4096;
        s->ages = realloc(s->ages, s->age_size * sizeof *s->ages);
    }

    if ( ! s->ages ) {
        fprintf(stderr, "sink: out of memory\n");
        exit(2);
    }

    s->ages[s->age_count++] = age;
}

static void take_ages(sink* s, const amqp_message_t* message) {
    double now = journal_now(), written;
    body text = body_of(message);
    size_t at = 0;

    while ( (written = body_next_time(text, &at)) > 0 )
        enter_age(s, now - written);
}

static void take(sink* s, const amqp_envelope_t* envelope) {
    const amqp_message_t* message = &envelope->message;
    uint64_t records = body_records(message);
    s->last = check_clock();
    s->first = s->messages ? s->first : s->last;

    if ( s->every && s->messages % s->every == 0 )
        take_ages(s, message);

    if ( s->lines && body_lines(body_of(message)) != records )
        s->wrong++;

    if ( s->messages < s->print ) {
        body b = body_of(message);
        fprintf(stderr, "%.*s\n", (int)b.length, b.text);
    }

    s->messages++;
    s->records += records;
    s->bytes += message->body.len;
    s->last_tag = envelope->delivery_tag;
    s->unacknowledged++;
}

static void acknowledge(sink* s) {
    if ( s->unacknowledged )
        amqp_basic_ack(s->connection, subscription_channel, s->last_tag, 1);

    s->unacknowledged = 0;
}

/* Acknowledges at once where nothing more has come, so that the last messages are, too. */
static int next(sink* s) {
    struct timeval brief = {0, 20000}, whole = {(time_t)s->patience, 0};
    amqp_envelope_t envelope;
    amqp_maybe_release_buffers(s->connection);
    amqp_rpc_reply_t reply = amqp_consume_message(s->connection, &envelope, s->unacknowledged ? &brief : &whole, 0);

    if ( reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION && reply.library_error == AMQP_STATUS_TIMEOUT ) {
        int goes_on = s->unacknowledged > 0;
        acknowledge(s);
        return goes_on;
    }

    if ( reply.reply_type != AMQP_RESPONSE_NORMAL ) {
        fprintf(stderr, "sink: the connection was lost\n");
        exit(1);
    }

    take(s, &envelope);
    amqp_destroy_envelope(&envelope);

    if ( s->unacknowledged >= ACKNOWLEDGE_EVERY )
        acknowledge(s);

    return 1;
}

static void parse(sink* s, int argc, char** argv) {
    s->expected = strtoull(argv[4], NULL, 10);
    s->patience = 30;

    for ( int i = 5; i < argc; i++ ) {
        const char* value = i + 1 < argc ? argv[i + 1] : "";

        if ( strcmp(argv[i], "--lines") == 0 ) {
            s->lines = 1;
            continue;
        }

        if ( strcmp(argv[i], "--every") == 0 )
            s->every = strtoull(value, NULL, 10);
        else if ( strcmp(argv[i], "--patience") == 0 )
            s->patience = atof(value);
        else if ( strcmp(argv[i], "--print") == 0 )
            s->print = strtoull(value, NULL, 10);
        else {
            fprintf(stderr, "bad argument: %s\n", argv[i]);
            exit(2);
        }

        i++;
    }
}

int main(int argc, char** argv) {
    sink s;
    memset(&s, 0, sizeof s);

    if ( argc < 5 ) {
        fprintf(stderr, "usage: %s HOST PORT QUEUE RECORDS [--every N] [--patience S] [--lines] [--print N]\n",
                argv[0]);
        return 2;
    }

    parse(&s, argc, argv);
    s.connection = subscription_open(argv[1], atoi(argv[2]), argv[3]);

    if ( ! s.connection ) {
        fprintf(stderr, "sink: cannot consume %s\n", argv[3]);
        return 2;
    }

    while ( s.records < s.expected && next(&s) )
        ;

    acknowledge(&s);
    double seconds = s.last - s.first;
    printf("{\"messages\":%llu,\"records\":%llu,\"bytes\":%llu,\"wrong\":%llu,\"seconds\":%.3f,\"cpu_s\":%.3f",
           (unsigned long long)s.messages, (unsigned long long)s.records, (unsigned long long)s.bytes,
           (unsigned long long)s.wrong, seconds, process_cpu_seconds());
    percentiles_print("consumer", s.ages, s.age_count);
    printf("}\n");
    amqp_connection_close(s.connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(s.connection);
    free(s.ages);
    return s.records == s.expected && s.wrong == 0 ? 0 : 1;
}
