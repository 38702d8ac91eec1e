/* process_state.h: what this process uses, from /proc/self. */
#ifndef PROCESS_STATE_H
#define PROCESS_STATE_H

#include <stddef.h>

/** Entries of /proc/self/task. */
int process_threads(void);

/** Names of all threads but the caller's, separated by commas. */
void process_thread_names(char* names, size_t size);

/** Open file descriptors; those among them that are sockets. */
int process_open_files(void);
int process_open_sockets(void);

/** A line of /proc/self/status in kB: "VmHWM" (the highest resident set ever) or "VmRSS" (the resident set now). */
long process_memory_kb(const char* line);

/** CPU time of all threads, user and system, in seconds. */
double process_cpu_seconds(void);

#endif
