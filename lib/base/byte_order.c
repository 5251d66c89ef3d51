/* Turns the bytes of numbers round. */
#include "base/byte_order.h"

void mim_turn_bytes(void *items, size_t count, unsigned width)
{
    uint8_t *item = items;
    for (size_t i = 0; i < count; i++, item += width) {
        for (unsigned low = 0, high = width - 1; low < high; low++, high--) {
            const uint8_t kept = item[low];
            item[low] = item[high];
            item[high] = kept;
        }
    }
}
