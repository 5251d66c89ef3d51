/* Reads files of variants, and counts what cannot be taken of them. */
#include "variant/variants.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/memory.h"
#include "variant/readers.h"

mimicry_status mim_variants_string(struct mim_variants *v, const char *text, size_t length,
                                   size_t *offset, mimicry_error *error)
{
    char *grown = mim_grow(v->bytes, &v->room, v->used + length + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    v->bytes = grown;
    *offset = v->used;
    memcpy(grown + v->used, text, length);
    grown[v->used + length] = '\0';
    v->used += length + 1;
    return MIMICRY_OK;
}

mimicry_status mim_variants_add(struct mim_variants *v, const struct mim_variant *variant,
                                const struct mim_protein_change *change, mimicry_error *error)
{
    struct mim_variant *grown = mim_grow(v->list, &v->capacity, v->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    v->list = grown;
    struct mim_variant *to = &grown[v->count];
    *to = *variant;
    to->start = change->start;
    to->length = change->length;
    to->first = change->first;
    to->last = change->last;
    to->stops = change->stops;
    to->doubles = change->doubles;
    mimicry_status status =
        mim_variants_string(v, change->reference, strlen(change->reference), &to->reference, error);
    if (status == MIMICRY_OK)
        status = mim_variants_string(v, change->alternative, strlen(change->alternative),
                                     &to->alternative, error);
    v->count += status == MIMICRY_OK;
    return status;
}

void mim_variants_free(struct mim_variants *v)
{
    free(v->list);
    free(v->bytes);
    mim_names_free(&v->phases);
    *v = (struct mim_variants){0};
}

/* ---- Genotypes ---- */

int mim_genotype_read(const char *text, uint32_t allele, bool *phased)
{
    int copies = 0, n = 0;
    bool unknown = false;
    *phased = strchr(text, '|') != NULL;
    for (;; n++) {
        uint64_t number = 0;
        const char *from = text;
        while (mim_is_digit(*text) && number < UINT32_MAX)
            number = number * 10 + (uint64_t)(*text++ - '0');
        if (text == from) {
            unknown = true;
            if (*text++ != '.')
                return -1;
        } else if (number == allele) {
            copies |= 1 << (n < 2 ? n : 2);
        }
        if (*text == '\0')
            break;
        if (*text != '/' && *text != '|')
            return -1;
        text++;
    }
    if (n > 1) /* more than two copies: told only where all are alike */
        return copies == 0 && !unknown ? 0 : -1;
    if (n == 0) /* one copy is all that there is */
        return unknown ? -1 : copies != 0 ? 3 : 0;
    *phased = *phased && !unknown;
    return copies == 0 && unknown ? -1 : copies;
}

/* ---- What is left out ---- */

void mim_left_add(struct mim_left *left, const char *format, ...)
{
    if (left->count++ > 0)
        return;
    va_list list;
    va_start(list, format);
    vsnprintf(left->first, sizeof left->first, format, list);
    va_end(list);
}

void mim_left_tell(const struct mim_left left[MIM_LEFT_KINDS], mimicry_note_fn note, void *data)
{
    static const char *const said[MIM_LEFT_KINDS] = {
        [MIM_LEFT_FILTER] = "they do not pass their filter",
        [MIM_LEFT_GENOTYPE] = "their genotype is not known",
        [MIM_LEFT_FRAMESHIFT] = "they are frameshifts, of which the residues are not given",
        [MIM_LEFT_NOT_GIVEN] = "the residues of the change are not given",
        [MIM_LEFT_UNKNOWN] = "they name no record, or a gene with several",
        [MIM_LEFT_REFERENCE] = "they expect residues that the record does not have",
        [MIM_LEFT_AMBIGUOUS] = "they change one record in several ways, since transcripts differ",
        [MIM_LEFT_OVERLAP] =
            "they change residues that another one has changed, or come behind a stop",
        [MIM_LEFT_CROWDED] = "they have too many neighbours of unknown phase",
    };
    for (int k = 0; k < MIM_LEFT_KINDS; k++) {
        char text[400];
        if (left[k].count == 0)
            continue;
        snprintf(text, sizeof text, "variants %s, as %s: %llu, the first %s",
                 k == MIM_LEFT_CROWDED ? "applied alone, without combinations" : "not applied",
                 said[k], (unsigned long long)left[k].count, left[k].first);
        note(data, text);
    }
}

/* ---- Files ---- */

static mimicry_status read_source(struct mim_source *source, struct mim_variants *out,
                                  mimicry_error *error)
{
    static const char mark[] = "##fileformat=VCF";
    const uint8_t *data;
    size_t size;
    const mimicry_status status = mim_source_read(source, 1, &data, &size, error);
    if (status != MIMICRY_OK) {
        mim_source_close(source);
        return status;
    }
    const bool is_vcf = size >= sizeof mark - 1 && memcmp(data, mark, sizeof mark - 1) == 0;
    mim_source_unread(source, data, size);
    return is_vcf ? mim_variants_read_vcf(source, out, error)
                  : mim_variants_read_table(source, out, error);
}

mimicry_status mim_variants_read(const char *path, struct mim_variants *out, mimicry_error *error)
{
    struct mim_source *source;
    *out = (struct mim_variants){0};
    mimicry_status status = mim_source_open(path, &source, error);
    if (status == MIMICRY_OK)
        status = read_source(source, out, error);
    if (status != MIMICRY_OK)
        mim_variants_free(out);
    return status;
}
