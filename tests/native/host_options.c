#include "host_options.h"

#include "conn_record.h"
#include "record.h"
#include "wide_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: zeekamqp_host [ARGUMENT...]\n"
    "  --host H --port P        the broker (localhost, 5672)\n"
    "  --queue Q                queue_name and routing_key (test_queue)\n"
    "  --count N                records in all (1000); 0 for none\n"
    "  --writers W              writers that share them (1)\n"
    "  --threads                give each writer a thread of its own\n"
    "  --fields F               columns of a record, 2 to 100 (20)\n"
    "  --text BYTES             length of the one column that may have any (8)\n"
    "  --rate R                 records a second and writer (unlimited)\n"
    "  --hold S                 seconds to keep the writers open when all is written (0)\n"
    "  --journal FILE           enter each record there before and after it is written\n"
    "  --resume                 go on behind the last record of the journal\n"
    "  --omit N                 enter record N of writer 0, but don't write it: a loss to be found\n"
    "  --stamp                  let the first column be the time of day\n"
    "  --latency                measure the time from each write to its confirm (writer 0)\n"
    "  --null                   make the records up, and write none: what that costs is not the library's\n"
    "  --path P                 the log's path (conn)\n"
    "  --option name=value      an option of the library, any number of times\n"
    "SIGTERM ends the writing, and the waiting, in good order.\n";

static void fail(const char* argument) {
    fprintf(stderr, "bad argument: %s\n%s", argument, usage);
    exit(2);
}

static void add(host_options* o, zeekamqp_string name, zeekamqp_string value) {
    if ( o->list_count == HOST_MAX_OPTIONS )
        fail("too many options");

    zeekamqp_option* option = &o->list[o->list_count++];
    memset(option, 0, sizeof *option);
    option->name = name;
    option->value = value;
}

static void add_pair(host_options* o, const char* pair) {
    const char* equals = strchr(pair, '=');

    if ( ! equals )
        fail(pair);

    add(o, bytes(pair, (uint64_t)(equals - pair)), text(equals + 1));
}

static double number(const char* argument, double lowest, double highest) {
    char* end = NULL;
    double n = strtod(argument, &end);

    if ( end == argument || *end || ! (n >= lowest && n <= highest) )
        fail(argument);

    return n;
}

/* Letters that repeat late, so that neither the broker nor a compressor has it easier than with real text. */
static void set_text(host_options* o, uint64_t length) {
    uint32_t state = 1;
    free(o->text);
    o->text = malloc(length + 1);
    o->text_bytes = length;

    for ( uint64_t i = 0; o->text && i < length; i++ ) {
        state = state * 1664525u + 1013904223u;
        o->text[i] = "etaoinshrdlucmfwypvbgkjqxz 0123456789"[(state >> 24) % 37];
    }
}

static void set(host_options* o, const char* name, const char* value) {
    if ( strcmp(name, "--host") == 0 )
        add(o, text("hostname"), text(value));
    else if ( strcmp(name, "--port") == 0 )
        add(o, text("amqp_port"), text(value));
    else if ( strcmp(name, "--queue") == 0 ) {
        add(o, text("queue_name"), text(value));
        add(o, text("routing_key"), text(value));
    }
    else if ( strcmp(name, "--count") == 0 )
        o->count = (uint64_t)number(value, 0, 1e12);
    else if ( strcmp(name, "--writers") == 0 )
        o->writers = (unsigned)number(value, 1, 4096);
    else if ( strcmp(name, "--fields") == 0 )
        o->fields = (unsigned)number(value, 2, WIDE_RECORD_FIELDS);
    else if ( strcmp(name, "--text") == 0 )
        set_text(o, (uint64_t)number(value, 0, 1e9));
    else if ( strcmp(name, "--rate") == 0 )
        o->rate = number(value, 0, 1e9);
    else if ( strcmp(name, "--hold") == 0 )
        o->hold = number(value, 0, 1e9);
    else if ( strcmp(name, "--journal") == 0 )
        o->journal = value;
    else if ( strcmp(name, "--omit") == 0 )
        o->omit = (uint64_t)number(value, 0, 1e12);
    else if ( strcmp(name, "--path") == 0 )
        o->path = value;
    else if ( strcmp(name, "--option") == 0 )
        add_pair(o, value);
    else
        fail(name);
}

static int switch_on(host_options* o, const char* name) {
    if ( strcmp(name, "--threads") == 0 )
        o->threads = 1;
    else if ( strcmp(name, "--resume") == 0 )
        o->resume = 1;
    else if ( strcmp(name, "--stamp") == 0 )
        o->stamp = 1;
    else if ( strcmp(name, "--latency") == 0 )
        o->latency = 1;
    else if ( strcmp(name, "--null") == 0 )
        o->null = 1;
    else
        return 0;

    return 1;
}

host_options host_options_parse(int argc, char** argv) {
    host_options o;
    memset(&o, 0, sizeof o);
    o.count = 1000;
    o.writers = 1;
    o.fields = CONN_RECORD_FIELDS;
    o.path = "conn";
    o.omit = UINT64_MAX;

    for ( int i = 1; i < argc; i++ )
        if ( switch_on(&o, argv[i]) )
            continue;
        else if ( i + 1 < argc ) {
            set(&o, argv[i], argv[i + 1]);
            i++;
        }
        else
            fail(argv[i]);

    if ( o.resume && ! o.journal )
        fail("--resume without --journal");

    return o;
}

void host_options_value(const host_options* options, const char* name, const char* fallback, char* to, size_t size) {
    snprintf(to, size, "%s", fallback);

    for ( uint32_t i = 0; i < options->list_count; i++ ) {
        const zeekamqp_option* o = &options->list[i];

        if ( o->name.length == strlen(name) && memcmp(o->name.data, name, o->name.length) == 0 )
            snprintf(to, size, "%.*s", (int)o->value.length, (const char*)o->value.data);
    }
}
