#include "host_counters.h"

#include "library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int32_t (*counters_function)(zeekamqp_writer writer, zeekamqp_counters* counters);

/* In the order of the struct, which holds nothing but uint64_t. */
static const char* const names[] = {"accepted",
                                    "accepted_bytes",
                                    "published",
                                    "confirmed",
                                    "retried",
                                    "returned",
                                    "spooled",
                                    "drained",
                                    "in_spool",
                                    "in_memory",
                                    "dropped_full",
                                    "dropped_oldest",
                                    "dropped_unroutable",
                                    "dropped_too_large",
                                    "dropped_malformed",
                                    "dropped_late",
                                    "dropped_corrupt",
                                    "abandoned",
                                    "lag_ms"};

#define COUNTERS (sizeof names / sizeof names[0])

/* Does not compile if a counter has no name, or a name no counter. */
typedef char each_counter_has_a_name[sizeof(zeekamqp_counters) == COUNTERS * sizeof(uint64_t) ? 1 : -1];

static counters_function function;

int host_counters_find(void) {
    const char* path = getenv("ZEEKAMQP_LIBRARY");
    void* handle = dlopen(path && *path ? path : ZEEKAMQP_LIBRARY_PATH, RTLD_NOW | RTLD_LOCAL);
    void* symbol = handle ? dlsym(handle, "zeekamqp_writer_counters") : NULL;

    if ( symbol )
        memcpy(&function, &symbol, sizeof symbol); /* as in library.c */
    else if ( HOST_COUNTERS_REQUIRED ) {
        fprintf(stderr, "the library does not export zeekamqp_writer_counters\n");
        exit(2);
    }

    return symbol != NULL;
}

void host_counters_read(zeekamqp_writer writer, zeekamqp_counters* counters) {
    memset(counters, 0, sizeof *counters);

    if ( function && function(writer, counters) != ZEEKAMQP_OK )
        fprintf(stderr, "the counters could not be read\n");
}

void host_counters_add(zeekamqp_counters* sum, const zeekamqp_counters* counters) {
    uint64_t a[COUNTERS], b[COUNTERS];
    uint64_t lag = sum->lag_ms > counters->lag_ms ? sum->lag_ms : counters->lag_ms;
    memcpy(a, sum, sizeof a);
    memcpy(b, counters, sizeof b);

    for ( size_t i = 0; i < COUNTERS; i++ )
        a[i] += b[i];

    memcpy(sum, a, sizeof a);
    sum->lag_ms = lag;
}

void host_counters_print(const zeekamqp_counters* counters) {
    uint64_t values[COUNTERS];
    memcpy(values, counters, sizeof values);

    if ( ! function ) {
        printf("null");
        return;
    }

    for ( size_t i = 0; i < COUNTERS; i++ )
        printf("%c\"%s\":%llu", i ? ',' : '{', names[i], (unsigned long long)values[i]);

    printf("}");
}
