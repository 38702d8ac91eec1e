/* host_counters.h: the library's own account of each record, summed over writers. */
#ifndef HOST_COUNTERS_H
#define HOST_COUNTERS_H

#include <zeekamqp.h>

/* zeekamqp_writer_counters() came with version 2 of the contract. Where the header has it, a library without it is an error;
 * before that, it is used if it is there. */
#if ZEEKAMQP_ABI_VERSION >= 2u
#define HOST_COUNTERS_REQUIRED 1
#else
#define HOST_COUNTERS_REQUIRED 0
typedef struct zeekamqp_counters {
    uint64_t accepted, accepted_bytes, published, confirmed, retried, returned, spooled, drained, in_spool, in_memory,
        dropped_full, dropped_oldest, dropped_unroutable, dropped_too_large, dropped_malformed, dropped_late,
        dropped_corrupt, abandoned;
    uint64_t lag_ms;
} zeekamqp_counters;
#endif

/** Looks the function up in the library, which has to be open; returns 0 if it is not there and need not be. */
int host_counters_find(void);

/** Zero where the library has no such function. */
void host_counters_read(zeekamqp_writer writer, zeekamqp_counters* counters);

/** Adds up; of the lag, the longest counts. */
void host_counters_add(zeekamqp_counters* sum, const zeekamqp_counters* counters);

/** Prints a JSON object, or null where there are none. */
void host_counters_print(const zeekamqp_counters* counters);

#endif
