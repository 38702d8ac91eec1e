/* percentiles.h: what half, and what all but one of a hundred, of some durations are at most. */
#ifndef PERCENTILES_H
#define PERCENTILES_H

#include <stddef.h>

/** Sorts the durations, in seconds, and prints `,"NAME_p50_ms":…,"NAME_p99_ms":…,"NAME_max_ms":…,"NAME_count":…`. */
void percentiles_print(const char* name, double* durations, size_t count);

#endif
