#include "journal.h"

#include "ledger.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A cell is the time in nanoseconds with the outcome in its two lowest bits, 0 to 3 for JOURNAL_BEGUN and up. */
#define NANOSECONDS 1000000000.0
#define OUTCOME_BITS 3u

typedef struct header {
    char magic[8];
    uint64_t count, writers;
} header;

struct journal {
    header* head; /* the mapped file: the header, then the cells, those of each writer together */
    uint64_t* cells;
    size_t size;
};

static const char magic[8] = {'j', 'o', 'u', 'r', 'n', 'a', 'l', '1'};

static void fail(const char* path, const char* what) {
    fprintf(stderr, "journal %s: ", path);
    perror(what);
    exit(2);
}

static journal* map(const char* path, int file, size_t size) {
    journal* j = calloc(1, sizeof *j);
    void* memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);

    if ( ! j || memory == MAP_FAILED )
        fail(path, "cannot map it");

    j->head = memory;
    j->cells = (uint64_t*)(j->head + 1);
    j->size = size;
    return j;
}

journal* journal_open(const char* path, uint64_t count, unsigned writers) {
    size_t size = sizeof(header) + count * sizeof(uint64_t);
    int file = open(path, O_RDWR | O_CREAT, 0666);
    struct stat state;

    if ( file < 0 || fstat(file, &state) != 0 || (state.st_size == 0 && ftruncate(file, (off_t)size) != 0) )
        fail(path, "cannot make it");

    if ( state.st_size != 0 ) {
        close(file);
        journal* j = journal_read(path);

        if ( j->head->count == count && j->head->writers == writers )
            return j;

        fprintf(stderr, "journal %s: is not one of %llu records\n", path, (unsigned long long)count);
        exit(2);
    }

    journal* j = map(path, file, size);
    j->head->count = count;
    j->head->writers = writers;
    memcpy(j->head->magic, magic, sizeof magic);
    return j;
}

journal* journal_read(const char* path) {
    int file = open(path, O_RDWR);
    struct stat state;

    if ( file < 0 || fstat(file, &state) != 0 || (size_t)state.st_size < sizeof(header) )
        fail(path, "cannot open it");

    journal* j = map(path, file, (size_t)state.st_size);

    if ( memcmp(j->head->magic, magic, sizeof magic) != 0 || j->head->writers == 0 ||
         j->size != sizeof(header) + j->head->count * sizeof(uint64_t) ) {
        fprintf(stderr, "journal %s: is no journal\n", path);
        exit(2);
    }

    return j;
}

void journal_close(journal* j) {
    munmap(j->head, j->size);
    free(j);
}

unsigned journal_writers(const journal* j) {
    return (unsigned)j->head->writers;
}

uint64_t journal_count(const journal* j, unsigned writer) {
    return ledger_share(j->head->count, journal_writers(j), writer);
}

int journal_knows(const journal* j, unsigned writer, uint64_t sequence) {
    return writer < j->head->writers && sequence < journal_count(j, writer);
}

/* The writers before this one have count / writers records each, and the first count % writers of them one more. */
uint64_t journal_place(const journal* j, unsigned writer, uint64_t sequence) {
    uint64_t share = j->head->count / j->head->writers, longer = j->head->count % j->head->writers;
    return writer * share + (writer < longer ? writer : longer) + sequence;
}

static uint64_t* cell(const journal* j, unsigned writer, uint64_t sequence) {
    return &j->cells[journal_place(j, writer, sequence)];
}

double journal_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / NANOSECONDS;
}

void journal_enter_at(journal* j, unsigned writer, uint64_t sequence, journal_outcome outcome, double time) {
    uint64_t bits = (uint64_t)outcome - JOURNAL_BEGUN;
    *cell(j, writer, sequence) = ((uint64_t)(time * NANOSECONDS) & ~(uint64_t)OUTCOME_BITS) | bits;
}

void journal_enter(journal* j, unsigned writer, uint64_t sequence, journal_outcome outcome) {
    journal_enter_at(j, writer, sequence, outcome, journal_now());
}

journal_outcome journal_outcome_of(const journal* j, unsigned writer, uint64_t sequence) {
    uint64_t c = *cell(j, writer, sequence);
    return c ? (journal_outcome)((c & OUTCOME_BITS) + JOURNAL_BEGUN) : JOURNAL_NOTHING;
}

double journal_time_of(const journal* j, unsigned writer, uint64_t sequence) {
    return (double)(*cell(j, writer, sequence) & ~(uint64_t)OUTCOME_BITS) / NANOSECONDS;
}

uint64_t journal_next(const journal* j, unsigned writer) {
    uint64_t next = 0, count = journal_count(j, writer);

    while ( next < count && *cell(j, writer, next) )
        next++;

    return next;
}
