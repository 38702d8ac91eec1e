/* host_record.h: the record that the command line asks for. */
#ifndef HOST_RECORD_H
#define HOST_RECORD_H

#include "conn_record.h"
#include "host_options.h"
#include "wide_record.h"

typedef struct host_record {
    conn_record conn;
    zeekamqp_value wide[WIDE_RECORD_FIELDS]; /* used where conn.log has too few columns */
} host_record;

/** The columns, `options->fields` of them. */
void host_record_fields(const host_options* options, zeekamqp_field fields[WIDE_RECORD_FIELDS]);

/** Fills in record number `sequence` of `writer`; with `options->stamp`, its first column is the time of day. The values
 * returned are in the record, which must not be copied. */
const zeekamqp_value* host_record_fill(const host_options* options, host_record* record, unsigned writer,
                                       uint64_t sequence);

#endif
