/* enter.c: makes the journal of what was written from log files, for producers that keep none.
 *
 *   zeekamqp_enter COUNT WRITERS WRITTEN < FILES
 *
 * Reads records as they are in Zeek's JSON logs, one a line. Prints how many it has entered; its status is 1 if there are
 * records that the journal has no cell for, or that come twice.
 */
#include "conn_record.h"
#include "journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv) {
    if ( argc != 4 ) {
        fprintf(stderr, "usage: %s COUNT WRITERS WRITTEN < FILES\n", argv[0]);
        return 2;
    }

    journal* written = journal_open(argv[3], strtoull(argv[1], NULL, 10), (unsigned)atoi(argv[2]));
    unsigned long long entered = 0, unknown = 0, twice = 0;
    static char line[65536];

    while ( fgets(line, sizeof line, stdin) ) {
        size_t at = 0;
        unsigned writer = 0;
        uint64_t sequence = 0;

        if ( ! conn_record_find(line, strlen(line), &at, &writer, &sequence) )
            continue;

        if ( ! journal_knows(written, writer, sequence) )
            unknown++;
        else if ( journal_outcome_of(written, writer, sequence) != JOURNAL_NOTHING )
            twice++;
        else {
            journal_enter(written, writer, sequence, JOURNAL_DONE);
            entered++;
        }
    }

    printf("{\"entered\":%llu,\"unknown\":%llu,\"twice\":%llu}\n", entered, unknown, twice);
    journal_close(written);
    return unknown || twice;
}
