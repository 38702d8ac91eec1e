#include "proxy.h"

#include "environment.h"
#include "relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

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
        relay_serve(p->listener, environment_host(), environment_port_text(), -1);
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
