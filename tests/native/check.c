#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

static int checks;
static int failures;

int check_that(int holds, const char* text, const char* file, int line) {
    checks++;

    if ( ! holds ) {
        failures++;
        printf("%s:%d: failed: %s\n", file, line, text);
        fflush(stdout);
    }

    return holds;
}

int check_int(int64_t actual, int64_t expected, const char* text, const char* file, int line) {
    if ( check_that(actual == expected, text, file, line) )
        return 1;

    printf("    is %lld, expected %lld\n", (long long)actual, (long long)expected);
    return 0;
}

int check_contains(const char* text, const char* part, int wanted, const char* file, int line) {
    if ( check_that((strstr(text, part) != NULL) == (wanted != 0), wanted ? "text contains" : "text lacks", file,
                    line) )
        return 1;

    printf("    part: %s\n    text: %s\n", part, text);
    return 0;
}

static void print_bytes(const char* label, const unsigned char* bytes, size_t length, size_t from) {
    size_t to = length < from + 100 ? length : from + 100;

    printf("    %s (%zu bytes), from %zu on: ", label, length, from);

    for ( size_t i = from; i < to; i++ )
        if ( bytes[i] >= 32 && bytes[i] < 127 )
            putchar(bytes[i]);
        else
            printf("<%02x>", bytes[i]);

    printf("\n");
}

int check_bytes(const void* actual, size_t actual_length, const void* expected, size_t expected_length,
                const char* file, int line) {
    const unsigned char* a = actual;
    const unsigned char* e = expected;
    size_t same = 0;

    while ( same < actual_length && same < expected_length && a[same] == e[same] )
        same++;

    if ( check_that(same == actual_length && same == expected_length, "bytes are equal", file, line) )
        return 1;

    size_t from = same > 30 ? same - 30 : 0;
    printf("    first difference at byte %zu\n", same);
    print_bytes("actual", a, actual_length, from);
    print_bytes("expected", e, expected_length, from);
    return 0;
}

int check_failures(void) {
    return failures;
}

static void summarize(void) {
    printf("%d checks, %d failed\n", checks, failures);
    fflush(stdout);
}

void check_abandon(void) {
    summarize();
    exit(1);
}

double check_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void check_sleep_ms(unsigned milliseconds) {
    struct timespec pause = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000};
    nanosleep(&pause, NULL);
}

int check_wait_for_child(int pid, double seconds) {
    double deadline = check_clock() + seconds;
    int status = 0;

    while ( waitpid(pid, &status, WNOHANG) == 0 ) {
        if ( check_clock() > deadline ) {
            printf("    the child did not end within %.1f s\n", seconds);
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return -SIGKILL;
        }

        check_sleep_ms(5);
    }

    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static const check_test* find(const check_test* tests, size_t count, const char* name) {
    for ( size_t i = 0; i < count; i++ )
        if ( strcmp(tests[i].name, name) == 0 )
            return &tests[i];

    return NULL;
}

static int run_one(const check_test* test, void (*after)(void)) {
    test->run();

    if ( after )
        after();

    summarize();
    return failures == 0 && checks > 0 ? 0 : 1;
}

/* Both directions: a name without a test, and, by the count, a test without a name (CMake refuses duplicate names). */
static int is_complete(const check_test* tests, size_t count, int names, char** name) {
    for ( int i = 0; i < names; i++ )
        CHECK(find(tests, count, name[i]) != NULL);

    CHECK_INT(names, count);
    summarize();
    return failures == 0 ? 0 : 1;
}

int check_main(int argc, char** argv, const check_test* tests, size_t count, void (*after)(void)) {
    if ( argc == 2 && strcmp(argv[1], "--list") == 0 ) {
        for ( size_t i = 0; i < count; i++ )
            printf("%s\n", tests[i].name);

        return 0;
    }

    if ( argc > 2 && strcmp(argv[1], "--complete") == 0 )
        return is_complete(tests, count, argc - 2, argv + 2);

    const check_test* test = argc == 2 ? find(tests, count, argv[1]) : NULL;

    if ( ! test ) {
        fprintf(stderr, "usage: %s NAME | --list | --complete NAME...\n", argv[0]);
        return 2;
    }

    return run_one(test, after);
}
