#include "text_buffer.h"

#include "lent.h"
#include "verdict.h"

#include <string.h>

#define CANARY 0x5a

void text_buffer_prepare(text_buffer* b, choices* c) {
    switch ( choose_below(c, 5) ) {
    case 0:
        b->size = ZEEKAMQP_TEXT_SIZE;
        break;
    case 1:
        b->size = choose_below(c, 4);
        break;
    case 2:
        b->size = choose_below(c, 64);
        break;
    case 3:
        b->size = choose_below(c, ZEEKAMQP_TEXT_SIZE + 1);
        break;
    default:
        b->bytes = NULL;
        b->size = 0;
        return;
    }

    b->bytes = choose_one_in(c, 2) ? lend(c, b->size) : b->own;
    memset(b->own, CANARY, sizeof b->own);
    memset(b->bytes, CANARY, b->size);
}

const char* text_buffer_check(const text_buffer* b, int is_text) {
    if ( ! b->bytes )
        return "";

    if ( b->bytes == b->own )
        for ( size_t i = b->size; i < b->size + TEXT_BUFFER_CANARIES; i++ )
            HOLDS(b->own[i] == CANARY);

    if ( ! is_text || b->size == 0 )
        return "";

    HOLDS(memchr(b->bytes, '\0', b->size) != NULL);
    return b->bytes;
}

int text_buffer_shows_texts(const text_buffer* b) {
    return b->bytes && b->size >= 16;
}
