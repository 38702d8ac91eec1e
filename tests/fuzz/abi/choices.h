/* choices.h: an input as decisions, each made by the next of its bytes. Once they have run out, each is the first choice. */
#ifndef CHOICES_H
#define CHOICES_H

#include <stddef.h>
#include <stdint.h>

typedef struct choices {
    const uint8_t* bytes;
    size_t left;
} choices;

uint8_t choose_byte(choices* c);
uint64_t choose_bits(choices* c);

/** A number from 0 to limit - 1. */
uint32_t choose_below(choices* c, uint32_t limit);

/** True once in so many times, never when the bytes have run out. */
int choose_one_in(choices* c, uint32_t times);

/** Fills `target` with the next bytes, and with zeros behind the last of them. */
void choose_bytes(choices* c, void* target, size_t size);

#endif
