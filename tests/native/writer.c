#include "writer.h"

#include "check.h"
#include "environment.h"
#include "record.h"

#include <stdio.h>
#include <string.h>

writer writer_new(library lib) {
    writer w;
    memset(&w, 0, sizeof w);
    w.lib = lib;
    writer_option(&w, "spool_dir", ""); /* what one test leaves must not reach the next */
    return w;
}

writer writer_to_queue(library lib, const char* queue) {
    writer w = writer_new(lib);
    writer_option(&w, "hostname", environment_host());
    writer_option(&w, "amqp_port", environment_port_text());
    writer_option(&w, "queue_name", queue);
    writer_option(&w, "routing_key", queue);
    return w;
}

writer writer_to_port(library lib, const char* port) {
    writer w = writer_new(lib);
    writer_option(&w, "hostname", "127.0.0.1");
    writer_option(&w, "amqp_port", port);
    return w;
}

void writer_option(writer* w, const char* name, const char* value) {
    writer_option_from(w, ZEEKAMQP_ORIGIN_GLOBAL, name, value);
}

void writer_option_from(writer* w, uint8_t origin, const char* name, const char* value) {
    REQUIRE(w->option_count < WRITER_MAX_OPTIONS);
    zeekamqp_option* o = &w->options[w->option_count++];
    o->name = text(name);
    o->value = text(value);
    o->origin = origin;
}

int32_t writer_open(writer* w, const char* path, const zeekamqp_field* fields, uint32_t count) {
    zeekamqp_writer_config config;
    memset(&config, 0, sizeof config);
    config.path = text(path);
    config.filter = text("native-test");
    config.node = text("");
    config.fields = fields;
    config.field_count = count;
    config.options = w->options;
    config.option_count = w->option_count;
    w->handle = UINT64_MAX; /* must be overwritten in any case */
    int32_t result = w->lib.writer_open(&config, &w->handle, w->error, sizeof w->error);

    if ( result == ZEEKAMQP_OK )
        CHECK(w->handle != 0 && w->handle != UINT64_MAX);
    else
        CHECK(w->handle == 0);

    return result;
}

int32_t writer_write(writer* w, const zeekamqp_value* values, uint32_t count) {
    return w->lib.writer_write(w->handle, values, count);
}

int writer_poll(writer* w) {
    zeekamqp_diagnostic d;
    int taken = 0;

    while ( w->lib.writer_next_diagnostic(w->handle, &d) == 1 ) {
        taken++;
        CHECK(d.level <= ZEEKAMQP_LEVEL_ERROR && d.event <= ZEEKAMQP_EVENT_DROPPED);
        CHECK(memchr(d.text, '\0', sizeof d.text) && memchr(d.subject, '\0', sizeof d.subject));
        CHECK(memchr(d.reason, '\0', sizeof d.reason) != NULL);
        CHECK((d.event == ZEEKAMQP_EVENT_NONE) == (d.subject[0] == '\0'));
        CHECK((d.event == ZEEKAMQP_EVENT_DROPPED) == (d.count > 0));
        printf("diagnostic, level %u: %.*s\n", (unsigned)d.level, (int)sizeof d.text, d.text);
        w->highest_level = d.level > w->highest_level ? d.level : w->highest_level;
        w->dropped += d.count;
        w->events |= 1u << d.event;
        size_t used = strlen(w->diagnostics);
        snprintf(w->diagnostics + used, sizeof w->diagnostics - used, "%s\n", d.text);
        REQUIRE(taken < 10000); /* an endless stream of them would never let Zeek go on */
    }

    return taken;
}

int writer_poll_for(writer* w, const char* part, double seconds) {
    double deadline = check_clock() + seconds;

    do {
        writer_poll(w);

        if ( strstr(w->diagnostics, part) )
            return 1;

        check_sleep_ms(20);
    } while ( check_clock() < deadline );

    return 0;
}

void writer_end(writer* w) {
    CHECK_INT(w->lib.writer_finish(w->handle), ZEEKAMQP_OK);
    writer_poll(w);
    CHECK_INT(w->lib.writer_close(w->handle), ZEEKAMQP_OK);
}
