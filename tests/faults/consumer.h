/* consumer.h: a consumer that lives longer than the broker: it connects again for as long as it takes, and acknowledges
 * what it was given, so that no message is lost between the broker and it.
 */
#ifndef CONSUMER_H
#define CONSUMER_H

#include <stddef.h>
#include <stdint.h>

typedef struct consumer consumer;

/** A message; valid until the next call. */
typedef struct consumer_message {
    const char* body;
    size_t length;
    const char* message_id; /* not NUL-terminated */
    size_t message_id_length;
    int redelivered; /* the broker has sent it before, to a consumer that did not acknowledge it */
} consumer_message;

/** `ports` are one or more, separated by commas: the nodes of a cluster on `host`. Connects when first asked for a message. */
consumer* consumer_new(const char* host, const char* ports, const char* queue);
void consumer_free(consumer* c);

/** Acknowledges the message before, and waits for the next one. Returns 0 if there is none for `seconds`, with or without a
 * broker. */
int consumer_next(consumer* c, double seconds, consumer_message* message);

/** How often a connection was made. */
unsigned consumer_connections(const consumer* c);

#endif
