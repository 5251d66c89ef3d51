/* Hands bytes to a function of the caller. */
#include "base/taker.h"

#include "base/error.h"

mimicry_status mim_hand_on(const struct mim_taker *to, const void *bytes, size_t count,
                           mimicry_error *error)
{
    return to->write(to->data, bytes, count) == 0
               ? MIMICRY_OK
               : mim_fail(error, MIMICRY_E_CANCELLED, "cancelled by the writing function");
}
