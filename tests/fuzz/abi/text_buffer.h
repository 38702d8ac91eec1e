/* text_buffer.h: a caller's buffer for a text, of any size, and a look at what was written into it and behind it. */
#ifndef TEXT_BUFFER_H
#define TEXT_BUFFER_H

#include "choices.h"

#include <zeekamqp.h>

#define TEXT_BUFFER_CANARIES 64u

typedef struct text_buffer {
    char* bytes; /* NULL at times; then size is 0 */
    size_t size;
    char own[ZEEKAMQP_TEXT_SIZE + TEXT_BUFFER_CANARIES];
} text_buffer;

/** Any size from 0 to ZEEKAMQP_TEXT_SIZE, before canaries or before a closed page. */
void text_buffer_prepare(text_buffer* b, choices* c);

/** Nothing may be written behind it; if `is_text`, a NUL has to be in it. Returns the text, "" where there is no room for one. */
const char* text_buffer_check(const text_buffer* b, int is_text);

/** Whether any text that the library has would be seen. */
int text_buffer_shows_texts(const text_buffer* b);

#endif
