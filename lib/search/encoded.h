/* Sequences as codes, one after the other. */
#ifndef MIM_SEARCH_ENCODED_H
#define MIM_SEARCH_ENCODED_H

#include "base/error.h"
#include "residue/alphabet.h"

/* Sequence s is codes[starts[s]] up to, not including, codes[starts[s + 1] - 1], which is
 * MIM_SEPARATOR. */
struct mim_encoded {
    uint8_t *codes;
    uint64_t *starts; /* count + 1 */
    uint64_t count;
};

/* ARGUMENT for a letter that is neither a residue nor `*`. Freed by the other, after a failure
 * too. */
mimicry_status mim_encode(const char *const *letters, uint64_t count, struct mim_encoded *out,
                          mimicry_error *error);
void mim_encoded_free(struct mim_encoded *encoded);

/* The sequence that holds position `at` of the codes. */
uint64_t mim_encoded_find(const struct mim_encoded *encoded, uint64_t at);

/* Where the run of amino acids that begins at `at` ends. */
uint64_t mim_encoded_run_end(const struct mim_encoded *encoded, uint64_t at);

#endif
