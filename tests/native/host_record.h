/* host_record.h: the record that the command line asks for. */
#ifndef HOST_RECORD_H
#define HOST_RECORD_H

#include "conn_record.h"
#include "host_options.h"

/** The columns, `options->fields` of them. */
void host_record_fields(const host_options* options, zeekamqp_field fields[CONN_RECORD_MOST]);

/** Fills in record number `sequence` of `writer`; with `options->stamp`, its first column is the time of day. */
void host_record_fill(const host_options* options, conn_record* record, unsigned writer, uint64_t sequence);

#endif
