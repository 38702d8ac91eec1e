/* header_c.c: the header alone, as the first include, is C99, and its structs have the bytes that were promised. */
#include <zeekamqp.h>

/* C99 has no static assertion: an array type of a negative size stops the compiler. */
#define EXPECT(name, condition) typedef char expect_##name[(condition) ? 1 : -1];
#include "layout_expectations.h"

static const zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;

int main(void) {
    const uint32_t* words = (const uint32_t*)&layout;
    const uint32_t expected[] = {ZEEKAMQP_ABI_VERSION, 16, 24, 32, 40, 72, 152, 4624, 1176, 520};

    for ( size_t i = 0; i < sizeof expected / sizeof expected[0]; i++ )
        if ( words[i] != expected[i] )
            return 1;

    return 0;
}
