/* Turns sequences into codes. */
#include "search/encoded.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static mimicry_status encode(const char *letters, uint64_t number, uint8_t *out,
                             mimicry_error *error)
{
    for (uint64_t i = 0; letters[i] != '\0'; i++) {
        out[i] = mim_code_of[(unsigned char)letters[i]];
        if (out[i] > MIM_STOP) {
            char what[24];
            mim_describe_byte((uint8_t)letters[i], what);
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "sequence %llu: column %llu: %s is no residue",
                            (unsigned long long)number + 1, (unsigned long long)i + 1, what);
        }
    }
    return MIMICRY_OK;
}

mimicry_status mim_encode(const char *const *letters, uint64_t count, struct mim_encoded *out,
                          mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    uint64_t total = 0;
    *out = (struct mim_encoded){.count = count};
    out->starts = mim_alloc_array(count + 1, sizeof *out->starts);
    if (out->starts == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < count; i++) {
        out->starts[i] = total;
        total += strlen(letters[i]) + 1;
    }
    out->starts[count] = total;
    out->codes = mim_alloc_array(total, 1);
    if (out->codes == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < count && status == MIMICRY_OK; i++) {
        out->codes[out->starts[i + 1] - 1] = MIM_SEPARATOR;
        status = encode(letters[i], i, out->codes + out->starts[i], error);
    }
    return status;
}

void mim_encoded_free(struct mim_encoded *encoded)
{
    free(encoded->codes);
    free(encoded->starts);
    *encoded = (struct mim_encoded){0};
}

uint64_t mim_encoded_find(const struct mim_encoded *encoded, uint64_t at)
{
    uint64_t low = 0, high = encoded->count;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (encoded->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t mim_encoded_run_end(const struct mim_encoded *encoded, uint64_t at)
{
    while (mim_is_amino_acid(encoded->codes[at])) /* the last code is none */
        at++;
    return at;
}
