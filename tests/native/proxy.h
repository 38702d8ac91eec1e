/* proxy.h: a process between the library and the broker that can be stopped, ended and started again. */
#ifndef PROXY_H
#define PROXY_H

typedef struct proxy {
    int listener; /* kept open by the parent, so that the port stays the same */
    int pid;      /* 0 if not running */
    char port[16];
} proxy;

/** Takes a port of 127.0.0.1. Nobody answers there until the start; connections wait in the kernel. */
proxy proxy_new(void);

/** Forwards connections to the broker of the tests. Forks: call it before the library starts, or from then on only this. */
void proxy_start(proxy* p);

/** Stops reading in the middle of everything (SIGSTOP): a broker that hangs. proxy_end() ends it in this state, too. */
void proxy_stall(proxy* p);
void proxy_go_on(proxy* p);

/** Breaks all connections at once (SIGKILL). */
void proxy_end(proxy* p);

#endif
