/* Public functions: how a peptide and a window with indels are aligned. */
#include <string.h>

#include "api/check.h"
#include "search/find/edits_align.h"

enum { MOST = MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS };

static mimicry_status read_codes(const char *letters, const char *what, uint32_t most,
                                 uint8_t *codes, uint32_t *length, mimicry_error *error)
{
    const size_t n = strlen(letters);
    if (n == 0 || n > most)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "the %s: it has %zu residues, 1 to %u were expected", what, n,
                        (unsigned)most);
    for (size_t i = 0; i < n; i++) {
        char byte[24];
        codes[i] = mim_code_of[(unsigned char)letters[i]];
        if (codes[i] < MIM_RESIDUES)
            continue;
        mim_describe_byte((uint8_t)letters[i], byte);
        return mim_fail(error, MIMICRY_E_ARGUMENT, "the %s: column %zu: %s is no residue", what,
                        i + 1, byte);
    }
    *length = (uint32_t)n;
    return MIMICRY_OK;
}

mimicry_status mimicry0_edits_text(const char *peptide, const char *window, uint32_t indels,
                                   uint32_t mismatches, char *out_text, size_t room,
                                   size_t *out_length, mimicry_error *opt_error)
{
    uint8_t codes[2][MOST];
    struct mim_alignment alignment = {0};
    struct mim_edits_pair pair = {
        .peptide = codes[0], .window = codes[1], .indels = indels, .mismatches = mismatches};
    size_t length = 0;
    mimicry_status status = mim_require(
        peptide != NULL && window != NULL && (out_text != NULL || room == 0), "a text", opt_error);
    if (status == MIMICRY_OK && indels > MIMICRY_MAX_INDELS)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "%u indels: 0 to %d were expected",
                          (unsigned)indels, (int)MIMICRY_MAX_INDELS);
    if (status == MIMICRY_OK)
        status = read_codes(peptide, "peptide", MIMICRY_MAX_PEPTIDE, codes[0], &pair.peptide_length,
                            opt_error);
    if (status == MIMICRY_OK)
        status = read_codes(window, "window", MOST, codes[1], &pair.window_length, opt_error);
    if (status == MIMICRY_OK)
        status = mim_alignment_find(&alignment, &pair, opt_error);
    if (status == MIMICRY_OK)
        length = mim_alignment_text(&alignment, &pair, out_text, room);
    mim_alignment_free(&alignment);
    if (out_length != NULL && status == MIMICRY_OK)
        *out_length = length;
    return status;
}
