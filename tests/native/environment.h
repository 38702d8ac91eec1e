/* environment.h: where the broker of the tests is. */
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

/** AMQP_TEST_HOST and AMQP_TEST_PORT. A test that needs them fails without them: a skipped test looks like a passed one. */
const char* environment_host(void);
int environment_port(void);
const char* environment_port_text(void);

/** A queue name that no other process and no earlier run uses. The result is one static buffer: one queue a process. */
const char* environment_queue(const char* purpose);

/** A port of 127.0.0.1 on which nobody listens, as text, in a static buffer. */
const char* environment_dead_port(void);

#endif
