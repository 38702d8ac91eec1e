#include "percentiles.h"

#include <stdio.h>
#include <stdlib.h>

static int compare(const void* left, const void* right) {
    double l = *(const double*)left, r = *(const double*)right;
    return (l > r) - (l < r);
}

/* The smallest of them that `part` of all do not exceed. */
static double percentile(const double* sorted, size_t count, double part) {
    size_t at = (size_t)(part * (double)count);
    return count ? sorted[at < count ? at : count - 1] : 0;
}

void percentiles_print(const char* name, double* durations, size_t count) {
    if ( count )
        qsort(durations, count, sizeof *durations, compare);

    printf(",\"%s_p50_ms\":%.3f,\"%s_p99_ms\":%.3f,\"%s_max_ms\":%.3f,\"%s_count\":%zu", name,
           percentile(durations, count, 0.5) * 1e3, name, percentile(durations, count, 0.99) * 1e3, name,
           percentile(durations, count, 1) * 1e3, name, count);
}
