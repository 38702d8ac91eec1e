/* fuzz.c: what libFuzzer calls with each input: some calls, in an order that the input chooses, on a writer of its own and on one that
 * lives longer. The library is the published one, opened as the Zeek plugin opens it.
 *
 * State that outlives an input is little and in one direction only: a queue that is full from the start, and a writer that is
 * replaced when it has taken 8 MiB. An input that is a finding is nearly always one again when it is run alone.
 */
#include "calls.h"
#include "lent.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CALLS 8u
#define MAX_BYTES (UINT64_C(8) << 20)

int LLVMFuzzerInitialize(int* argc, char*** argv);
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
const char* __asan_default_options(void);

/* Leaks are not looked for: what the runtime of .NET has when the process ends it keeps on purpose, and finds it by addresses
 * in memory of its own that the search does not know. Its handlers of signals stay as .NET and libFuzzer set them, without any
 * option: a fault in managed code goes to .NET, which ends the process by an abort unless it is the NULL of a C# object. */
const char* __asan_default_options(void) {
    return "detect_leaks=0:quarantine_size_mb=16";
}

static library lib;
static open_writer roomy;

static void shut_down(void) {
    char report[ZEEKAMQP_TEXT_SIZE];
    memset(report, 0x5a, sizeof report);
    int32_t result = lib.shutdown(500, report, sizeof report);
    HOLDS(memchr(report, '\0', sizeof report) != NULL);

    if ( result != ZEEKAMQP_OK )
        fprintf(stderr, "shutdown: %s\n", report);

    RESULT(result == ZEEKAMQP_OK, result);
}

/* Opens the writer that has room, in place of the one before, whose records nobody wants to have: 50 ms. */
static void open_roomy(choices* c) {
    static made_log log;
    made_options options = options_of_the_roomy_broker();

    if ( roomy.handle ) {
        call_finish(&roomy);
        call_counters(&roomy, c);
        call_close(&roomy, c);
    }

    log = log_of_all_types();
    HOLDS(call_open(&roomy, &lib, c, &log, &options));
}

/* Fills the queue of the other broker, with ever smaller records, until not even the smallest fits. Its writer stays open. */
static void fill_queue(choices* c) {
    static made_log log;
    static char text[1 << 16];
    static open_writer filler;
    made_options options = options_of_the_full_broker(c);
    log = log_of_all_types();
    log.config.field_count = MADE_LOG_MAX_FIELDS;
    HOLDS(call_open(&filler, &lib, c, &log, &options));
    memset(text, 'x', sizeof text);
    zeekamqp_value values[MADE_LOG_MAX_FIELDS];
    memset(values, 0, sizeof values);
    values[7].type = ZEEKAMQP_TYPE_STRING;
    values[7].as.bytes = (const uint8_t*)text;

    for ( size_t size = sizeof text; size > 0; size /= 2 ) {
        values[7].present = size > 1; /* the last one has no field at all */
        values[7].length = size;

        while ( lib.writer_write(filler.handle, values, MADE_LOG_MAX_FIELDS) == ZEEKAMQP_OK )
            ;
    }
}

int LLVMFuzzerInitialize(int* argc, char*** argv) {
    choices none = {NULL, 0};
    (void)argc;
    (void)argv;
    lib = library_open_checked();
    HOLDS(atexit(shut_down) == 0); /* after the library has been opened, so before its own handlers */
    fill_queue(&none);
    open_roomy(&none);
    lent_return();
    return 0;
}

static void call_something(open_writer* w, choices* c) {
    switch ( choose_below(c, 16) ) {
    case 0:
        call_counters(w, c);
        break;
    case 1:
        call_next_diagnostic(w, c);
        break;
    case 2:
        call_drop(w);
        break;
    case 3:
        call_flush(w);
        break;
    case 4:
        call_with_unknown_handle(&lib, c, choose_one_in(c, 2) ? choose_bits(c) | UINT64_C(1) << 63 : 0);
        break;
    case 5:
        if ( choose_one_in(c, 4) )
            call_options_change(&lib, c);
        else
            call_without_writer(&lib, c);
        break;
    case 6:
        call_totals(&lib, c);
        break;
    case 7:
        if ( w != &roomy )
            call_finish(w);
        break;
    default:
        call_write(w, c);
        break;
    }
}

/* Words that no message may contain are no names for an input to choose: libFuzzer learns them from the search for them. */
static int contains(const uint8_t* data, size_t size, const char* word) {
    for ( size_t i = 0; i + strlen(word) <= size; i++ )
        if ( memcmp(data + i, word, strlen(word)) == 0 )
            return 1;

    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    choices c = {data, size};
    open_writer own;
    made_log log;
    int has_own = 0;

    if ( contains(data, size, MADE_SECRET) || contains(data, size, MADE_DEFECT) )
        return 0;

    if ( choose_byte(&c) & 1 ) {
        log = make_log(&c);
        made_options options = options_of_the_full_broker(&c);
        has_own = call_open(&own, &lib, &c, &log, &options);
    }

    for ( uint32_t i = choose_below(&c, MAX_CALLS) + 1; i > 0; i-- )
        call_something(has_own && choose_byte(&c) & 1 ? &own : &roomy, &c);

    if ( has_own ) {
        call_counters(&own, &c);
        call_close(&own, &c);
    }

    while ( call_next_diagnostic(&roomy, &c) )
        ;

    if ( choose_byte(&c) == 255 )
        call_counters(&roomy, &c);

    if ( roomy.bytes > MAX_BYTES )
        open_roomy(&c);

    lent_return();
    return 0;
}
