/* Hands bytes to a function of the caller. */
#ifndef MIM_BASE_TAKER_H
#define MIM_BASE_TAKER_H

#include <mimicry/mimicry.h>

struct mim_taker {
    mimicry_write_fn write;
    void *data;
};

/* Fails when the function asks to stop. */
mimicry_status mim_hand_on(const struct mim_taker *to, const void *bytes, size_t count,
                           mimicry_error *error);

#endif
