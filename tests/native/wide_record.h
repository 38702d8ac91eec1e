/* wide_record.h: columns behind those of conn.log, for records that are wider than any of Zeek's own. */
#ifndef WIDE_RECORD_H
#define WIDE_RECORD_H

#include "conn_record.h"

#define WIDE_RECORD_FIELDS 100

/** Columns number CONN_RECORD_FIELDS to WIDE_RECORD_FIELDS, of the kinds that conn.log has most of; the ones before stay. */
void wide_record_fields(zeekamqp_field fields[WIDE_RECORD_FIELDS]);

/** Fills in the values of these columns, in record number `sequence`. */
void wide_record_fill(zeekamqp_value values[WIDE_RECORD_FIELDS], uint64_t sequence);

#endif
