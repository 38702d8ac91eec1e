#include "choices.h"

#include <string.h>

uint8_t choose_byte(choices* c) {
    if ( c->left == 0 )
        return 0;

    c->left--;
    return *c->bytes++;
}

uint64_t choose_bits(choices* c) {
    uint64_t bits = 0;

    for ( int i = 0; i < 8; i++ )
        bits = bits << 8 | choose_byte(c);

    return bits;
}

uint32_t choose_below(choices* c, uint32_t limit) {
    uint32_t value = choose_byte(c);

    if ( limit > 256 )
        value = value << 8 | choose_byte(c);

    return value % limit;
}

int choose_one_in(choices* c, uint32_t times) {
    return choose_below(c, times) == times - 1;
}

void choose_bytes(choices* c, void* target, size_t size) {
    size_t taken = size < c->left ? size : c->left;

    /* The whole of it first: memcpy() must not be given a NULL, which an empty input is. */
    memset(target, 0, size);

    if ( taken > 0 )
        memcpy(target, c->bytes, taken);

    c->bytes += taken;
    c->left -= taken;
}
