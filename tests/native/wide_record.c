#include "wide_record.h"

#include "record.h"

#include <pthread.h>
#include <stdio.h>

#define NAME_SIZE 16

static char names[WIDE_RECORD_FIELDS][NAME_SIZE];

static void make_names(void) {
    for ( unsigned i = 0; i < WIDE_RECORD_FIELDS; i++ )
        snprintf(names[i], NAME_SIZE, "extra_%u", i);
}

void wide_record_fields(zeekamqp_field fields[WIDE_RECORD_FIELDS]) {
    static const uint8_t types[] = {ZEEKAMQP_TYPE_COUNT, ZEEKAMQP_TYPE_STRING, ZEEKAMQP_TYPE_BOOL,
                                    ZEEKAMQP_TYPE_INTERVAL, ZEEKAMQP_TYPE_PORT};
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_names);

    for ( unsigned i = CONN_RECORD_FIELDS; i < WIDE_RECORD_FIELDS; i++ )
        fields[i] = field_of(names[i], types[i % 5], 0);
}

void wide_record_fill(zeekamqp_value values[WIDE_RECORD_FIELDS], uint64_t n) {
    static const char* const texts[] = {"example.org", "GET", "application/json", "TLSv13"};

    for ( unsigned i = CONN_RECORD_FIELDS; i < WIDE_RECORD_FIELDS; i++ ) {
        zeekamqp_value* v = &values[i];

        switch ( i % 5 ) {
        case 0:
            *v = value_count(n * i % 100003);
            break;
        case 1:
            *v = value_text(ZEEKAMQP_TYPE_STRING, texts[(n + i) % 4]);
            break;
        case 2:
            *v = value_bool((n + i) % 2 == 0);
            break;
        case 3:
            *v = value_real(ZEEKAMQP_TYPE_INTERVAL, 0.000001 * (double)(n * i % 1000003));
            break;
        default:
            *v = value_port((uint16_t)(n * i % 65536));
        }
    }
}
