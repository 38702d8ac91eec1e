/* host_options.h: the command line of the host program. */
#ifndef HOST_OPTIONS_H
#define HOST_OPTIONS_H

#include <zeekamqp.h>

#define HOST_MAX_OPTIONS 64

typedef struct host_options {
    uint64_t count;   /* records in all */
    unsigned writers; /* at most 4096 */
    unsigned fields;  /* the first ones of the record */
    int threads;      /* 1: a thread for each writer, 0: all by turns in one */
    double rate;      /* records a second and writer; 0: as many as go */
    double hold;      /* seconds that the writers stay open when all is written */
    int resume;       /* 1: the journal says what has been written */
    uint64_t omit;    /* a record that is entered and not written; UINT64_MAX: none */
    const char* journal;
    const char* path;
    zeekamqp_option list[HOST_MAX_OPTIONS]; /* what the library gets */
    uint32_t list_count;
} host_options;

/** Ends the process with a usage text if the command line is wrong. */
host_options host_options_parse(int argc, char** argv);

#endif
