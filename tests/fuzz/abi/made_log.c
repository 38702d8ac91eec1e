#include "made_log.h"

#include "lent.h"

#include <string.h>

#define IS_KNOWN(type) ((type) >= ZEEKAMQP_TYPE_BOOL && (type) <= ZEEKAMQP_TYPE_VECTOR)
#define IS_LIST(type) ((type) == ZEEKAMQP_TYPE_SET || (type) == ZEEKAMQP_TYPE_VECTOR)

static zeekamqp_string make_name(choices* c, uint32_t* faults) {
    zeekamqp_string too_long = {lend_zeros(),
                                (UINT64_C(1) << 31) + choose_below(c, 8)}; /* more than an array of .NET has */

    switch ( choose_below(c, 32) ) {
    case 31:
        return lend_null(c, faults);
    case 30:
        (*faults)++;
        return too_long;
    case 29:
    case 28:
    case 27:
        return lend_bytes(c);
    case 26:
        return lend_text(c, "id.orig_h");
    default: {
        char name[2] = {(char)('a' + choose_below(c, 26)), '\0'};
        return lend_text(c, name);
    }
    }
}

static uint8_t make_type(choices* c) {
    return (uint8_t)(choose_one_in(c, 64) ? choose_byte(c) : 1 + choose_below(c, ZEEKAMQP_TYPE_VECTOR));
}

static void make_field(choices* c, zeekamqp_field* f, uint32_t* faults) {
    f->name = make_name(c, faults);
    f->type = make_type(c);
    f->subtype = IS_LIST(f->type) ? make_type(c) : 0;
    f->optional = choose_one_in(c, 2);
    *faults += ! IS_KNOWN(f->type) || (IS_LIST(f->type) && ! IS_KNOWN(f->subtype));
}

made_log make_log(choices* c) {
    made_log log;
    memset(&log, 0, sizeof log);
    log.config.path = make_name(c, &log.faults);
    log.config.filter = lend_text(c, "default");
    log.config.node = choose_one_in(c, 2) ? lend_text(c, "logger-1") : lend_null(c, &(uint32_t){0});
    log.config.node.length = log.config.node.data ? log.config.node.length : 0;
    log.config.field_count = choose_below(c, MADE_LOG_MAX_FIELDS + 1);

    if ( choose_one_in(c, 128) ) { /* no array at all, or one that no log can have */
        int is_null = choose_one_in(c, 2);
        log.config.fields = is_null ? NULL : lend_zeros();
        log.config.field_count = is_null ? 1 + choose_byte(c) : 1000001u + choose_byte(c);
        log.faults++;
        return log;
    }

    zeekamqp_field* fields = lend(c, log.config.field_count * sizeof *fields);

    for ( uint32_t i = 0; i < log.config.field_count; i++ ) {
        make_field(c, &fields[i], &log.faults);
        log.types[i] = fields[i].type;
        log.subtypes[i] = fields[i].subtype;
    }

    log.config.fields = fields;
    return log;
}

/* Twelve columns for fifteen types: a set and a vector have elements of the remaining ones, and of all others at times. */
made_log log_of_all_types(void) {
    static const uint8_t types[MADE_LOG_MAX_FIELDS] = {
        ZEEKAMQP_TYPE_BOOL,   ZEEKAMQP_TYPE_INT,      ZEEKAMQP_TYPE_COUNT,  ZEEKAMQP_TYPE_PORT,
        ZEEKAMQP_TYPE_DOUBLE, ZEEKAMQP_TYPE_INTERVAL, ZEEKAMQP_TYPE_TIME,   ZEEKAMQP_TYPE_STRING,
        ZEEKAMQP_TYPE_ADDR,   ZEEKAMQP_TYPE_SUBNET,   ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_SET};
    static const uint8_t letters[] = "abcdefghijkl";
    static zeekamqp_field fields[MADE_LOG_MAX_FIELDS];
    made_log log;
    memset(&log, 0, sizeof log);

    for ( uint32_t i = 0; i < MADE_LOG_MAX_FIELDS; i++ ) {
        fields[i].name.data = &letters[i];
        fields[i].name.length = 1;
        fields[i].type = log.types[i] = types[i];
        fields[i].subtype = log.subtypes[i] = IS_LIST(types[i]) ? ZEEKAMQP_TYPE_STRING : 0;
    }

    log.config.path.data = (const uint8_t*)"all_types";
    log.config.path.length = strlen("all_types");
    log.config.fields = fields;
    log.config.field_count = MADE_LOG_MAX_FIELDS;
    return log;
}
