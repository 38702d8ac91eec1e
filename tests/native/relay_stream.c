#include "relay_stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static double delay, limit;

void stream_shape(double seconds, double bytes_per_second) {
    delay = seconds;
    limit = bytes_per_second;
}

int stream_has_room(const stream* s) {
    return ! s->ended && s->count < STREAM_CHUNKS;
}

double stream_due(const stream* s, double now) {
    if ( s->count == 0 )
        return 3600;

    double due = s->chunks[s->first].due;
    return (limit > 0 && s->free > due ? s->free : due) - now;
}

static int would_block(void) {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

void stream_fill(stream* s, int fd, double now) {
    if ( ! s->chunks && ! (s->chunks = calloc(STREAM_CHUNKS, sizeof *s->chunks)) ) {
        fprintf(stderr, "relay: out of memory\n");
        exit(2);
    }

    while ( stream_has_room(s) ) {
        stream_chunk* c = &s->chunks[(s->first + s->count) % STREAM_CHUNKS];
        ssize_t length = read(fd, c->bytes, sizeof c->bytes);

        if ( length <= 0 ) {
            s->ended = length == 0 || ! would_block();
            return;
        }

        c->length = (size_t)length;
        c->due = now + delay;
        s->count++;
    }
}

int stream_empty(stream* s, int fd, double now) {
    while ( s->count > 0 && stream_due(s, now) <= 0 ) {
        stream_chunk* c = &s->chunks[s->first];
        ssize_t length = send(fd, c->bytes + s->sent, c->length - s->sent, MSG_NOSIGNAL);

        if ( length < 0 )
            return would_block();

        s->free = limit > 0 ? now + (double)length / limit : 0;
        s->sent += (size_t)length;

        if ( s->sent == c->length ) {
            s->sent = 0;
            s->first = (s->first + 1) % STREAM_CHUNKS;
            s->count--;
        }
    }

    return 1;
}

void stream_clear(stream* s) {
    s->count = 0;
    s->sent = 0;
    s->ended = 0;
}
