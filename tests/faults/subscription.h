/* subscription.h: a connection of librabbitmq that consumes a queue and acknowledges what it gets. */
#ifndef SUBSCRIPTION_H
#define SUBSCRIPTION_H

#include <amqp.h>

extern const amqp_channel_t subscription_channel;

/** Returns NULL if the broker is not there, does not answer, or has no such queue. */
amqp_connection_state_t subscription_open(const char* host, int port, const char* queue);

#endif
