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
    int stamp;        /* 1: the first column is the time of day */
    int null;         /* 1: records are made up and not written */
    int latency;      /* 1: the time to each record's confirm is measured, of writer 0 */
    char* text;       /* in place of the one column whose length is free; NULL: as it is */
    uint64_t text_bytes;
    const char* journal;
    const char* path;
    zeekamqp_option list[HOST_MAX_OPTIONS]; /* what the library gets */
    uint32_t list_count;
} host_options;

/** Ends the process with a usage text if the command line is wrong. */
host_options host_options_parse(int argc, char** argv);

/** The value of an option of the library, the last one given; `fallback` if there is none. Copied into `to`. */
void host_options_value(const host_options* options, const char* name, const char* fallback, char* to, size_t size);

#endif
