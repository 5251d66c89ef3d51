/* Finds the positions that the motif of an allele fixes. */
#include <math.h>
#include <string.h>

#include "model/weights.h"
#include "residue/allele.h"

static const double LEAST_BITS = 1;

/* What a position tells, in bits: how far the 20 amino acids are from equal shares, where each has
 * the odds that its score says. */
static double information(const int16_t *scores)
{
    double shares[MIM_AMINO_ACIDS], sum = 0, bits = log2(MIM_AMINO_ACIDS);
    for (size_t a = 0; a < MIM_AMINO_ACIDS; a++) {
        shares[a] = exp2(scores[a] / 100.0);
        sum += shares[a];
    }
    for (size_t a = 0; a < MIM_AMINO_ACIDS; a++)
        bits += shares[a] / sum * log2(shares[a] / sum);
    return bits;
}

static uint16_t fixed_of(const struct mim_allele_motif *motif)
{
    unsigned fixed = 0;
    for (uint32_t j = 0; motif != NULL && j < motif->length; j++)
        fixed |= (unsigned)(information(motif->scores[j]) >= LEAST_BITS) << j;
    return (uint16_t)fixed;
}

/* The lengths that have some, without a gap: those from the shortest on, or from behind a gap. */
static void set_lengths(struct mim_weights *w)
{
    for (uint32_t n = MIM_MOTIF_LEAST; n <= MIM_MOTIF_MOST; n++) {
        if (w->fixed[n - MIM_MOTIF_LEAST] == 0)
            continue;
        if (w->most + 1 != n)
            w->least = n;
        w->most = n;
    }
}

mimicry_status mim_weights_from_allele(const char *allele, struct mim_weights *out,
                                       mimicry_error *error)
{
    char name[MIM_ALLELE_SIZE];
    struct mim_allele_motifs *motifs;
    *out = (struct mim_weights){.mask = MIM_MASK_ALLELE};
    if (mim_allele_read(allele, strlen(allele), name) == MIM_NO_ALLELE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "anchors of '%.60s': an allele such as HLA-A*02:01 was expected", allele);
    const mimicry_status status = mim_allele_motifs_built_in(&motifs, error);
    if (status != MIMICRY_OK)
        return status;
    for (uint32_t n = MIM_MOTIF_LEAST; n <= MIM_MOTIF_MOST; n++)
        out->fixed[n - MIM_MOTIF_LEAST] = fixed_of(mim_allele_motifs_find(motifs, name, n));
    mim_allele_motifs_free(motifs);
    set_lengths(out);
    return out->most > 0 ? MIMICRY_OK
                         : mim_fail(error, MIMICRY_E_ARGUMENT,
                                    "anchors of %s: it has no motif that fixes a position", name);
}
