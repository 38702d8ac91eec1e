/* broker.h: the broker seen from the other side, through librabbitmq. Any failure ends the process with a message. */
#ifndef BROKER_H
#define BROKER_H

#include <stddef.h>
#include <stdint.h>

typedef struct broker broker;

typedef struct broker_message {
    uint8_t* body;
    size_t length;
    int delivery_mode;  /* 0 if not set */
    uint64_t timestamp; /* 0 if not set */
    char content_type[128];
    char content_encoding[128];
    char type[256];
    char app_id[256];
    char message_id[256];
    char exchange[256];
    char routing_key[256];
} broker_message;

broker* broker_connect(const char* host, int port);
void broker_close(broker* b);

/** Declares a durable queue, as the library would. */
void broker_declare_queue(broker* b, const char* queue);
void broker_delete_queue(broker* b, const char* queue);

/** Takes one message by basic.get; waits up to `seconds` for it. Returns 1 with a message, which is to be freed, or 0. */
int broker_get(broker* b, const char* queue, double seconds, broker_message* message);

/** Starts a consumer without acknowledgements. */
void broker_consume(broker* b, const char* queue);

/** Takes the next message of the consumer; returns 1 with a message, which is to be freed, or 0 after `seconds`. */
int broker_next(broker* b, double seconds, broker_message* message);

void broker_message_free(broker_message* message);

#endif
