#include "lent.h"

#include "verdict.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE 4096u
#define SLOT_PAGES 4u
#define SLOT ((SLOT_PAGES + 1) * PAGE) /* the last page stays closed */
#define SLOTS 64u
#define HEAP_BLOCKS 4096u

static char* slots;
static unsigned slots_used;
static void* heap[HEAP_BLOCKS];
static unsigned heap_used;

static void* at_the_end_of_a_page(size_t size) {
    size_t opened = (size + PAGE - 1) / PAGE * PAGE;

    if ( ! slots ) {
        slots = mmap(NULL, SLOTS * (size_t)SLOT, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        HOLDS(slots != MAP_FAILED);
    }

    char* guard = slots + slots_used++ * (size_t)SLOT + SLOT_PAGES * PAGE;
    HOLDS(opened == 0 || mprotect(guard - opened, opened, PROT_READ | PROT_WRITE) == 0);
    memset(guard - size, 0, size);
    return guard - size;
}

void* lend(choices* c, size_t size) {
    if ( choose_byte(c) & 1 && slots_used < SLOTS && size <= SLOT_PAGES * PAGE )
        return at_the_end_of_a_page(size);

    HOLDS(heap_used < HEAP_BLOCKS);
    void* block = calloc(1, size);
    HOLDS(block != NULL);
    heap[heap_used++] = block;
    return block;
}

void lent_return(void) {
    if ( slots_used > 0 )
        HOLDS(mprotect(slots, slots_used * (size_t)SLOT, PROT_NONE) == 0);

    slots_used = 0;

    while ( heap_used > 0 )
        free(heap[--heap_used]);
}

static zeekamqp_string copy(choices* c, const void* data, size_t size) {
    uint8_t* block = lend(c, size);
    zeekamqp_string s = {block, size};

    if ( size > 0 )
        memcpy(block, data, size);

    return s;
}

zeekamqp_string lend_text(choices* c, const char* text) {
    return copy(c, text, strlen(text));
}

zeekamqp_string lend_bytes(choices* c) {
    static const char* const awkward[] = {
        "\"\\/\b\f\n\r\t",      /* what JSON escapes */
        "\xc3\xa4\xe2\x82\xac", /* two and three bytes */
        "\xf0\x9f\xa6\x93",     /* four */
        "\xf0\x9f\xa6",         /* cut off */
        "\xed\xa0\x80",         /* a surrogate */
        "\xc0\x80",             /* an overlong NUL */
        "\xee\x80\x80",         /* private use */
        "\xef\xbb\xbf",         /* byte order mark */
        "\xf4\x90\x80\x80",     /* above the last code point */
        "\xff\xfe",
        "\x7f\x1b[2J",
    };
    char own[512];
    size_t size = 0;

    switch ( choose_below(c, 4) ) {
    case 0:
        return lend_text(c, awkward[choose_below(c, sizeof awkward / sizeof awkward[0])]);
    case 1:
        size = choose_below(c, 8);
        break;
    case 2:
        size = choose_below(c, 64);
        break;
    default: /* long and all the same, with one other byte somewhere: the fast path and its end */
        size = 1 + choose_below(c, sizeof own);
        memset(own, choose_byte(c), size);
        own[choose_below(c, (uint32_t)size)] = (char)choose_byte(c);
        return copy(c, own, size);
    }

    choose_bytes(c, own, size);
    return copy(c, own, size);
}

zeekamqp_string lend_null(choices* c, uint32_t* faults) {
    zeekamqp_string s = {NULL, choose_one_in(c, 4) ? 1 + choose_bits(c) / 2 : 0};
    *faults += s.length != 0;
    return s;
}

const void* lend_zeros(void) {
    static const void* zeros;

    if ( ! zeros ) {
        zeros = mmap(NULL, LENT_ZEROS, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        HOLDS(zeros != MAP_FAILED);
    }

    return zeros;
}
