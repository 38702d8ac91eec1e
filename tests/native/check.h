/* check.h: a small test harness. An executable is a table of named tests; each run executes one of them in a process of
 * its own, since a process loads the library once and forks, shuts down or breaks it at will.
 *
 *   <executable> NAME                runs one test
 *   <executable> --list              prints the names
 *   <executable> --complete NAME...  fails unless exactly these names are in the table (so that no test is forgotten)
 */
#ifndef CHECK_H
#define CHECK_H

#include <stddef.h>
#include <stdint.h>

#define CHECK(condition) check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define CHECK_INT(actual, expected) check_int((int64_t)(actual), (int64_t)(expected), #actual, __FILE__, __LINE__)
#define CHECK_CONTAINS(text, part) check_contains((text), (part), 1, __FILE__, __LINE__)
#define CHECK_LACKS(text, part) check_contains((text), (part), 0, __FILE__, __LINE__)
#define CHECK_BYTES(actual, actual_length, expected, expected_length)                                                  \
    check_bytes((actual), (actual_length), (expected), (expected_length), __FILE__, __LINE__)
/** Fails and ends the test when going on makes no sense. */
#define REQUIRE(condition)                                                                                             \
    do {                                                                                                               \
        if ( ! check_that((condition) ? 1 : 0, #condition, __FILE__, __LINE__) )                                       \
            check_abandon();                                                                                           \
    } while ( 0 )

typedef struct check_test {
    const char* name;
    void (*run)(void);
} check_test;

int check_that(int holds, const char* text, const char* file, int line);
int check_int(int64_t actual, int64_t expected, const char* text, const char* file, int line);
int check_contains(const char* text, const char* part, int wanted, const char* file, int line);
int check_bytes(const void* actual, size_t actual_length, const void* expected, size_t expected_length,
                const char* file, int line);
void check_abandon(void);

/** Number of checks that failed until now; a child process reports it as its exit code. */
int check_failures(void);

/** Monotonic time in seconds. */
double check_clock(void);

/* Seconds that a deadline may be missed by: a busy machine wakes threads late. A deadline that is not kept misses by more. */
#define DEADLINE_SLACK 3.0
void check_sleep_ms(unsigned milliseconds);

/** Waits for a child, kills it after `seconds`. Returns its exit code, or a negative value for a signal or the kill. */
int check_wait_for_child(int pid, double seconds);

/** Runs what the command line asks for; `after`, if not NULL, is called behind the test. */
int check_main(int argc, char** argv, const check_test* tests, size_t count, void (*after)(void));

#define CHECK_MAIN(tests) CHECK_MAIN_THEN(tests, NULL)
#define CHECK_MAIN_THEN(tests, after)                                                                                  \
    int main(int argc, char** argv) {                                                                                  \
        return check_main(argc, argv, tests, sizeof(tests) / sizeof((tests)[0]), after);                               \
    }

#endif
