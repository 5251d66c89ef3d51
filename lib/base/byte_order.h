/* The order of bytes in numbers: files have the lowest byte first, whatever the machine has. */
#ifndef MIM_BASE_BYTE_ORDER_H
#define MIM_BASE_BYTE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool mim_is_big_endian(void)
{
    return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
}

/* Turns the bytes of each of `count` items of `width` bytes round: 1, 2, 4 or 8. The items need
 * not be aligned. */
void mim_turn_bytes(void *items, size_t count, unsigned width);

/* From the order of this machine to that of files, or back: nothing to do on most machines. */
static inline void mim_turn_for_file(void *items, size_t count, unsigned width)
{
    if (mim_is_big_endian())
        mim_turn_bytes(items, count, width);
}

#endif
