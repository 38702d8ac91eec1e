#include "calls.h"
#include "lent.h"
#include "verdict.h"

#include <time.h>

/* The delivery loop may settle records while its counters are read one by one: then they agree a moment later. */
#define PATIENCE_MS 2000

static int is_balanced(const zeekamqp_counters* n) {
    return n->accepted == n->confirmed + n->in_spool + n->in_memory + n->dropped_oldest + n->dropped_unroutable +
                              n->dropped_too_large + n->dropped_corrupt + n->abandoned;
}

void call_counters(open_writer* w, choices* c) {
    zeekamqp_counters* n = lend(c, sizeof *n);
    int32_t result = w->lib->writer_counters(w->handle, n);

    for ( int waited = 0; result == ZEEKAMQP_OK && ! is_balanced(n) && waited < PATIENCE_MS; waited++ ) {
        struct timespec pause = {0, 1000000};
        nanosleep(&pause, NULL);
        result = w->lib->writer_counters(w->handle, n);
    }

    RESULT(result == ZEEKAMQP_OK, result);
    HOLDS(is_balanced(n));
    /* Of one partition there is one schema, in front of the first record, whether that is taken or not. */
    HOLDS(n->accepted == w->taken || (w->may_publish_schema && n->accepted == w->taken + 1));
    HOLDS(n->dropped_full + n->dropped_malformed + n->dropped_late == w->refused);
    HOLDS(n->confirmed == 0 && n->published == 0 && n->spooled == 0); /* there is no broker and no spool */
    HOLDS(w->is_finished || n->dropped_late == 0);
    w->bytes = n->accepted_bytes;

    if ( choose_one_in(c, 8) )
        HOLDS(w->lib->writer_counters(w->handle, NULL) == ZEEKAMQP_ERROR_ARGUMENT);
}
