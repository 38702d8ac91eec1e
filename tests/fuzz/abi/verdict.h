/* verdict.h: what has to hold whatever the input. What does not is a finding: the process aborts, and libFuzzer keeps the input. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdint.h>

#define HOLDS(condition) ((condition) ? (void)0 : verdict_fail(#condition, __FILE__, __LINE__))
/** The same for a result, which is shown. */
#define RESULT(condition, result) ((condition) ? (void)0 : verdict_fail_with(#condition, (result), __FILE__, __LINE__))

void verdict_fail(const char* condition, const char* file, int line);
void verdict_fail_with(const char* condition, int32_t result, const char* file, int line);

/** Tells libFuzzer what came of a call. It cannot see into the library, but an input that brings a result or a kind of message
 * for the first time is worth to go on from. `text` may be NULL.
 */
void verdict_note(unsigned call, int32_t result, const char* text);

#endif
