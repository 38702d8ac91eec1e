#include "round_trip.h"

#include "check.h"
#include "environment.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

broker_message round_trip(const char* path, const zeekamqp_field* fields, const zeekamqp_value* values,
                          uint32_t count) {
    const char* queue = environment_queue("round_trip");
    broker* b = broker_connect(environment_host(), environment_port());
    broker_message message, second;
    broker_declare_queue(b, queue);
    writer w = writer_to_queue(library_open_checked(), queue);
    writer_option(&w, "max_wait_on_shutdown", "30");

    if ( ! CHECK_INT(writer_open(&w, path, fields, count), ZEEKAMQP_OK) ) {
        printf("    %s\n", w.error);
        check_abandon();
    }

    CHECK_INT(writer_write(&w, values, count), ZEEKAMQP_OK);
    writer_end(&w);
    int received = broker_get(b, queue, 2, &message);
    CHECK(received);
    CHECK_INT(broker_get(b, queue, 0, &second), 0); /* one record, one message */
    broker_delete_queue(b, queue);
    broker_close(b);

    if ( ! received )
        check_abandon();

    return message;
}

void round_trip_expect(const char* path, const zeekamqp_field* fields, const zeekamqp_value* values, uint32_t count,
                       const char* expected) {
    broker_message message = round_trip(path, fields, values, count);
    CHECK_BYTES(message.body, message.length, expected, strlen(expected));
    broker_message_free(&message);
}

void round_trip_expect_value(zeekamqp_field column, zeekamqp_value value, const char* expected) {
    static const char frame[] = "{\"t\": {\"\":}}";
    size_t size = sizeof frame + column.name.length + strlen(expected);
    char* body = malloc(size);
    REQUIRE(body != NULL);
    snprintf(body, size, "{\"t\": {\"%.*s\":%s}}", (int)column.name.length, (const char*)column.name.data, expected);
    round_trip_expect("t", &column, &value, 1, body);
    free(body);
}

void round_trip_shutdown(void) {
    char report[ZEEKAMQP_TEXT_SIZE] = "";
    CHECK_INT(library_open_checked().shutdown(5000, report, sizeof report), ZEEKAMQP_OK);
    CHECK_BYTES(report, strlen(report), "", 0);
}
