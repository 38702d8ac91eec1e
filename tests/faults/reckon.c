/* reckon.c: the reckoning on the command line. Prints a JSON object; its status is 0 only if nothing is lost and nothing
 * was reported dropped that has come.
 *
 *   zeekamqp_reckon WRITTEN RECEIVED [NAME=NUMBER...] [kills=FILE]
 *
 * The names are those of reckoning_case: sent, dropped, abandoned, struck, healing, healed, window. FILE has a time a line.
 */
#include "reckoning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_kills(reckoning_case* c, const char* path) {
    FILE* file = fopen(path, "r");
    double time, *kills = NULL;

    if ( ! file ) {
        perror(path);
        exit(2);
    }

    while ( fscanf(file, "%lf", &time) == 1 ) {
        if ( ! (kills = realloc(kills, (c->kill_count + 1) * sizeof *kills)) )
            exit(2);

        kills[c->kill_count++] = time;
    }

    fclose(file);
    c->kills = kills;
}

static void set(reckoning_case* c, char* argument) {
    char* value = strchr(argument, '=');
    double number = value ? strtod(value + 1, NULL) : -1;
    size_t length = value ? (size_t)(value - argument) : 0;
    struct {
        const char* name;
        uint64_t* count;
        double* seconds;
    } names[] = {{"sent", &c->sent, NULL},      {"dropped", &c->dropped, NULL}, {"abandoned", &c->abandoned, NULL},
                 {"struck", NULL, &c->struck},  {"healed", NULL, &c->healed},   {"window", NULL, &c->window},
                 {"healing", NULL, &c->healing}};

    if ( value && strncmp(argument, "kills=", 6) == 0 ) {
        read_kills(c, value + 1);
        return;
    }

    for ( size_t i = 0; i < sizeof names / sizeof names[0]; i++ )
        if ( value && number >= 0 && strlen(names[i].name) == length &&
             strncmp(names[i].name, argument, length) == 0 ) {
            if ( names[i].count )
                *names[i].count = (uint64_t)number;
            else
                *names[i].seconds = number;

            return;
        }

    fprintf(stderr, "bad argument: %s\n", argument);
    exit(2);
}

int main(int argc, char** argv) {
    reckoning_case c = {0};

    if ( argc < 3 ) {
        fprintf(stderr, "usage: %s WRITTEN RECEIVED [NAME=NUMBER...] [kills=FILE]\n", argv[0]);
        return 2;
    }

    c.written = journal_read(argv[1]);
    c.received = journal_read(argv[2]);

    for ( int i = 3; i < argc; i++ )
        set(&c, argv[i]);

    reckoning r = reckon(&c);
    printf(
        "{\"sent\":%llu,\"received\":%llu,\"missing\":%llu,\"young\":%llu,\"lost\":%llu,\"over_reported\":%llu,"
        "\"refused\":%llu,\"refused_received\":%llu,\"unfinished\":%llu,\"early\":%llu,\"after\":%llu,\"quiet\":%.3f,"
        "\"back_after\":%.3f,\"slowest_way\":%.3f}\n",
        (unsigned long long)r.sent, (unsigned long long)r.received, (unsigned long long)r.missing,
        (unsigned long long)r.young, (unsigned long long)r.lost, (unsigned long long)r.over_reported,
        (unsigned long long)r.refused, (unsigned long long)r.refused_received, (unsigned long long)r.unfinished,
        (unsigned long long)r.early, (unsigned long long)r.after, r.quiet, r.back_after, r.slowest);

    if ( r.lost )
        reckoning_print_missing(&c, 10);

    return r.lost || r.over_reported || r.refused_received ? 1 : 0;
}
