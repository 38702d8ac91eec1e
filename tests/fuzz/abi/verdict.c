#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>

/* libFuzzer looks at all counters in a section of this name as it does at those of the compiler. */
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t seen[4096];

void verdict_fail(const char* condition, const char* file, int line) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

void verdict_fail_with(const char* condition, int32_t result, const char* file, int line) {
    fprintf(stderr, "%s:%d: the result is %d\n", file, line, (int)result);
    verdict_fail(condition, file, line);
}

/* The kind of a message is its letters up to the first quote: behind it the text is the input's own. FNV-1a. */
void verdict_note(unsigned call, int32_t result, const char* text) {
    uint32_t hash = (2166136261u ^ call) * 16777619u;
    hash = (hash ^ (uint32_t)result) * 16777619u;

    for ( int i = 0; text && i < 60 && text[i] && text[i] != '\''; i++ )
        if ( text[i] < '0' || text[i] > '9' )
            hash = (hash ^ (uint8_t)text[i]) * 16777619u;

    seen[(hash ^ hash >> 16) % sizeof seen] = 1;
}
