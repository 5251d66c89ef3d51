/* Weights of positions: lists, and masks of what a T-cell receptor sees or the MHC holds.
 *
 * Class I (peptides of 8 to 15 residues): the ends of the peptide and its anchors 2 and the last
 * lie in the groove; the positions 4 to L-2 face the receptor. Class II: of a core of 9 the
 * positions 1, 4, 6 and 9 are the anchors; what lies outside the core faces neither. These are the
 * masks of the field's tools (mhcmatch, seqtree); docs/models.md says what they cannot know. */
#include "model/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { CLASS_1_SHORTEST = 8, CLASS_1_LONGEST = 15, CORE = 9, CLASS_2_LONGEST = 25 };

static const double MOST = 1e6;

mimicry_status mim_weights_from_list(const double *values, size_t count, struct mim_weights *out,
                                     mimicry_error *error)
{
    *out = (struct mim_weights){0};
    for (size_t i = 0; i < count; i++) {
        if (!(values[i] >= 0 && values[i] <= MOST))
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "weight %zu is %g: a number from 0 to 1e6 was expected", i + 1,
                            values[i]);
    }
    if (count == 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "no weights: one a position was expected");
    out->values = mim_alloc_array(count, sizeof *out->values);
    if (out->values == NULL)
        return mim_fail_memory(error);
    memcpy(out->values, values, count * sizeof *values);
    out->count = count;
    return MIMICRY_OK;
}

mimicry_status mim_weights_from_preset(const char *name, struct mim_weights *out,
                                       mimicry_error *error)
{
    static const char with_core[] = "mhc2-face:";
    const size_t prefix = sizeof with_core - 1;
    *out = (struct mim_weights){0};
    if (strcmp(name, "mhc1-face") == 0)
        out->mask = MIM_MASK_MHC1_FACE;
    else if (strcmp(name, "mhc1-anchors") == 0)
        out->mask = MIM_MASK_MHC1_ANCHORS;
    else if (strcmp(name, "mhc2-face") == 0 || strncmp(name, with_core, prefix) == 0)
        out->mask = MIM_MASK_MHC2_FACE;
    else
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "unknown weights '%.100s': mhc1-face, mhc1-anchors or mhc2-face[:REGISTER] "
                        "was expected",
                        name);
    if (strncmp(name, with_core, prefix) == 0) {
        char *end;
        const unsigned long at = strtoul(name + prefix, &end, 10);
        if (name[prefix] < '1' || name[prefix] > '9' || *end != '\0' ||
            at > CLASS_2_LONGEST - CORE + 1)
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "weights '%.100s': a core begins at position 1 to %d", name,
                            CLASS_2_LONGEST - CORE + 1);
        out->core = (uint32_t)at - 1;
        out->has_flanks = true;
    }
    return MIMICRY_OK;
}

void mim_weights_free(struct mim_weights *weights)
{
    free(weights->values);
    *weights = (struct mim_weights){0};
}

void mim_weights_lengths(const struct mim_weights *w, uint32_t *least, uint32_t *most)
{
    switch (w->mask) {
    case MIM_MASK_MHC1_FACE:
    case MIM_MASK_MHC1_ANCHORS:
        *least = CLASS_1_SHORTEST;
        *most = CLASS_1_LONGEST;
        break;
    case MIM_MASK_MHC2_FACE:
        *least = w->core + CORE;
        *most = w->has_flanks ? CLASS_2_LONGEST : CORE;
        break;
    case MIM_MASK_ALLELE:
        *least = w->least;
        *most = w->most;
        break;
    default:
        *least = *most = (uint32_t)w->count;
    }
}

double mim_weights_at(const struct mim_weights *w, uint32_t position, uint32_t length)
{
    static const double core[CORE] = {0, 1, 1, 0, 1, 0, 1, 1, 0};
    switch (w->mask) {
    case MIM_MASK_MHC1_FACE:
        return position >= 3 && position + 3 <= length ? 1 : 0;
    case MIM_MASK_MHC1_ANCHORS:
        return position != 1 && position + 1 != length ? 1 : 0;
    case MIM_MASK_MHC2_FACE:
        return position >= w->core && position < w->core + CORE ? core[position - w->core] : 0;
    case MIM_MASK_ALLELE:
        return (w->fixed[length - MIM_MOTIF_LEAST] >> position & 1) != 0 ? 0 : 1;
    default:
        return w->values[position];
    }
}

bool mim_weights_are_whole(const struct mim_weights *w)
{
    bool whole = true;
    for (size_t i = 0; i < w->count; i++)
        whole = whole && w->values[i] == floor(w->values[i]);
    return whole;
}
