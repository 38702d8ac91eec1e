#include "proxy.h"

#include "environment.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_PAIRS 32

static void fail(const char* what) {
    perror(what);
    exit(2);
}

proxy proxy_new(void) {
    proxy p;
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    memset(&p, 0, sizeof p);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p.listener = socket(AF_INET, SOCK_STREAM, 0);

    if ( p.listener < 0 || bind(p.listener, (struct sockaddr*)&address, length) != 0 || listen(p.listener, 16) != 0 ||
         getsockname(p.listener, (struct sockaddr*)&address, &length) != 0 )
        fail("proxy: listen");

    snprintf(p.port, sizeof p.port, "%u", (unsigned)ntohs(address.sin_port));
    return p;
}

static int connect_to_broker(void) {
    struct addrinfo hints, *found = NULL;
    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;

    if ( getaddrinfo(environment_host(), environment_port_text(), &hints, &found) != 0 )
        return -1;

    int s = socket(found->ai_family, SOCK_STREAM, 0);

    if ( s >= 0 && connect(s, found->ai_addr, found->ai_addrlen) != 0 ) {
        close(s);
        s = -1;
    }

    freeaddrinfo(found);
    return s;
}

/* Moves what there is; returns 0 at the end of the connection. Writing blocks, which is all the flow control it needs. */
static int forward(int from, int to) {
    char bytes[65536];
    ssize_t length = read(from, bytes, sizeof bytes);

    for ( ssize_t sent = 0; sent < length; ) {
        ssize_t n = write(to, bytes + sent, (size_t)(length - sent));

        if ( n <= 0 )
            return 0;

        sent += n;
    }

    return length > 0;
}

/* poll[0] is the listener, then follow the pairs: library's side, broker's side. */
static void serve(int listener) {
    struct pollfd polled[1 + 2 * MAX_PAIRS];
    int pairs = 0;
    polled[0].fd = listener;
    polled[0].events = POLLIN;

    while ( poll(polled, (nfds_t)(1 + 2 * pairs), -1) > 0 ) {
        for ( int i = 0; i < 2 * pairs; i++ ) {
            struct pollfd* from = &polled[1 + i];
            struct pollfd* to = &polled[1 + (i ^ 1)];

            if ( from->fd < 0 || ! from->revents || forward(from->fd, to->fd) )
                continue;

            close(from->fd);
            close(to->fd);
            from->fd = to->fd = -1; /* ignored by poll from now on */
            from->revents = to->revents = 0;
        }

        if ( polled[0].revents && pairs < MAX_PAIRS ) {
            struct pollfd* pair = &polled[1 + 2 * pairs];
            pair[0].fd = accept(listener, NULL, NULL);
            pair[1].fd = connect_to_broker();
            pair[0].events = pair[1].events = POLLIN;
            pair[0].revents = pair[1].revents = 0;

            if ( pair[0].fd < 0 || pair[1].fd < 0 )
                fail("proxy: connect");

            pairs++;
        }
    }
}

void proxy_start(proxy* p) {
    fflush(stdout);
    p->pid = fork();

    if ( p->pid < 0 )
        fail("proxy: fork");

    if ( p->pid == 0 ) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that ends early must not leave its proxy behind */

        for ( int fd = 3; fd < 1024; fd++ )
            if ( fd != p->listener )
                close(fd); /* connections of the parent would live on in here */

        signal(SIGPIPE, SIG_IGN);
        serve(p->listener);
        _exit(0);
    }
}

void proxy_stall(proxy* p) {
    kill(p->pid, SIGSTOP);
}

void proxy_go_on(proxy* p) {
    kill(p->pid, SIGCONT);
}

void proxy_end(proxy* p) {
    kill(p->pid, SIGKILL);
    waitpid(p->pid, NULL, 0);
    p->pid = 0;
}
