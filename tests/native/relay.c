#include "relay.h"

#include "check.h"
#include "relay_stream.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_PAIRS 64

typedef struct pair {
    int fd[2];       /* the library's side, the broker's side; -1 if closed */
    stream going[2]; /* going[0] from the library to the broker, going[1] back */
    int deaf;        /* bytes are taken and forgotten */
} pair;

static pair pairs[MAX_PAIRS]; /* fd[0] and fd[1] both -1: free */
static enum { PASS, CUT, SILENCE } mode;

static void close_side(pair* p, int side) {
    if ( p->fd[side] >= 0 )
        close(p->fd[side]);

    p->fd[side] = -1;
    stream_clear(&p->going[side]);
}

static void close_both(pair* p) {
    close_side(p, 0);
    close_side(p, 1);
}

/* As a router does it that has forgotten the connection, without the orderly end that a close would be. */
static void reset_both(pair* p) {
    struct linger at_once = {1, 0};

    for ( int side = 0; side < 2; side++ )
        if ( p->fd[side] >= 0 )
            setsockopt(p->fd[side], SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);

    close_both(p);
}

static int connect_to(const char* host, const char* port) {
    struct addrinfo hints, *found = NULL;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;

    if ( getaddrinfo(host, port, &hints, &found) != 0 )
        return -1;

    int s = socket(found->ai_family, SOCK_STREAM, 0);

    if ( s >= 0 && connect(s, found->ai_addr, found->ai_addrlen) != 0 ) {
        close(s);
        s = -1;
    }

    freeaddrinfo(found);
    return s;
}

static void take_connection(int listener, const char* host, const char* port) {
    int accepted = accept(listener, NULL, NULL);
    pair* p = pairs;

    while ( p < pairs + MAX_PAIRS && (p->fd[0] >= 0 || p->fd[1] >= 0) )
        p++;

    if ( accepted < 0 )
        return;

    if ( p == pairs + MAX_PAIRS ) {
        fprintf(stderr, "relay: more than %d connections\n", MAX_PAIRS);
        exit(2);
    }

    p->deaf = mode == SILENCE;
    p->fd[0] = accepted;
    p->fd[1] = mode == PASS ? connect_to(host, port) : -1;

    for ( int side = 0; side < 2; side++ )
        if ( p->fd[side] >= 0 )
            fcntl(p->fd[side], F_SETFL, O_NONBLOCK);

    if ( p->fd[1] < 0 && ! p->deaf )
        reset_both(p); /* the network is cut, or the broker does not listen */
}

static void obey(char* command) {
    char* number = strchr(command, ' ');
    long n = number ? strtol(number, NULL, 10) : 0;
    command[strcspn(command, " ")] = '\0';

    if ( strcmp(command, "pass") == 0 ) {
        mode = PASS;
        stream_shape(0, 0);
    }
    else if ( strcmp(command, "delay") == 0 )
        stream_shape((double)n / 1000, 0);
    else if ( strcmp(command, "limit") == 0 )
        stream_shape(0, (double)n);
    else if ( strcmp(command, "cut") == 0 )
        mode = CUT;
    else if ( strcmp(command, "silence") == 0 )
        mode = SILENCE;
    else
        fprintf(stderr, "relay: there is no command '%s'\n", command);

    for ( pair* p = pairs; p < pairs + MAX_PAIRS; p++ ) {
        p->deaf |= mode == SILENCE && p->fd[0] >= 0;

        if ( mode == CUT )
            reset_both(p);
    }
}

static void read_commands(int control) {
    char lines[1024];
    ssize_t length = read(control, lines, sizeof lines - 1);
    lines[length > 0 ? length : 0] = '\0';

    for ( char *rest = NULL, *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest) )
        obey(line);
}

/* Moves what can be moved. A side that has ended takes the other with it, when that has got all; the sides of a deaf pair
 * don't hear of each other's end.
 */
static void move(pair* p, double now) {
    for ( int side = 0; side < 2; side++ ) {
        stream* s = &p->going[side];

        if ( p->fd[side] < 0 )
            continue;

        stream_fill(s, p->fd[side], now);

        if ( p->deaf && s->ended )
            close_side(p, side);
        else if ( p->deaf )
            stream_clear(s);
        else if ( ! stream_empty(s, p->fd[1 - side], now) || (s->ended && s->count == 0) )
            close_both(p);
    }
}

/* Adds what to wait for; returns for how many seconds at most. */
static double wait_for(const pair* p, struct pollfd* polled, nfds_t* count, double now) {
    double wait = 3600;

    for ( int side = 0; side < 2; side++ ) {
        double due = stream_due(&p->going[side], now);
        int in = stream_has_room(&p->going[side]), out = stream_due(&p->going[1 - side], now) <= 0;
        struct pollfd one = {p->fd[side], (short)((in ? POLLIN : 0) | (out ? POLLOUT : 0)), 0};
        wait = due > 0 && due < wait ? due : wait;

        if ( one.fd >= 0 && one.events )
            polled[(*count)++] = one;
    }

    return wait;
}

void relay_serve(int listener, const char* host, const char* port, int control) {
    for ( pair* p = pairs; p < pairs + MAX_PAIRS; p++ )
        p->fd[0] = p->fd[1] = -1;

    for ( ;; ) {
        struct pollfd polled[2 + 2 * MAX_PAIRS] = {{listener, POLLIN, 0}, {control, POLLIN, 0}};
        double now = check_clock(), wait = 3600;
        nfds_t count = 2;

        for ( pair* p = pairs; p < pairs + MAX_PAIRS; p++ ) {
            double one = wait_for(p, polled, &count, now);
            wait = one < wait ? one : wait;
        }

        if ( poll(polled, count, (int)(wait * 1000) + 1) < 0 )
            continue;

        if ( polled[1].revents )
            read_commands(control);

        for ( pair* p = pairs; p < pairs + MAX_PAIRS; p++ )
            move(p, check_clock());

        if ( polled[0].revents )
            take_connection(listener, host, port);
    }
}
