#include "host_options.h"

#include "conn_record.h"
#include "record.h"

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
    "  --fields F               columns of a record, 2 to 20 (20)\n"
    "  --rate R                 records a second and writer (unlimited)\n"
    "  --hold S                 seconds to keep the writers open when all is written (0)\n"
    "  --journal FILE           enter each record there before and after it is written\n"
    "  --resume                 go on behind the last record of the journal\n"
    "  --omit N                 enter record N of writer 0, but don't write it: a loss to be found\n"
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
        o->fields = (unsigned)number(value, 2, CONN_RECORD_FIELDS);
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

host_options host_options_parse(int argc, char** argv) {
    host_options o;
    memset(&o, 0, sizeof o);
    o.count = 1000;
    o.writers = 1;
    o.fields = CONN_RECORD_FIELDS;
    o.path = "conn";
    o.omit = UINT64_MAX;

    for ( int i = 1; i < argc; i++ )
        if ( strcmp(argv[i], "--threads") == 0 )
            o.threads = 1;
        else if ( strcmp(argv[i], "--resume") == 0 )
            o.resume = 1;
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
