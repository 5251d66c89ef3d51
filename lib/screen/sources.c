/* Counts sources that are absent: a query whose own gene is not found has its hits left in. */
#include "screen/sources.h"

#include <stdio.h>
#include <string.h>

#include "annotate/mangled.h"
#include "screen/origins.h"

static void count_absent(struct mim_sources *s, const mimicry_query *query)
{
    const char *name = *query->gene != '\0' ? query->gene : query->accession;
    if (s->absent++ == 0)
        snprintf(s->first, sizeof s->first, "%.100s", name);
    s->mangled += mim_is_mangled(name, strlen(name));
}

void mim_sources_count(struct mim_sources *s, const struct mim_screen_block *block)
{
    for (size_t q = 0; q < block->n_queries; q++) {
        const struct mim_screened *query = &block->queries[q];
        const enum mim_own_kind source = block->queries[query->original].source;
        s->queries++;
        s->unnamed += source == MIM_OWN_UNKNOWN;
        if (source == MIM_OWN_ABSENT)
            count_absent(s, &query->kept->query);
    }
}

void mim_sources_tell(struct mim_sources *s, bool own_left_out, mimicry_note_fn note, void *data)
{
    char text[400], mangled[96];
    const char *left_in = own_left_out ? "; nothing of their own gene is left out" : "";
    if (s->told || note == NULL)
        return;
    s->told = true;
    mim_mangled_remark(s->mangled, mangled, sizeof mangled);
    snprintf(text, sizeof text,
             "queries that name a gene or accession that no record has: %llu of %llu, '%s' the "
             "first%s%s",
             (unsigned long long)s->absent, (unsigned long long)s->queries, s->first, mangled,
             left_in);
    if (s->absent > 0)
        note(data, text);
    snprintf(text, sizeof text, "queries that name neither gene nor accession: %llu of %llu%s",
             (unsigned long long)s->unnamed, (unsigned long long)s->queries, left_in);
    if (s->unnamed > 0 && own_left_out)
        note(data, text);
}
