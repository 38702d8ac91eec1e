/* made_options.h: options from an input. None of them leads to a broker, to a file, or to an engine of its own. */
#ifndef MADE_OPTIONS_H
#define MADE_OPTIONS_H

#include "choices.h"

#include <zeekamqp.h>

/* What no message may show: the password, and what a defect of the library is reported by. */
#define MADE_SECRET "swordfish"
#define MADE_DEFECT "a defect"

typedef struct made_options {
    const zeekamqp_option* options;
    uint32_t count;
    uint32_t faults; /* 0 if the options have to be taken */
} made_options;

/** The broker that has no room: whatever is written to it has been formatted, and is dropped. Its queue is full from the start. */
made_options options_of_the_full_broker(choices* c);

/** A broker with room for 64 MiB. */
made_options options_of_the_roomy_broker(void);

/** New global options for what is open: other ports on which nobody listens, other batches. A writer may still refuse them. */
made_options options_of_a_change(choices* c);

#endif
