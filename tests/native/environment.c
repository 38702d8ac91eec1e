#include "environment.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char* require(const char* name) {
    const char* value = getenv(name);

    if ( ! value || ! *value ) {
        fprintf(stderr, "%s is not set: this test needs a RabbitMQ broker, run it through the test runner\n", name);
        exit(1);
    }

    return value;
}

const char* environment_host(void) {
    return require("AMQP_TEST_HOST");
}

const char* environment_port_text(void) {
    return require("AMQP_TEST_PORT");
}

int environment_port(void) {
    return atoi(environment_port_text());
}

const char* environment_queue(const char* purpose) {
    static char name[128];
    snprintf(name, sizeof name, "native.%s.%ld.%ld", purpose, (long)getpid(), (long)time(NULL));
    return name;
}

const char* environment_dead_port(void) {
    static char port_text[16];
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int s = socket(AF_INET, SOCK_STREAM, 0);

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    if ( s < 0 || bind(s, (struct sockaddr*)&address, length) != 0 ||
         getsockname(s, (struct sockaddr*)&address, &length) != 0 ) {
        perror("cannot find a free port");
        exit(2);
    }

    close(s);
    snprintf(port_text, sizeof port_text, "%u", (unsigned)ntohs(address.sin_port));
    return port_text;
}
