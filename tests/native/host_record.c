#include "host_record.h"

#include "journal.h"
#include "record.h"

#include <string.h>

#define TEXT_COLUMN 15 /* history, the one whose length is free */

void host_record_fields(const host_options* options, zeekamqp_field fields[WIDE_RECORD_FIELDS]) {
    conn_record_fields(fields);

    if ( options->fields > CONN_RECORD_FIELDS )
        wide_record_fields(fields);
}

const zeekamqp_value* host_record_fill(const host_options* options, host_record* r, unsigned writer,
                                       uint64_t sequence) {
    zeekamqp_value* values = r->conn.values;
    conn_record_fill(&r->conn, writer, sequence);

    if ( options->text )
        values[TEXT_COLUMN] = value_bytes(ZEEKAMQP_TYPE_STRING, options->text, options->text_bytes);

    if ( options->stamp )
        values[0] = value_real(ZEEKAMQP_TYPE_TIME, journal_now());

    if ( options->fields <= CONN_RECORD_FIELDS )
        return values;

    memcpy(r->wide, values, sizeof r->conn.values);
    wide_record_fill(r->wide, sequence);
    return r->wide;
}
