/* The built-in motifs of MHC alleles, and how they are found. */
#include "model/allele_motifs.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/embedded.h"

/* ---- The built-in ones: scripts/motifs.py has the form ---- */

enum { NAME = 12, HEAD = NAME + 1 + 2 };
static const char residues[] = "ACDEFGHIKLMNPQRSTVWY";

static uint16_t number_at(const unsigned char *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static void unpack_scores(const unsigned char *bytes, struct mim_allele_motif *out)
{
    for (uint32_t j = 0; j < out->length; j++) {
        for (size_t a = 0; a < MIM_AMINO_ACIDS; a++, bytes += 2)
            out->scores[j][mim_code_of[(unsigned char)residues[a]]] = (int16_t)number_at(bytes);
    }
}

/* The bytes of the next motif. */
static const unsigned char *after(const unsigned char *bytes)
{
    return bytes + HEAD + (size_t)bytes[NAME] * MIM_AMINO_ACIDS * 2;
}

static bool unpack(const unsigned char *bytes, struct mim_allele_motifs *motifs,
                   struct mim_allele_motif *out)
{
    const char *name = (const char *)bytes;
    *out = (struct mim_allele_motif){.length = bytes[NAME], .ligands = number_at(bytes + NAME + 1)};
    unpack_scores(bytes + HEAD, out);
    return mim_names_add(&motifs->alleles, name, strlen(name), &out->allele);
}

const char *mim_allele_motifs_name(size_t i)
{
    const unsigned char *bytes = mim_hla_motifs.data + 2;
    const char *name = NULL;
    for (size_t left = number_at(mim_hla_motifs.data); left > 0; left--, bytes = after(bytes)) {
        const bool is_new = name == NULL || strcmp(name, (const char *)bytes) != 0;
        name = (const char *)bytes;
        if (is_new && i-- == 0)
            return name;
    }
    return NULL;
}

mimicry_status mim_allele_motifs_built_in(struct mim_allele_motifs **out, mimicry_error *error)
{
    const unsigned char *bytes = mim_hla_motifs.data;
    const size_t count = number_at(bytes);
    struct mim_allele_motifs *motifs = mim_alloc_zeroed(1, sizeof *motifs);
    *out = NULL;
    if (motifs == NULL)
        return mim_fail_memory(error);
    motifs->at = mim_alloc_array(count, sizeof *motifs->at);
    bool good = motifs->at != NULL;
    bytes += 2;
    for (; good && motifs->count < count; motifs->count++, bytes = after(bytes))
        good = unpack(bytes, motifs, &motifs->at[motifs->count]);
    if (good) {
        *out = motifs;
        return MIMICRY_OK;
    }
    mim_allele_motifs_free(motifs);
    return mim_fail_memory(error);
}

/* ---- */

void mim_allele_motifs_free(struct mim_allele_motifs *motifs)
{
    if (motifs == NULL)
        return;
    mim_names_free(&motifs->alleles);
    free(motifs->at);
    free(motifs);
}

static int compare(const struct mim_allele_motif *a, size_t allele, size_t length)
{
    if (a->allele != allele)
        return a->allele < allele ? -1 : 1;
    return (a->length > length) - (a->length < length);
}

int mim_allele_motif_order(const void *a, const void *b)
{
    const struct mim_allele_motif *y = b;
    return compare(a, y->allele, y->length);
}

const struct mim_allele_motif *mim_allele_motifs_find(const struct mim_allele_motifs *motifs,
                                                      const char *allele, size_t length)
{
    const size_t number = mim_names_find(&motifs->alleles, allele, strlen(allele));
    size_t from = 0, to = number == MIM_NO_NAME ? 0 : motifs->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = compare(&motifs->at[middle], number, length);
        if (order == 0)
            return &motifs->at[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

bool mim_allele_motifs_know(const struct mim_allele_motifs *motifs, const char *allele)
{
    return mim_names_find(&motifs->alleles, allele, strlen(allele)) != MIM_NO_NAME;
}
