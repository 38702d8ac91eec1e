#include "host_record.h"

#include "journal.h"
#include "record.h"
#include "wide_record.h"

#define TEXT_COLUMN 15 /* history, the one whose length is free */

void host_record_fields(const host_options* options, zeekamqp_field fields[CONN_RECORD_MOST]) {
    conn_record_fields(fields);

    if ( options->fields > CONN_RECORD_FIELDS )
        wide_record_fields(fields);
}

void host_record_fill(const host_options* options, conn_record* r, unsigned writer, uint64_t sequence) {
    conn_record_fill(r, writer, sequence);

    if ( options->fields > CONN_RECORD_FIELDS )
        wide_record_fill(r, sequence);

    if ( options->text )
        r->values[TEXT_COLUMN] = value_bytes(ZEEKAMQP_TYPE_STRING, options->text, options->text_bytes);

    if ( options->stamp )
        r->values[0] = value_real(ZEEKAMQP_TYPE_TIME, journal_now());
}
