/* confirm_watch.h: how long it takes from the write of each record of a writer to its confirm. Order is kept within a writer,
 * so the n-th that is confirmed is the n-th that was written; a thread looks at the writer's counters all the time.
 */
#ifndef CONFIRM_WATCH_H
#define CONFIRM_WATCH_H

#include <zeekamqp.h>

typedef struct confirm_watch confirm_watch;

/** Starts the thread; at most `count` records will be written. Ends the process if it cannot. */
confirm_watch* confirm_watch_start(zeekamqp_writer writer, uint64_t count);

/** A record is about to be written, at a time of check_clock(); or it was not taken after all. The writer's thread. */
void confirm_watch_wrote(confirm_watch* w, double at);
void confirm_watch_take_back(confirm_watch* w);

/** Ends the thread; before the writer's close. */
void confirm_watch_stop(confirm_watch* w);

/** Prints `,"confirm_p50_ms":…` and so on, see percentiles.h. */
void confirm_watch_print(confirm_watch* w);
void confirm_watch_free(confirm_watch* w);

#endif
