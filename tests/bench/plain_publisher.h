/* plain_publisher.h: a log that is published as trapmine/zeek-amqp (2021) publishes one: a connection and a channel of
 * librabbitmq for each log, one basic.publish for each record, no confirms. Or with confirms, which it did not have: what
 * is left for a publisher to gain then. Any failure ends the process with a message.
 */
#ifndef PLAIN_PUBLISHER_H
#define PLAIN_PUBLISHER_H

#include <stddef.h>
#include <stdint.h>

typedef struct plain_publisher plain_publisher;

/** Connects as guest, and declares the queue, durable. With a window, there are confirms, and so many messages at most wait
 * for theirs. */
plain_publisher* plain_publisher_open(const char* host, int port, const char* queue, int persistent, uint64_t window);

/** Returns when the system has the message; with a full window, first waits until a quarter of it is confirmed. */
void plain_publisher_send(plain_publisher* p, const void* body, size_t length);

/** Waits for all confirms; without them, makes one round trip, a passive queue.declare: its answer comes after the channel
 * has taken all messages before it. */
void plain_publisher_settle(plain_publisher* p);

void plain_publisher_close(plain_publisher* p);

#endif
