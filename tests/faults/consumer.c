#include "consumer.h"

#include "check.h"
#include "subscription.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#define ACKNOWLEDGE_EVERY 100 /* messages; one acknowledgement is for all before it, too */
#define RETRY_MS 100

struct consumer {
    const char *host, *ports, *queue;
    unsigned attempts, connections;
    amqp_connection_state_t connection; /* NULL: none */
    amqp_envelope_t envelope;
    int has_envelope;
    uint64_t last_tag;
    unsigned unacknowledged;
};

consumer* consumer_new(const char* host, const char* ports, const char* queue) {
    consumer* c = calloc(1, sizeof *c);

    if ( ! c ) {
        fprintf(stderr, "consumer: out of memory\n");
        exit(2);
    }

    c->host = host;
    c->ports = ports;
    c->queue = queue;
    return c;
}

/* The ports take turns. */
static int next_port(consumer* c) {
    unsigned ports = 1;

    for ( const char* p = c->ports; *p; p++ )
        ports += *p == ',';

    const char* port = c->ports;

    for ( unsigned i = c->attempts++ % ports; i > 0; i-- )
        port = strchr(port, ',') + 1;

    return atoi(port);
}

static void disconnect(consumer* c) {
    if ( c->has_envelope )
        amqp_destroy_envelope(&c->envelope);

    if ( c->connection )
        amqp_destroy_connection(c->connection);

    c->has_envelope = 0;
    c->connection = NULL;
    c->unacknowledged = 0;
}

static void connect(consumer* c) {
    c->connection = subscription_open(c->host, next_port(c), c->queue);

    if ( c->connection )
        c->connections++;
    else
        check_sleep_ms(RETRY_MS);
}

static void acknowledge(consumer* c) {
    if ( c->unacknowledged && amqp_basic_ack(c->connection, subscription_channel, c->last_tag, 1) != AMQP_STATUS_OK )
        disconnect(c);

    c->unacknowledged = 0;
}

void consumer_free(consumer* c) {
    if ( c->connection )
        acknowledge(c);

    if ( c->connection )
        amqp_connection_close(c->connection, AMQP_REPLY_SUCCESS);

    disconnect(c);
    free(c);
}

static void release(consumer* c) {
    if ( c->has_envelope )
        amqp_destroy_envelope(&c->envelope);

    c->has_envelope = 0;
    amqp_maybe_release_buffers(c->connection);

    if ( c->unacknowledged >= ACKNOWLEDGE_EVERY )
        acknowledge(c);
}

static void describe(const consumer* c, consumer_message* m) {
    const amqp_basic_properties_t* p = &c->envelope.message.properties;
    int has_id = (p->_flags & AMQP_BASIC_MESSAGE_ID_FLAG) != 0;
    m->body = c->envelope.message.body.bytes;
    m->length = c->envelope.message.body.len;
    m->message_id = has_id ? p->message_id.bytes : "";
    m->message_id_length = has_id ? p->message_id.len : 0;
    m->redelivered = c->envelope.redelivered;
}

int consumer_next(consumer* c, double seconds, consumer_message* message) {
    double until = check_clock() + seconds;

    if ( c->connection )
        release(c);

    do {
        struct timeval wait = {0, c->unacknowledged ? 20000 : 200000};

        if ( ! c->connection ) {
            connect(c);
            continue;
        }

        amqp_rpc_reply_t reply = amqp_consume_message(c->connection, &c->envelope, &wait, 0);

        if ( reply.reply_type == AMQP_RESPONSE_NORMAL ) {
            c->has_envelope = 1;
            c->last_tag = c->envelope.delivery_tag;
            c->unacknowledged++;
            describe(c, message);
            return 1;
        }

        if ( reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION && reply.library_error == AMQP_STATUS_TIMEOUT )
            acknowledge(c);
        else
            disconnect(c); /* whatever it was, also that the queue was deleted: it begins anew */
    } while ( check_clock() < until );

    return 0;
}

unsigned consumer_connections(const consumer* c) {
    return c->connections;
}
