/* Makes ready what windows of the peptides' lengths need, and asks the presentation. */
#include "search/presented_filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool takes(const void *data, uint64_t query, uint64_t record, uint64_t start,
                  uint32_t length)
{
    const struct mim_presented_filter *f = data;
    const uint8_t *codes = f->index->text + f->index->starts[record] + start;
    return mim_presentation_keeps(f->presentation, f->sets[query], codes, length);
}

/* Lengths of the windows that may be hits of a peptide. */
static void lengths_of(const struct mim_search *s, const char *peptide, uint32_t *least,
                       uint32_t *most)
{
    const size_t length = strlen(peptide);
    const bool whole = s->window_min == 0;
    const uint32_t own = length > MIMICRY_MAX_PEPTIDE ? MIMICRY_MAX_PEPTIDE : (uint32_t)length;
    *least = whole ? own : s->window_min;
    *most = whole ? own : s->window_max;
    *least = *least > s->max_indels ? *least - s->max_indels : 1;
    *most += s->max_indels;
}

static mimicry_status make_ready(struct mim_presentation *p, struct mim_allele_set *set,
                                 uint32_t least, uint32_t most, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t length = least; length <= most && status == MIMICRY_OK; length++)
        status = mim_presentation_ready(p, set, length, error);
    return status;
}

mimicry_status mim_presented_filter_set(struct mim_presented_filter *f, struct mim_search *s,
                                        const char *const *peptides, size_t n_peptides,
                                        mimicry_error *error)
{
    *f = (struct mim_presented_filter){.index = s->index, .presentation = s->presentation};
    if (!mim_presentation_filters(s->presentation))
        return MIMICRY_OK;
    f->sets = mim_alloc_array(n_peptides, sizeof(struct mim_allele_set *));
    mimicry_status status = f->sets != NULL ? MIMICRY_OK : mim_fail_memory(error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++) {
        uint32_t least, most;
        const char *own = s->alleles != NULL ? s->alleles[i] : "";
        lengths_of(s, peptides[i], &least, &most);
        status = mim_presentation_set(s->presentation, own, &f->sets[i], error);
        if (status == MIMICRY_OK)
            status = make_ready(s->presentation, f->sets[i], least, most, error);
    }
    f->filter = s->filter != NULL ? *s->filter : (struct mim_filter){.records = NULL};
    f->filter.takes = takes;
    f->filter.data = f;
    f->filter.share = mim_presentation_share(s->presentation);
    s->filter = &f->filter;
    return status;
}

void mim_presented_filter_free(struct mim_presented_filter *f)
{
    free(f->sets);
    *f = (struct mim_presented_filter){.sets = NULL};
}
