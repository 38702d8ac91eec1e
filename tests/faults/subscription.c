#include "subscription.h"

#include <amqp_tcp_socket.h>

#include <string.h>
#include <sys/time.h>

#define PREFETCH 1000
#define HEARTBEAT_SECONDS 10

const amqp_channel_t subscription_channel = 1;

static int answered(amqp_connection_state_t c) {
    return amqp_get_rpc_reply(c).reply_type == AMQP_RESPONSE_NORMAL;
}

static amqp_table_entry_t entry(const char* key, amqp_field_value_kind_t kind) {
    amqp_table_entry_t e;
    memset(&e, 0, sizeof e);
    e.key = amqp_cstring_bytes(key);
    e.value.kind = (uint8_t)kind;
    return e;
}

/* The broker says that a queue is gone only to those who say that they want to hear it. */
static int log_in(amqp_connection_state_t c) {
    amqp_table_entry_t wish = entry("consumer_cancel_notify", AMQP_FIELD_KIND_BOOLEAN);
    amqp_table_entry_t capabilities = entry("capabilities", AMQP_FIELD_KIND_TABLE);
    amqp_table_t properties = {1, &capabilities};
    wish.value.value.boolean = 1;
    capabilities.value.value.table.num_entries = 1;
    capabilities.value.value.table.entries = &wish;
    return amqp_login_with_properties(c, "/", 0, 131072, HEARTBEAT_SECONDS, &properties, AMQP_SASL_METHOD_PLAIN,
                                      "guest", "guest")
               .reply_type == AMQP_RESPONSE_NORMAL;
}

static int subscribe(amqp_connection_state_t c, const char* host, int port, const char* queue) {
    struct timeval patience = {5, 0};
    amqp_socket_t* socket = amqp_tcp_socket_new(c);

    if ( ! socket || amqp_socket_open_noblock(socket, host, port, &patience) != AMQP_STATUS_OK )
        return 0;

    /* A broker that is starting may take a connection long before it answers. */
    amqp_set_handshake_timeout(c, &patience);
    amqp_set_rpc_timeout(c, &patience);

    if ( ! log_in(c) )
        return 0;

    amqp_channel_open(c, subscription_channel);

    if ( ! answered(c) )
        return 0;

    amqp_basic_qos(c, subscription_channel, 0, PREFETCH, 0);

    if ( ! answered(c) )
        return 0;

    amqp_basic_consume(c, subscription_channel, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    return answered(c); /* not if the queue does not exist yet */
}

amqp_connection_state_t subscription_open(const char* host, int port, const char* queue) {
    amqp_connection_state_t c = amqp_new_connection();

    if ( ! c || subscribe(c, host, port, queue) )
        return c;

    amqp_destroy_connection(c);
    return NULL;
}
