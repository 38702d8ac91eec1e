/* round_trip.h: one record through the library, the broker and back. */
#ifndef ROUND_TRIP_H
#define ROUND_TRIP_H

#include "broker.h"

#include <zeekamqp.h>

/** Sends the record through a fresh writer and a fresh queue and returns the message, which is to be freed.
 * Ends the test if it does not arrive.
 */
broker_message round_trip(const char* path, const zeekamqp_field* fields, const zeekamqp_value* values, uint32_t count);

/** The same, and checks the exact bytes of the body. */
void round_trip_expect(const char* path, const zeekamqp_field* fields, const zeekamqp_value* values, uint32_t count,
                       const char* expected);

/** A log "t" with one column "v": checks that the value is written as `expected`, e.g. "1.0" or "[]". */
void round_trip_expect_value(zeekamqp_field column, zeekamqp_value value, const char* expected);

/** Ends the library; for CHECK_MAIN_THEN, after all round trips of a process. */
void round_trip_shutdown(void);

#endif
