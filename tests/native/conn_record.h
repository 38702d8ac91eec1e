/* conn_record.h: records like those of Zeek's conn.log, each with its writer and its sequence number in the field uid. */
#ifndef CONN_RECORD_H
#define CONN_RECORD_H

#include <zeekamqp.h>

#define CONN_RECORD_FIELDS 20

typedef struct conn_record {
    zeekamqp_value values[CONN_RECORD_FIELDS];
    zeekamqp_value tunnel_parents[2];
    char uid[32];
} conn_record;

/** The columns, in the order of conn.log. */
void conn_record_fields(zeekamqp_field fields[CONN_RECORD_FIELDS]);

/** Fills in record number `sequence` of `writer`; it points into itself, so it must not be copied. */
void conn_record_fill(conn_record* record, unsigned writer, uint64_t sequence);

/** Finds the next record in a message from `*at` on, by its uid; moves `*at` behind it. Returns 0 if there is none. */
int conn_record_find(const char* body, size_t length, size_t* at, unsigned* writer, uint64_t* sequence);

#endif
