/* relay_stream.h: one direction of a connection that is forwarded: bytes on their way, delayed or slowed down. */
#ifndef RELAY_STREAM_H
#define RELAY_STREAM_H

#include <stddef.h>

#define STREAM_CHUNKS 64
#define STREAM_CHUNK_BYTES 16384

typedef struct stream_chunk {
    double due; /* when it may go on, as check_clock() counts */
    size_t length;
    char bytes[STREAM_CHUNK_BYTES];
} stream_chunk;

typedef struct stream {
    stream_chunk* chunks; /* a ring, made when first needed */
    unsigned first, count;
    size_t sent; /* of the first chunk */
    int ended;   /* nothing more comes */
    double free; /* when the limit allows the next byte */
} stream;

/** How all streams are from now on: seconds of delay, bytes a second (0: no limit). */
void stream_shape(double delay, double bytes_per_second);

int stream_has_room(const stream* s);

/** Seconds until there is something to write, 0 or less if there is now; an hour if there is nothing. */
double stream_due(const stream* s, double now);

/** Reads as much as there is and fits; notices the end of the connection. */
void stream_fill(stream* s, int fd, double now);

/** Writes what is due and what the socket takes. Returns 0 if the connection has failed. */
int stream_empty(stream* s, int fd, double now);

/** Forgets what is on its way, and the end. */
void stream_clear(stream* s);

#endif
