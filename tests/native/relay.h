/* relay.h: connections that are forwarded, and what a network may do to them. */
#ifndef RELAY_H
#define RELAY_H

/** Forwards the connections that `listener` takes to a broker, for ever. `control`, unless it is -1, is a file of commands,
 * one a line:
 *
 *   pass           forward, at once and as fast as it goes: the state in the beginning
 *   cut            reset all connections, and each new one
 *   silence        take all bytes and pass none on, from connections there are and from new ones; these never come back to
 *                  life, not even when what passes again, which is how a firewall forgets a connection
 *   delay MS       forward each byte so much later
 *   limit BYTES    forward so many bytes a second, in each direction of each connection
 *
 * delay and limit last until pass. Ends the process if a socket fails in a way that no network causes.
 */
void relay_serve(int listener, const char* host, const char* port, int control);

#endif
