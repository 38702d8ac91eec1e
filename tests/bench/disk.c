/* disk.c: what the disk alone takes: writes so many bytes to a file, in blocks of 1 MiB, and has them made safe every so many
 * milliseconds, as the spool does; once more at the end.
 *
 *   zeekamqp_bench_disk FILE BYTES [MILLISECONDS]
 *
 * Its output is a line of JSON. The file is removed.
 */
#include "check.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (1024 * 1024)

static char block[BLOCK];

static void require(int holds, const char* what) {
    if ( holds )
        return;

    perror(what);
    exit(1);
}

int main(int argc, char** argv) {
    if ( argc < 3 ) {
        fprintf(stderr, "usage: %s FILE BYTES [MILLISECONDS]\n", argv[0]);
        return 2;
    }

    uint64_t bytes = strtoull(argv[2], NULL, 10), left = bytes;
    double interval = argc > 3 ? atof(argv[3]) / 1e3 : 0.2;
    int file = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    require(file >= 0, "open");
    memset(block, 'x', sizeof block); /* not zeros, which some file systems do not store */
    double start = check_clock(), synced = start;
    unsigned syncs = 0;

    while ( left > 0 ) {
        ssize_t done = write(file, block, left < BLOCK ? (size_t)left : BLOCK);
        require(done > 0, "write");
        left -= (uint64_t)done;

        if ( left == 0 || check_clock() - synced >= interval ) {
            require(fdatasync(file) == 0, "fdatasync");
            synced = check_clock();
            syncs++;
        }
    }

    double seconds = check_clock() - start;
    require(close(file) == 0, "close");
    require(unlink(argv[1]) == 0, "unlink");
    printf("{\"bytes\":%llu,\"seconds\":%.3f,\"bytes_per_s\":%.0f,\"syncs\":%u}\n", (unsigned long long)bytes, seconds,
           (double)bytes / seconds, syncs);
    return 0;
}
