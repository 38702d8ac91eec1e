#include "confirm_watch.h"

#include "check.h"
#include "host_counters.h"
#include "percentiles.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LOOK_EVERY_NS 200000 /* 0.2 ms: what a confirm is measured to */

struct confirm_watch {
    zeekamqp_writer writer;
    pthread_t thread;
    int stopping;
    uint64_t size, wrote, seen; /* records */
    double* times;              /* when written; from `seen` on; before that, how long it took */
};

static void look(confirm_watch* w) {
    zeekamqp_counters counters;
    host_counters_read(w->writer, &counters);
    double now = check_clock();
    uint64_t wrote = __atomic_load_n(&w->wrote, __ATOMIC_ACQUIRE);
    uint64_t confirmed = counters.confirmed < wrote ? counters.confirmed : wrote;

    for ( ; w->seen < confirmed; w->seen++ )
        w->times[w->seen] = now - w->times[w->seen];
}

static void* watch(void* argument) {
    const struct timespec pause = {0, LOOK_EVERY_NS};
    confirm_watch* w = argument;

    while ( ! __atomic_load_n(&w->stopping, __ATOMIC_ACQUIRE) ) {
        look(w);
        nanosleep(&pause, NULL);
    }

    look(w);
    return NULL;
}

confirm_watch* confirm_watch_start(zeekamqp_writer writer, uint64_t count) {
    confirm_watch* w = calloc(1, sizeof *w);
    double* times = calloc(count ? count : 1, sizeof *times);

    if ( ! w || ! times ) {
        fprintf(stderr, "confirm watch: out of memory\n");
        exit(2);
    }

    w->writer = writer;
    w->size = count;
    w->times = times;

    if ( pthread_create(&w->thread, NULL, watch, w) != 0 ) {
        perror("confirm watch: no thread");
        exit(2);
    }

    return w;
}

void confirm_watch_wrote(confirm_watch* w, double at) {
    if ( w->wrote < w->size ) {
        w->times[w->wrote] = at;
        __atomic_store_n(&w->wrote, w->wrote + 1, __ATOMIC_RELEASE);
    }
}

void confirm_watch_take_back(confirm_watch* w) {
    __atomic_store_n(&w->wrote, w->wrote - 1, __ATOMIC_RELEASE);
}

void confirm_watch_stop(confirm_watch* w) {
    __atomic_store_n(&w->stopping, 1, __ATOMIC_RELEASE);
    pthread_join(w->thread, NULL);
}

void confirm_watch_print(confirm_watch* w) {
    percentiles_print("confirm", w->times, (size_t)w->seen);
}

void confirm_watch_free(confirm_watch* w) {
    free(w->times);
    free(w);
}
