#include "plain_publisher.h"

#include <amqp.h>
#include <amqp_tcp_socket.h>

#include <stdio.h>
#include <stdlib.h>

struct plain_publisher {
    amqp_connection_state_t connection;
    amqp_bytes_t queue; /* a copy */
    amqp_basic_properties_t properties;
    uint64_t window;          /* 0: no confirms */
    unsigned char* confirmed; /* for each place of the window, by delivery tag */
    uint64_t oldest, next;    /* delivery tags: of the first that is not confirmed, and of the next message */
};

static const amqp_channel_t channel = 1;

static void require_ok(int status, const char* what) {
    if ( status == AMQP_STATUS_OK )
        return;

    fprintf(stderr, "baseline: %s: %s\n", what, amqp_error_string2(status));
    exit(2);
}

static void require_answer(amqp_rpc_reply_t reply, const char* what) {
    if ( reply.reply_type == AMQP_RESPONSE_NORMAL )
        return;

    require_ok(reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION ? reply.library_error : AMQP_STATUS_UNEXPECTED_STATE,
               what);
}

static void confirm(plain_publisher* p, const amqp_basic_ack_t* ack) {
    for ( uint64_t tag = ack->multiple ? p->oldest : ack->delivery_tag; tag <= ack->delivery_tag; tag++ )
        p->confirmed[tag % p->window] = 1;

    while ( p->oldest < p->next && p->confirmed[p->oldest % p->window] )
        p->confirmed[p->oldest++ % p->window] = 0;
}

static void wait_for_confirms(plain_publisher* p, uint64_t left) {
    while ( p->next - p->oldest > left ) {
        amqp_frame_t frame;
        amqp_maybe_release_buffers(p->connection);
        require_ok(amqp_simple_wait_frame(p->connection, &frame), "wait for confirms");

        if ( frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD ) {
            fprintf(stderr, "baseline: something other than a confirm came\n");
            exit(2);
        }

        confirm(p, frame.payload.method.decoded);
    }
}

static void ask_for_confirms(plain_publisher* p, uint64_t window) {
    p->window = window;
    p->oldest = p->next = 1;
    p->confirmed = calloc(window, 1);
    amqp_confirm_select(p->connection, channel);
    require_answer(amqp_get_rpc_reply(p->connection), "ask for confirms");

    if ( ! p->confirmed ) {
        fprintf(stderr, "baseline: no memory for a window\n");
        exit(2);
    }
}

plain_publisher* plain_publisher_open(const char* host, int port, const char* queue, int persistent, uint64_t window) {
    plain_publisher* p = calloc(1, sizeof *p);
    amqp_socket_t* socket = NULL;

    if ( p && (p->connection = amqp_new_connection()) != NULL )
        socket = amqp_tcp_socket_new(p->connection);

    if ( ! socket ) {
        fprintf(stderr, "baseline: no memory for a connection\n");
        exit(2);
    }

    require_ok(amqp_socket_open(socket, host, port), "connect");
    require_answer(amqp_login(p->connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest"), "log in");
    amqp_channel_open(p->connection, channel);
    require_answer(amqp_get_rpc_reply(p->connection), "open a channel");

    if ( window )
        ask_for_confirms(p, window);

    p->queue = amqp_bytes_malloc_dup(amqp_cstring_bytes(queue));
    amqp_queue_declare(p->connection, channel, p->queue, 0, 1, 0, 0, amqp_empty_table);
    require_answer(amqp_get_rpc_reply(p->connection), "declare a queue");
    p->properties._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG;
    p->properties.content_type = amqp_cstring_bytes("text/plain");
    p->properties.delivery_mode = persistent ? 2 : 1;
    return p;
}

void plain_publisher_send(plain_publisher* p, const void* body, size_t length) {
    amqp_bytes_t bytes;
    bytes.len = length;
    bytes.bytes = (void*)body; /* librabbitmq only reads it */

    if ( p->window && p->next - p->oldest == p->window )
        wait_for_confirms(p, p->window - p->window / 4);

    require_ok(amqp_basic_publish(p->connection, channel, amqp_empty_bytes, p->queue, 0, 0, &p->properties, bytes),
               "publish");
    p->next++;
}

void plain_publisher_settle(plain_publisher* p) {
    if ( p->window ) {
        wait_for_confirms(p, 0);
        return;
    }

    amqp_queue_declare(p->connection, channel, p->queue, 1, 1, 0, 0, amqp_empty_table);
    require_answer(amqp_get_rpc_reply(p->connection), "ask for the queue");
}

void plain_publisher_close(plain_publisher* p) {
    amqp_connection_close(p->connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(p->connection);
    amqp_bytes_free(p->queue);
    free(p->confirmed);
    free(p);
}
