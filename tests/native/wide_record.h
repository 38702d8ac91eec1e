/* wide_record.h: columns behind those of conn.log, for records that are wider than any of Zeek's own. */
#ifndef WIDE_RECORD_H
#define WIDE_RECORD_H

#include "conn_record.h"

/** Columns number CONN_RECORD_FIELDS to CONN_RECORD_MOST, of the kinds that conn.log has most of; the ones before stay. */
void wide_record_fields(zeekamqp_field fields[CONN_RECORD_MOST]);

/** Fills in the values of these columns, in record number `sequence`. */
void wide_record_fill(conn_record* record, uint64_t sequence);

#endif
