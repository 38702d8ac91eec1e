/* lent.h: memory that is lent to the library until the end of an input, of exactly the size that it is told.
 *
 * Half of it comes from the heap, where AddressSanitizer sees what the C library's functions read or write too far. The code
 * of .NET is not instrumented, so the other half ends where a page ends, and the page behind it may not be touched: there the
 * processor itself sees it.
 */
#ifndef LENT_H
#define LENT_H

#include "choices.h"

#include <zeekamqp.h>

/** Zeroed memory; not NULL, even for no bytes at all. */
void* lend(choices* c, size_t size);

/** A copy. */
zeekamqp_string lend_text(choices* c, const char* text);

/** Bytes of the input, or of what is known to be awkward. */
zeekamqp_string lend_bytes(choices* c);

/** The same without data: no bytes, rarely with a length, which counts as a fault. */
zeekamqp_string lend_null(choices* c, uint32_t* faults);

/** More zeros than any length may name: whoever believes an absurd one reads for minutes, but reads what may be read. */
const void* lend_zeros(void);
#define LENT_ZEROS (UINT64_C(9) << 30)

/** Takes all of it back. From then on reading it is an error, too. */
void lent_return(void);

#endif
