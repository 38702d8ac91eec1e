/* proxy_program.c: a network between the library and the broker that can fail. See relay.h for what it obeys to.
 *
 *   zeekamqp_proxy LISTEN_PORT HOST PORT COMMANDS
 *
 * COMMANDS is a named pipe (mkfifo) that commands are written to; SIGSTOP and SIGCONT stop the flow and let it go on.
 */
#include "relay.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int listen_on(const char* port) {
    struct sockaddr_in address;
    int again = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)atoi(port));

    if ( listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again) != 0 ||
         bind(listener, (struct sockaddr*)&address, sizeof address) != 0 || listen(listener, 64) != 0 ) {
        perror("proxy: listen");
        exit(2);
    }

    return listener;
}

int main(int argc, char** argv) {
    if ( argc != 5 ) {
        fprintf(stderr, "usage: %s LISTEN_PORT HOST PORT COMMANDS\n", argv[0]);
        return 2;
    }

    int listener = listen_on(argv[1]);
    int control = open(argv[4], O_RDWR | O_NONBLOCK); /* also for writing: so it has no end when a writer closes it */

    if ( control < 0 ) {
        perror(argv[4]);
        return 2;
    }

    signal(SIGPIPE, SIG_IGN);
    relay_serve(listener, argv[2], argv[3], control);
    return 0;
}
