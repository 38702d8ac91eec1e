#include "made_options.h"

#include "lent.h"

#include <string.h>

#define MAX_MADE 8u
#define COUNT(array) (uint32_t)(sizeof(array) / sizeof((array)[0]))

typedef struct setting {
    const char* name;
    const char* value;
} setting;

/* Ports on which nobody listens. The library tries and is refused, now and then, in the background. */
static const setting full_broker[] = {
    {"hostname", "127.0.0.1"}, {"amqp_port", "1"},        {"vhost", "/"},
    {"username", "guest"},     {"password", MADE_SECRET}, {"max_queue_bytes", "1048576"},
    {"spool_dir", ""}};
static const setting roomy_broker[] = {{"hostname", "127.0.0.1"},       {"amqp_port", "2"},
                                       {"max_queue_bytes", "67108864"}, {"spool_dir", ""},
                                       {"max_wait_on_shutdown", "0"},   {"json_timestamps", "JSON::TS_ISO8601"}};

/* What belongs to a writer and not to a broker. Without overflow=block: each record that is not taken would cost 250 ms. */
static const setting valid[] = {{"queue_name", "q"},
                                {"queue_name", ""},
                                {"exchange", "e\xc3\xa4"},
                                {"routing_key", ""},
                                {"routing_key", "k.{partition}"},
                                {"log_path", ""},
                                {"log_path", "l\"\xc3\xa4"},
                                {"routing_key", "zeek.{node}.{{}}"},
                                {"delivery_mode", "transient"},
                                {"priority", "9"},
                                {"expiration", "60.0"},
                                {"message_type", "t.{path}"},
                                {"app_id", ""},
                                {"user_id", "guest"},
                                {"headers", "{\"a\": [1, \"{path}\", {\"b\": null}]}"},
                                {"mandatory", "F"},
                                {"declare", "passive"},
                                {"exchange_type", ""},
                                {"exchange_durable", "T"},
                                {"exchange_auto_delete", "F"},
                                {"exchange_arguments", ""},
                                {"queue_durable", "T"},
                                {"queue_auto_delete", "F"},
                                {"queue_arguments", ""},
                                {"binding_keys", ""},
                                {"binding_arguments", ""},
                                {"partitions", "1"},
                                {"batch_max_records", "1"},
                                {"batch_max_records", "3"},
                                {"batch_max_bytes", "1024"},
                                {"batch_max_delay", "0.001"},
                                {"compression", "gzip"},
                                {"compression", "zstd"},
                                {"max_wait_on_shutdown", "0"},
                                {"overflow", "drop_newest"},
                                {"unroutable", "drop"},
                                {"json_timestamps", "JSON::TS_EPOCH"},
                                {"json_timestamps", "JSON::TS_MILLIS"},
                                {"json_timestamps", "JSON::TS_MILLIS_UNSIGNED"},
                                {"json_timestamps", "JSON::TS_ISO8601"},
                                {"include_unset_fields", "T"},
                                {"include_unset_fields", "F"},
                                {"tag_json", "F"},
                                {"json_string_escape_policy", "PUA"},
                                {"json_string_escape_policy", "JSON::STRING_ESCAPE_POLICY_TSV"},
                                {"additional_values", "{\"site\": \"h\xc3\xa4q\", \"rack\": [7, {}]}"},
                                {"meta_fields", "_path,_write_ts,_node"},
                                {"publish_schema", "T"},
                                {"buffer", "memory"}};

/* What can change while writers are open, and is of no harm to those with the full broker. */
static const setting changes[] = {{"amqp_port", "3"},          {"username", "zeek"},
                                  {"password", MADE_SECRET},   {"password_env", "NO_SUCH_VARIABLE"},
                                  {"batch_max_records", "1"},  {"batch_max_records", "3"},
                                  {"batch_max_bytes", "1024"}, {"batch_max_delay", "0.001"},
                                  {"compression", "zstd"},     {"overflow", "drop_newest"},
                                  {"unroutable", "drop"},      {"queue_name", "q"}};

static const char* const names[] = {"send_all_active_logs",
                                    "logs_to_send",
                                    "only",
                                    "hostname",
                                    "amqp_port",
                                    "connections",
                                    "vhost",
                                    "username",
                                    "password",
                                    "username_file",
                                    "password_file",
                                    "username_env",
                                    "password_env",
                                    "auth_mechanism",
                                    "tls",
                                    "tls_ca_file",
                                    "tls_server_name",
                                    "tls_verify",
                                    "tls_min_version",
                                    "queue_name",
                                    "exchange",
                                    "routing_key",
                                    "log_path",
                                    "delivery_mode",
                                    "partitions",
                                    "priority",
                                    "expiration",
                                    "message_type",
                                    "app_id",
                                    "user_id",
                                    "headers",
                                    "mandatory",
                                    "declare",
                                    "exchange_type",
                                    "exchange_durable",
                                    "exchange_auto_delete",
                                    "exchange_arguments",
                                    "queue_durable",
                                    "queue_auto_delete",
                                    "queue_arguments",
                                    "binding_keys",
                                    "binding_arguments",
                                    "batch_max_records",
                                    "batch_max_bytes",
                                    "batch_max_delay",
                                    "compression",
                                    "max_queue_bytes",
                                    "max_wait_on_shutdown",
                                    "buffer",
                                    "spool_dir",
                                    "max_spool_bytes",
                                    "spool_sync_interval",
                                    "overflow",
                                    "unroutable",
                                    "pasword",
                                    "PASSWORD",
                                    "json_timestamps",
                                    "include_unset_fields",
                                    "tag_json",
                                    "json_string_escape_policy",
                                    "additional_values",
                                    "meta_fields",
                                    "publish_schema",
                                    "status_interval"};

static const char* const values[] = {"",       "T",           "F",         "0",           "-1",       "65535",
                                     "65536",  "1e400",       "1sec",      "1 day",       "1e-3",     "0.5msec",
                                     "auto",   "/",           "disk",      "block",       "EXTERNAL", "none",
                                     "1.3",    "a,b:1,[::1]", "[::1",      "a:b:c",       ",",        "::1",
                                     "é",      "127.0.0.1",   "full",      "drop_oldest", "%s%n%x",   "JSON::X",
                                     "+5",     " 5",          "5\n",       "٣",           "NaN",      "{",
                                     "{path}", "{x}",         "{field:a}", "{\"a\":",     "[]",       "passive",
                                     "topic",  MADE_SECRET};

static zeekamqp_option option(const setting* s, uint8_t origin) {
    zeekamqp_option o;
    memset(&o, 0, sizeof o);
    o.name.data = (const uint8_t*)s->name;
    o.name.length = strlen(s->name);
    o.value.data = (const uint8_t*)s->value;
    o.value.length = strlen(s->value);
    o.origin = origin;
    return o;
}

static void make_hostile(zeekamqp_option* o, choices* c, uint32_t* faults) {
    const char* value = values[choose_below(c, COUNT(values))];
    memset(o, 0, sizeof *o);
    choose_bytes(c, o->reserved, choose_below(c, 2) * sizeof o->reserved);
    o->origin = choose_one_in(c, 8) ? choose_byte(c) : choose_below(c, 2);
    *faults += o->origin > ZEEKAMQP_ORIGIN_FILTER;

    switch ( choose_below(c, 8) ) {
    case 0: /* the input's own name, with a value that gives nothing away if it is shown */
        o->name = lend_bytes(c);
        o->value = lend_bytes(c);
        return;
    case 1:
        o->value = lend_bytes(c);
        break;
    case 2:
        o->value = lend_null(c, faults);
        break;
    case 3:
        o->value = lend_text(c, MADE_SECRET);
        break;
    default:
        o->value = lend_text(c, value);
        break;
    }

    /* Only the password is a secret, well spelt or not; shown elsewhere, it is just a word. */
    int is_secret = o->value.length == strlen(MADE_SECRET) && memcmp(o->value.data, MADE_SECRET, o->value.length) == 0;
    o->name =
        lend_text(c, is_secret ? (choose_one_in(c, 2) ? "pasword" : "password") : names[choose_below(c, COUNT(names))]);
}

/* A list with a hostile option always ends with one that is unknown. It is read to its end or to its first fault, and refused:
 * what is valid in it never names a broker of its own, whose engine would live until the end of the process. */
made_options options_of_the_full_broker(choices* c) {
    static const setting unknown = {"no_such_option", "1"};
    made_options made = {NULL, COUNT(full_broker) + choose_below(c, MAX_MADE), 0};
    int is_hostile = choose_one_in(c, 4);
    zeekamqp_option* options = lend(c, (made.count + (uint32_t)is_hostile) * sizeof *options);

    for ( uint32_t i = 0; i < made.count; i++ )
        if ( i < COUNT(full_broker) )
            options[i] = option(&full_broker[i], ZEEKAMQP_ORIGIN_FILTER);
        else if ( is_hostile )
            make_hostile(&options[i], c, &made.faults);
        else
            options[i] = option(&valid[choose_below(c, COUNT(valid))], (uint8_t)choose_below(c, 2));

    if ( is_hostile )
        options[made.count++] = option(&unknown, ZEEKAMQP_ORIGIN_FILTER);

    made.faults += (uint32_t)is_hostile;
    made.options = options;
    return made;
}

made_options options_of_the_roomy_broker(void) {
    static zeekamqp_option options[COUNT(roomy_broker)];
    made_options made = {options, COUNT(roomy_broker), 0};

    for ( uint32_t i = 0; i < COUNT(roomy_broker); i++ )
        options[i] = option(&roomy_broker[i], ZEEKAMQP_ORIGIN_GLOBAL);

    return made;
}

made_options options_of_a_change(choices* c) {
    static const setting unknown = {"no_such_option", "1"};
    made_options made = {NULL, COUNT(roomy_broker) + choose_below(c, MAX_MADE), 0};
    int is_hostile = choose_one_in(c, 2);
    zeekamqp_option* options = lend(c, (made.count + (uint32_t)is_hostile) * sizeof *options);

    for ( uint32_t i = 0; i < made.count; i++ )
        if ( i < COUNT(roomy_broker) )
            options[i] = option(&roomy_broker[i], ZEEKAMQP_ORIGIN_GLOBAL);
        else if ( is_hostile )
            make_hostile(&options[i], c, &made.faults);
        else
            options[i] = option(&changes[choose_below(c, COUNT(changes))], (uint8_t)choose_below(c, 2));

    if ( is_hostile )
        options[made.count++] = option(&unknown, ZEEKAMQP_ORIGIN_GLOBAL);

    made.faults += (uint32_t)is_hostile;
    made.options = options;
    return made;
}
