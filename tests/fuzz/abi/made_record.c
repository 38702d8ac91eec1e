#include "lent.h"
#include "made_log.h"

#include <string.h>

/* Any more of a record's elements are unset, so that no input takes long. */
#define MAX_ELEMENTS 64u

/* Larger than any record, by its length alone: see test absurd_lengths of tests/native/argument_test.c. */
#define TOO_LARGE ((UINT64_C(512) << 20) + 1)
#define TOO_MANY ((UINT64_C(256) << 20) + 1)

typedef struct making {
    choices* c;
    made_record* record;
    uint32_t elements;
} making;

static void fill(making* m, zeekamqp_value* v, uint8_t type, uint8_t subtype, uint32_t depth);

static double make_real(choices* c) {
    static const double awkward[] = {
        0.0,   -0.0,  1.0,  1e-6, 9.999999e-7, 1e21, 9.9e20, 5e-324, 1.7976931348623157e308,
        1e300, -1e19, 1e15, 0.1,  1700000000,  -0.5, -1e300, 2e9,    253402300800.0};
    double d = 0;
    uint64_t bits = 0;
    switch ( choose_below(c, 4) ) {
    case 0:
        return awkward[choose_below(c, sizeof awkward / sizeof awkward[0])];
    case 1:
        return (double)choose_below(c, 65536) / 1000;
    case 2:
        return 1.7e9 + (double)choose_bits(c) / 1e13;
    default: /* NaN and the infinities are among them */
        bits = choose_bits(c);
        memcpy(&d, &bits, sizeof d);
        return d;
    }
}

static void fill_text(making* m, zeekamqp_value* v) {
    zeekamqp_string s;

    switch ( choose_below(m->c, 64) ) {
    case 63:
        m->record->absurd++;
        s.data = lend_zeros();
        s.length = TOO_LARGE + choose_bits(m->c) % (LENT_ZEROS - TOO_LARGE);
        break;
    case 62:
    case 61:
        s = lend_null(m->c, &m->record->faults);
        break;
    default:
        s = lend_bytes(m->c);
        break;
    }

    v->as.bytes = s.data;
    v->length = s.length;
}

static void fill_address(making* m, zeekamqp_value* v, int is_subnet) {
    int is_v6 = choose_one_in(m->c, 2);
    v->family = is_v6 ? ZEEKAMQP_FAMILY_IPV6 : ZEEKAMQP_FAMILY_IPV4;
    choose_bytes(m->c, v->as.addr + (choose_byte(m->c) % 4) * 4, 4); /* zeros around: "::" has to go somewhere */

    if ( choose_one_in(m->c, 4) )
        choose_bytes(m->c, v->as.addr, sizeof v->as.addr);

    if ( choose_one_in(m->c, 64) ) {
        v->family = choose_byte(m->c);
        m->record->faults += v->family != ZEEKAMQP_FAMILY_IPV4 && v->family != ZEEKAMQP_FAMILY_IPV6;
    }

    v->prefix_length = (uint8_t)choose_below(m->c, is_v6 ? 129 : 33);

    if ( choose_one_in(m->c, 32) )
        v->prefix_length = choose_byte(m->c);
    if ( is_subnet )
        m->record->faults += (v->family == ZEEKAMQP_FAMILY_IPV4 && v->prefix_length > 32) ||
                             (v->family == ZEEKAMQP_FAMILY_IPV6 && v->prefix_length > 128);
}

static uint8_t type_of_element(choices* c, uint8_t subtype) {
    static const uint8_t any[] = {ZEEKAMQP_TYPE_STRING, ZEEKAMQP_TYPE_DOUBLE, ZEEKAMQP_TYPE_SUBNET,
                                  ZEEKAMQP_TYPE_VECTOR, ZEEKAMQP_TYPE_ENUM,   ZEEKAMQP_TYPE_FILE,
                                  ZEEKAMQP_TYPE_FUNC,   ZEEKAMQP_TYPE_SET};

    if ( choose_one_in(c, 8) )
        return any[choose_below(c, sizeof any)];

    return choose_one_in(c, 64) ? choose_byte(c) : subtype;
}

static void fill_list(making* m, zeekamqp_value* v, uint8_t subtype, uint32_t depth) {
    uint32_t kind = choose_below(m->c, 64);

    /* The reader goes no deeper, whatever the list holds. */
    m->record->faults += depth >= ZEEKAMQP_MAX_DEPTH;

    if ( kind == 63 ) {
        m->record->absurd++;
        v->as.elements = lend_zeros();
        v->length = TOO_MANY + choose_below(m->c, 256);
        return;
    }

    if ( kind == 62 || kind == 61 || depth > ZEEKAMQP_MAX_DEPTH ) {
        v->length = lend_null(m->c, &m->record->faults).length;
        return;
    }

    /* One in a list goes down to the deepest and beyond, several go in breadth. */
    int goes_down = kind >= 48;
    v->length = goes_down ? 1 : choose_below(m->c, 7);
    zeekamqp_value* elements = lend(m->c, v->length * sizeof *elements);
    v->as.elements = elements;

    for ( uint64_t i = 0; i < v->length; i++ ) {
        uint8_t type = goes_down ? ZEEKAMQP_TYPE_VECTOR : type_of_element(m->c, subtype);

        if ( m->elements++ < MAX_ELEMENTS )
            fill(m, &elements[i], type, subtype, depth + 1);
    }
}

/* A value that is present, of any type, known or not. */
static void fill(making* m, zeekamqp_value* v, uint8_t type, uint8_t subtype, uint32_t depth) {
    v->type = type;
    v->present = choose_one_in(m->c, 16) ? 0 : (uint8_t)(choose_byte(m->c) | 1);

    if ( choose_one_in(m->c, 8) )
        choose_bytes(m->c, v->reserved, sizeof v->reserved);

    if ( ! v->present ) { /* nothing of it may be read, so anything may be there */
        v->length = UINT64_MAX;
        v->as.bytes = (const uint8_t*)(uintptr_t)choose_bits(m->c);
        return;
    }

    switch ( type ) {
    case ZEEKAMQP_TYPE_BOOL:
    case ZEEKAMQP_TYPE_PORT:
        v->as.u = choose_below(m->c, type == ZEEKAMQP_TYPE_BOOL ? 2 : 65536);
        break;
    case ZEEKAMQP_TYPE_INT:
    case ZEEKAMQP_TYPE_COUNT:
        v->as.u = choose_bits(m->c);
        break;
    case ZEEKAMQP_TYPE_DOUBLE:
    case ZEEKAMQP_TYPE_INTERVAL:
    case ZEEKAMQP_TYPE_TIME:
        v->as.d = make_real(m->c);
        break;
    case ZEEKAMQP_TYPE_STRING:
    case ZEEKAMQP_TYPE_ENUM:
    case ZEEKAMQP_TYPE_FILE:
    case ZEEKAMQP_TYPE_FUNC:
        fill_text(m, v);
        break;
    case ZEEKAMQP_TYPE_ADDR:
    case ZEEKAMQP_TYPE_SUBNET:
        fill_address(m, v, type == ZEEKAMQP_TYPE_SUBNET);
        break;
    case ZEEKAMQP_TYPE_SET:
    case ZEEKAMQP_TYPE_VECTOR:
        fill_list(m, v, subtype, depth);
        break;
    default:
        m->record->faults++;
        break;
    }
}

made_record make_record(choices* c, const made_log* log) {
    made_record record = {NULL, log->config.field_count, 0, 0};
    making m = {c, &record, 0};
    if ( choose_one_in(c, 64) )
        record.count = choose_byte(c);

    record.faults += record.count != log->config.field_count;

    if ( record.count > 0 && choose_one_in(c, 128) ) {
        record.faults++;
        return record;
    }

    zeekamqp_value* values = lend(c, record.count * sizeof *values);
    record.values = values;

    for ( uint32_t i = 0; i < record.count && i < log->config.field_count; i++ ) {
        uint8_t type = choose_one_in(c, 128) ? choose_byte(c) : log->types[i];
        fill(&m, &values[i], type, log->subtypes[i], 0);
        record.faults += values[i].present && type != log->types[i];
    }

    return record;
}
