#include "broker.h"

#include "check.h"

#include <amqp.h>
#include <amqp_tcp_socket.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

struct broker {
    amqp_connection_state_t connection;
};

static const amqp_channel_t channel = 1;

static void fail(const char* what, const char* why) {
    fprintf(stderr, "test broker: %s: %s\n", what, why);
    exit(2);
}

static void require_ok(amqp_rpc_reply_t reply, const char* what) {
    if ( reply.reply_type == AMQP_RESPONSE_NORMAL )
        return;

    if ( reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION )
        fail(what, amqp_error_string2(reply.library_error));

    if ( reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD ) {
        amqp_channel_close_t* closed = reply.reply.decoded;
        fprintf(stderr, "%.*s\n", (int)closed->reply_text.len, (char*)closed->reply_text.bytes);
    }

    fail(what, "refused by the broker");
}

broker* broker_connect(const char* host, int port) {
    broker* b = calloc(1, sizeof *b);
    struct timeval patience = {10, 0};

    if ( ! b )
        fail("connect", "out of memory");

    b->connection = amqp_new_connection();
    amqp_socket_t* socket = b->connection ? amqp_tcp_socket_new(b->connection) : NULL;

    if ( ! socket )
        fail("connect", "no socket");

    int status = amqp_socket_open_noblock(socket, host, port, &patience);

    if ( status != AMQP_STATUS_OK )
        fail("connect", amqp_error_string2(status));

    require_ok(amqp_login(b->connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest"), "login");
    amqp_channel_open(b->connection, channel);
    require_ok(amqp_get_rpc_reply(b->connection), "open a channel");
    return b;
}

void broker_close(broker* b) {
    amqp_connection_close(b->connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(b->connection);
    free(b);
}

void broker_declare_queue(broker* b, const char* queue) {
    amqp_queue_declare(b->connection, channel, amqp_cstring_bytes(queue), 0, 1, 0, 0, amqp_empty_table);
    require_ok(amqp_get_rpc_reply(b->connection), "declare a queue");
}

void broker_delete_queue(broker* b, const char* queue) {
    amqp_queue_delete(b->connection, channel, amqp_cstring_bytes(queue), 0, 0);
    require_ok(amqp_get_rpc_reply(b->connection), "delete a queue");
}

static void copy_text(char* to, size_t size, amqp_bytes_t from) {
    size_t length = from.len < size - 1 ? from.len : size - 1;
    memcpy(to, from.bytes ? from.bytes : "", from.bytes ? length : 0);
    to[from.bytes ? length : 0] = '\0';
}

#define COPY(member, flag)                                                                                             \
    if ( p->_flags & (flag) )                                                                                          \
    copy_text(m->member, sizeof m->member, p->member)

/* Moves the body and copies the properties, so that librabbitmq's own buffers can be released. */
static void take_message(broker_message* m, const amqp_message_t* from) {
    const amqp_basic_properties_t* p = &from->properties;
    m->length = from->body.len;
    m->body = malloc(m->length + 1);

    if ( ! m->body )
        fail("take a message", "out of memory");

    if ( m->length )
        memcpy(m->body, from->body.bytes, m->length);

    m->body[m->length] = '\0';
    m->delivery_mode = p->_flags & AMQP_BASIC_DELIVERY_MODE_FLAG ? p->delivery_mode : 0;
    m->timestamp = p->_flags & AMQP_BASIC_TIMESTAMP_FLAG ? p->timestamp : 0;
    COPY(content_type, AMQP_BASIC_CONTENT_TYPE_FLAG);
    COPY(content_encoding, AMQP_BASIC_CONTENT_ENCODING_FLAG);
    COPY(type, AMQP_BASIC_TYPE_FLAG);
    COPY(app_id, AMQP_BASIC_APP_ID_FLAG);
    COPY(message_id, AMQP_BASIC_MESSAGE_ID_FLAG);
}

int broker_get(broker* b, const char* queue, double seconds, broker_message* message) {
    double deadline = check_clock() + seconds;
    memset(message, 0, sizeof *message);

    amqp_rpc_reply_t reply;

    for ( ;; ) {
        reply = amqp_basic_get(b->connection, channel, amqp_cstring_bytes(queue), 1);
        require_ok(reply, "get a message");

        if ( reply.reply.id == AMQP_BASIC_GET_OK_METHOD )
            break;

        if ( check_clock() > deadline )
            return 0;

        amqp_maybe_release_buffers(b->connection);
        check_sleep_ms(10);
    }

    amqp_basic_get_ok_t* header = reply.reply.decoded;
    amqp_message_t received;
    copy_text(message->exchange, sizeof message->exchange, header->exchange);
    copy_text(message->routing_key, sizeof message->routing_key, header->routing_key);
    require_ok(amqp_read_message(b->connection, channel, &received, 0), "read a message");
    take_message(message, &received);
    amqp_destroy_message(&received);
    amqp_maybe_release_buffers(b->connection);
    return 1;
}

void broker_consume(broker* b, const char* queue) {
    amqp_basic_consume(b->connection, channel, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 1, 0, amqp_empty_table);
    require_ok(amqp_get_rpc_reply(b->connection), "consume");
}

int broker_next(broker* b, double seconds, broker_message* message) {
    struct timeval patience;
    amqp_envelope_t envelope;
    patience.tv_sec = (time_t)seconds;
    patience.tv_usec = (suseconds_t)((seconds - (double)patience.tv_sec) * 1e6);
    memset(message, 0, sizeof *message);
    amqp_maybe_release_buffers(b->connection);
    amqp_rpc_reply_t reply = amqp_consume_message(b->connection, &envelope, &patience, 0);

    if ( reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION && reply.library_error == AMQP_STATUS_TIMEOUT )
        return 0;

    require_ok(reply, "wait for a message");
    copy_text(message->exchange, sizeof message->exchange, envelope.exchange);
    copy_text(message->routing_key, sizeof message->routing_key, envelope.routing_key);
    take_message(message, &envelope.message);
    amqp_destroy_envelope(&envelope);
    return 1;
}

void broker_message_free(broker_message* message) {
    free(message->body);
    message->body = NULL;
}
