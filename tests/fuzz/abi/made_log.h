/* made_log.h: the columns of a log, and records for them, from an input. */
#ifndef MADE_LOG_H
#define MADE_LOG_H

#include "choices.h"

#include <zeekamqp.h>

#define MADE_LOG_MAX_FIELDS 12u

typedef struct made_log {
    zeekamqp_writer_config config; /* without its options */
    uint8_t types[MADE_LOG_MAX_FIELDS];
    uint8_t subtypes[MADE_LOG_MAX_FIELDS];
    uint32_t faults; /* 0 if the library has to take it */
} made_log;

typedef struct made_record {
    const zeekamqp_value* values;
    uint32_t count;
    uint32_t faults; /* in what is read of it; 0 if it fits the log */
    uint32_t absurd; /* how many lengths in it are larger than a record may be */
} made_record;

made_log make_log(choices* c);

/** The log with all types, the same each time: its texts outlive the input. */
made_log log_of_all_types(void);

/** A record that fits, or nearly. */
made_record make_record(choices* c, const made_log* log);

#endif
