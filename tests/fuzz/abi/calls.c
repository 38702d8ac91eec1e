#include "calls.h"

#include "lent.h"
#include "text_buffer.h"
#include "verdict.h"

#include <string.h>

enum { OPEN, WRITE, DIAGNOSTIC, HANDSHAKE, CHANGE, OPTION };

static int names(const made_options* options, const char* name) {
    for ( uint32_t i = 0; i < options->count; i++ ) {
        const zeekamqp_string* found = &options->options[i].name;
        if ( found->length == strlen(name) && memcmp(found->data, name, found->length) == 0 )
            return 1;
    }

    return 0;
}

int call_open(open_writer* w, const library* lib, choices* c, const made_log* log, const made_options* options) {
    zeekamqp_writer_config* config = lend(c, sizeof *config);
    zeekamqp_writer* handle = lend(c, sizeof *handle);
    text_buffer error;
    memset(w, 0, sizeof *w);
    memset(handle, 0x5a, sizeof *handle);
    *config = log->config;
    config->options = options->options;
    config->option_count = options->count;
    text_buffer_prepare(&error, c);
    int32_t result = lib->writer_open(config, handle, error.bytes, error.size);
    const char* text = text_buffer_check(&error, 1);
    verdict_note(OPEN, result, text);
    HOLDS(strstr(text, MADE_DEFECT) == NULL && strstr(text, MADE_SECRET) == NULL);

    if ( log->faults + options->faults > 0 ) {
        RESULT(result == ZEEKAMQP_ERROR_CONFIG || result == ZEEKAMQP_ERROR_ARGUMENT, result);
        HOLDS(*handle == 0);
        HOLDS(text[0] != '\0' || ! text_buffer_shows_texts(&error));
        return 0;
    }

    RESULT(result == ZEEKAMQP_OK, result);
    HOLDS(*handle != 0 && text[0] == '\0');
    w->lib = lib;
    w->handle = *handle;
    w->log = log;
    w->may_publish_schema = names(options, "publish_schema");
    return 1;
}

void call_write(open_writer* w, choices* c) {
    made_record r = make_record(c, w->log);
    int32_t result = w->lib->writer_write(w->handle, r.values, r.count);
    verdict_note(WRITE, result, NULL);

    if ( r.faults == 0 && r.absurd > 0 )
        RESULT(result == ZEEKAMQP_DROPPED, result);
    else if ( r.faults == 0 )
        RESULT(result == ZEEKAMQP_DROPPED || (result == ZEEKAMQP_OK && ! w->is_finished), result);
    else /* which of the two it meets first is its own affair */
        RESULT(result == ZEEKAMQP_ERROR_ARGUMENT || (result == ZEEKAMQP_DROPPED && r.absurd > 0), result);

    w->taken += result == ZEEKAMQP_OK;
    w->refused += result != ZEEKAMQP_OK;
}

void call_drop(open_writer* w) {
    int32_t result = w->lib->writer_drop(w->handle);
    RESULT(result == ZEEKAMQP_OK, result);
    w->refused++;
}

void call_flush(open_writer* w) {
    int32_t result = w->lib->writer_flush(w->handle);
    RESULT(result == ZEEKAMQP_OK, result);
}

void call_finish(open_writer* w) {
    int32_t result = w->lib->writer_finish(w->handle);
    RESULT(result == ZEEKAMQP_OK, result);
    w->is_finished = 1;
}

/* It ends within its place, and gives nothing away. */
static void check_text(const char* text, size_t size) {
    HOLDS(memchr(text, '\0', size) != NULL);
    HOLDS(strstr(text, MADE_DEFECT) == NULL && strstr(text, MADE_SECRET) == NULL);
}

int call_next_diagnostic(open_writer* w, choices* c) {
    zeekamqp_diagnostic* d = lend(c, sizeof *d);
    d->level = UINT32_MAX;
    int32_t result = w->lib->writer_next_diagnostic(w->handle, d);
    RESULT(result == 0 || result == 1, result);
    verdict_note(DIAGNOSTIC, result, result ? d->text : "");

    if ( result == 0 ) {
        HOLDS(d->level == UINT32_MAX);
        HOLDS(! choose_one_in(c, 8) || w->lib->writer_next_diagnostic(w->handle, NULL) == ZEEKAMQP_ERROR_ARGUMENT);
        return 0;
    }

    check_text(d->text, sizeof d->text);
    check_text(d->reason, sizeof d->reason);
    check_text(d->subject, sizeof d->subject);
    HOLDS(d->level <= ZEEKAMQP_LEVEL_ERROR && d->event <= ZEEKAMQP_EVENT_DROPPED && d->text[0] != '\0');
    HOLDS((d->event == ZEEKAMQP_EVENT_DROPPED) == (d->count > 0));
    return 1;
}

void call_close(open_writer* w, choices* c) {
    int32_t result = w->lib->writer_close(w->handle);
    RESULT(result == ZEEKAMQP_OK, result);
    call_with_unknown_handle(w->lib, c, w->handle);
}

/* One call at a time: each of them costs the library an exception. */
void call_with_unknown_handle(const library* lib, choices* c, zeekamqp_writer handle) {
    zeekamqp_value v;
    zeekamqp_counters counters;
    zeekamqp_diagnostic diagnostic;
    int32_t result = 0;
    memset(&v, 0, sizeof v);

    switch ( choose_below(c, 7) ) {
    case 0:
        result = lib->writer_write(handle, &v, 1);
        break;
    case 1:
        result = lib->writer_drop(handle);
        break;
    case 2:
        result = lib->writer_flush(handle);
        break;
    case 3:
        result = lib->writer_counters(handle, &counters);
        break;
    case 4:
        result = lib->writer_finish(handle);
        break;
    case 5:
        result = lib->writer_close(handle);
        break;
    default:
        diagnostic.level = UINT32_MAX;
        result = lib->writer_next_diagnostic(handle, &diagnostic);
        HOLDS(diagnostic.level == UINT32_MAX);
    }

    RESULT(result == ZEEKAMQP_ERROR_ARGUMENT, result);
}

void call_totals(const library* lib, choices* c) {
    uint32_t room = choose_below(c, 4), count = UINT32_MAX;
    zeekamqp_log* logs = lend(c, room * sizeof *logs);
    zeekamqp_broker* brokers = lend(c, room * sizeof *brokers);
    int32_t result = lib->logs(room ? logs : NULL, room, &count);
    RESULT(result == ZEEKAMQP_OK, result);
    HOLDS(count > 0 && count < UINT32_MAX);

    for ( uint32_t i = 0; i < room && i < count; i++ ) {
        check_text(logs[i].path, sizeof logs[i].path);
        check_text(logs[i].filter, sizeof logs[i].filter);
        HOLDS(logs[i].counters.confirmed == 0 && logs[i].counters.in_spool == 0);
    }

    result = lib->brokers(room ? brokers : NULL, room, &count);
    RESULT(result == ZEEKAMQP_OK, result);

    for ( uint32_t i = 0; i < room && i < count; i++ ) {
        check_text(brokers[i].name, sizeof brokers[i].name);
        HOLDS(brokers[i].name[0] != '\0' && brokers[i].open == 0);
    }

    if ( choose_one_in(c, 8) ) {
        HOLDS(lib->logs(NULL, 1, &count) == ZEEKAMQP_ERROR_ARGUMENT);
        HOLDS(lib->brokers(brokers, room, NULL) == ZEEKAMQP_ERROR_ARGUMENT);
    }
}

void call_options_change(const library* lib, choices* c) {
    made_options options = options_of_a_change(c);
    text_buffer error;
    text_buffer_prepare(&error, c);
    int32_t result = lib->options_change(options.options, options.count, error.bytes, error.size);
    const char* text = text_buffer_check(&error, 1);
    verdict_note(CHANGE, result, text);
    HOLDS(strstr(text, MADE_DEFECT) == NULL && strstr(text, MADE_SECRET) == NULL);
    RESULT(result == ZEEKAMQP_ERROR_CONFIG || (result == ZEEKAMQP_ERROR_ARGUMENT && options.faults > 0) ||
               (result == ZEEKAMQP_OK && options.faults == 0),
           result);
    HOLDS((result == ZEEKAMQP_OK) == (text[0] == '\0') || ! text_buffer_shows_texts(&error));

    text_buffer_prepare(&error, c);
    result = lib->option_check(&options.options[options.count - 1], error.bytes, error.size);
    text = text_buffer_check(&error, 1);
    verdict_note(OPTION, result, text);
    HOLDS(strstr(text, MADE_DEFECT) == NULL && strstr(text, MADE_SECRET) == NULL);
    RESULT(result == (options.faults > 0 ? ZEEKAMQP_ERROR_CONFIG : ZEEKAMQP_OK), result);
}

void call_without_writer(const library* lib, choices* c) {
    const zeekamqp_layout own = ZEEKAMQP_LAYOUT_INIT;
    zeekamqp_layout* layout = lend(c, sizeof *layout);
    text_buffer text;
    *layout = own;

    if ( choose_one_in(c, 2) ) {
        uint32_t word = choose_below(c, sizeof *layout / sizeof(uint32_t));
        uint32_t value = (uint32_t)choose_bits(c);
        memcpy((char*)layout + word * sizeof value, &value, sizeof value);
    }

    int is_same = memcmp(layout, &own, sizeof own) == 0;
    text_buffer_prepare(&text, c);
    int32_t result = lib->handshake(layout, text.bytes, text.size);
    verdict_note(HANDSHAKE, result, text_buffer_check(&text, 1));
    RESULT(result == (is_same ? ZEEKAMQP_OK : ZEEKAMQP_ERROR_ABI), result);
    text_buffer_prepare(&text, c);
    result = lib->version(text.bytes, text.size);
    RESULT(result == ZEEKAMQP_OK, result);
    text_buffer_check(&text, 1);
}
