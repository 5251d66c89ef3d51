/* Takes the hits of the items of a block, in order: leaves out what is to be left out, counts the
 * others, and notes each peptide and gene once a candidate. */
#include "screen/selves.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { HITS = 4096, FIRST_SLOTS = 1024 };

/* ---- Genes of records ---- */

mimicry_status mim_record_genes_set(struct mim_record_genes *genes,
                                    const struct mimicry_index *index, mimicry_error *error)
{
    genes->of = mim_alloc_array(index->records, sizeof *genes->of);
    if (genes->of == NULL)
        return mim_fail_memory(error);
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names))
            return mim_fail(error, MIMICRY_E_CORRUPT,
                            "the index is damaged: verify it, or build it again");
        genes->of[r] = MIM_NO_NAME;
        const size_t length = strlen(names[1]);
        if (length > 0 && !mim_names_add(&genes->names, names[1], length, &genes->of[r]))
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

void mim_record_genes_free(struct mim_record_genes *genes)
{
    mim_names_free(&genes->names);
    free(genes->of);
    *genes = (struct mim_record_genes){.of = NULL};
}

/* ---- */

mimicry_status mim_selves_create(struct mim_selves *s, const struct mim_screen *screen,
                                 const struct mim_record_genes *genes, mimicry_error *error)
{
    *s = (struct mim_selves){
        .screen = screen,
        .genes = genes,
        .slots = mim_alloc_zeroed(FIRST_SLOTS, sizeof *s->slots),
        .n_slots = FIRST_SLOTS,
        .last_gene = mim_alloc_zeroed(genes->names.count, sizeof *s->last_gene),
        .last_unnamed = mim_alloc_zeroed(screen->index->records, sizeof *s->last_unnamed),
        .hits = mim_alloc_array(HITS, sizeof *s->hits),
    };
    return s->slots != NULL && s->last_gene != NULL && s->last_unnamed != NULL && s->hits != NULL
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

void mim_selves_free(struct mim_selves *s)
{
    free(s->peptides);
    free(s->of_genes);
    free(s->slots);
    free(s->last_gene);
    free(s->last_unnamed);
    free(s->hits);
    *s = (struct mim_selves){0};
}

/* ---- Peptides ---- */

static uint64_t hash(const uint8_t *codes, uint32_t length)
{
    uint64_t h = length;
    for (uint32_t j = 0; j < length; j++)
        h = (h ^ codes[j]) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

/* The slot of the same peptide, or the free one where it belongs. */
static size_t slot_of(const struct mim_selves *s, uint64_t at, uint32_t length)
{
    const uint8_t *text = s->screen->index->text;
    size_t slot = (size_t)hash(text + at, length) & (s->n_slots - 1);
    for (; s->slots[slot] != 0; slot = (slot + 1) & (s->n_slots - 1)) {
        const struct mim_self_peptide *p = &s->peptides[s->slots[slot] - 1];
        if (p->length == length && memcmp(text + p->at, text + at, length) == 0)
            break;
    }
    return slot;
}

/* Twice the slots, for the peptides of this candidate. */
static bool grow_slots(struct mim_selves *s, const struct mim_screened *c)
{
    size_t *slots =
        s->n_slots > SIZE_MAX / 2 ? NULL : mim_alloc_zeroed(s->n_slots * 2, sizeof *slots);
    if (slots == NULL)
        return false;
    free(s->slots);
    s->slots = slots;
    s->n_slots *= 2;
    for (size_t i = c->first_peptide; i < s->n_peptides; i++) {
        struct mim_self_peptide *p = &s->peptides[i];
        p->slot = slot_of(s, p->at, p->length);
        slots[p->slot] = i + 1;
    }
    return true;
}

static bool note_peptide(struct mim_selves *s, struct mim_screened *c, const mimicry_hit *hit)
{
    const uint64_t at = s->screen->index->starts[hit->record] + hit->start;
    size_t slot = slot_of(s, at, hit->length);
    if (s->slots[slot] != 0) {
        struct mim_self_peptide *p = &s->peptides[s->slots[slot] - 1];
        p->mismatches = hit->mismatches < p->mismatches ? hit->mismatches : p->mismatches;
        return true;
    }
    void *grown = mim_grow(s->peptides, &s->peptides_room, s->n_peptides + 1, sizeof *s->peptides);
    if (grown == NULL)
        return false;
    s->peptides = grown;
    s->slots[slot] = s->n_peptides + 1;
    s->peptides[s->n_peptides++] =
        (struct mim_self_peptide){at, hit->length, hit->mismatches, slot};
    c->n_peptides++;
    return c->n_peptides <= s->n_slots / 2 || grow_slots(s, c);
}

/* ---- Genes ---- */

static bool note_gene(struct mim_selves *s, struct mim_screened *c, const mimicry_hit *hit)
{
    const size_t gene = s->genes->of[hit->record];
    const uint64_t number = s->block->before + s->candidate + 1;
    if (gene == MIM_NO_NAME) {
        c->unnamed += s->last_unnamed[hit->record] != number;
        s->last_unnamed[hit->record] = number;
        return true;
    }
    const size_t last = s->last_gene[gene];
    if (last > c->first_gene && last <= s->n_genes && s->of_genes[last - 1].gene == gene) {
        struct mim_self_gene *g = &s->of_genes[last - 1];
        g->mismatches = hit->mismatches < g->mismatches ? hit->mismatches : g->mismatches;
        return true;
    }
    void *grown = mim_grow(s->of_genes, &s->genes_room, s->n_genes + 1, sizeof *s->of_genes);
    if (grown == NULL)
        return false;
    s->of_genes = grown;
    s->of_genes[s->n_genes++] = (struct mim_self_gene){gene, hit->mismatches};
    s->last_gene[gene] = s->n_genes;
    c->n_genes++;
    return true;
}

/* ---- Hits ---- */

/* Moves on to a later candidate. */
static void enter(struct mim_selves *s, uint32_t candidate)
{
    const struct mim_screened *old = &s->block->candidates[s->candidate];
    if (candidate == s->candidate)
        return;
    for (size_t i = old->first_peptide; i < s->n_peptides; i++)
        s->slots[s->peptides[i].slot] = 0;
    s->candidate = candidate;
    s->block->candidates[candidate].first_peptide = s->n_peptides;
    s->block->candidates[candidate].first_gene = s->n_genes;
}

static int flush(struct mim_selves *s)
{
    const mimicry0_screen_options *o = &s->screen->options;
    const size_t count = s->n_hits;
    s->n_hits = 0;
    return count > 0 && o->each_hit(o->hit_data, s->hits, count, sizeof *s->hits) != 0;
}

/* As the caller knows it. */
static mimicry_hit outside(const struct mim_selves *s, const struct mim_screen_item *item,
                           const mimicry_hit *hit)
{
    mimicry_hit out = *hit;
    out.query = s->block->before + item->candidate;
    out.query_start = item->start;
    return out;
}

static bool take_hit(struct mim_selves *s, const mimicry_hit *hit)
{
    struct mim_screen_item *item = &s->block->items[hit->query];
    struct mim_screened *c = &s->block->candidates[item->candidate];
    enter(s, item->candidate);
    const enum mim_scope_reason reason = mim_scope_reason(item->scope, hit->record, hit->start);
    c->left_out[reason] += reason != MIM_SCOPE_KEPT;
    if (reason != MIM_SCOPE_KEPT)
        return true;
    const mimicry_hit seen = outside(s, item, hit);
    if (item->nearest.length == 0)
        item->nearest = seen;
    c->self[hit->mismatches]++;
    if (s->screen->options.each_hit != NULL)
        s->hits[s->n_hits++] = seen;
    s->no_memory = !note_peptide(s, c, hit) || !note_gene(s, c, hit);
    return !s->no_memory;
}

void mim_selves_begin(struct mim_selves *s, struct mim_screen_block *block)
{
    memset(s->slots, 0, s->n_slots * sizeof *s->slots);
    s->block = block;
    s->n_peptides = s->n_genes = 0;
    s->candidate = 0;
    s->no_memory = false;
}

int mim_selves_take(void *selves, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct mim_selves *s = selves;
    (void)stride; /* of this very library */
    for (size_t i = 0; i < count; i++) {
        if (!take_hit(s, &hits[i]) || (s->n_hits == HITS && flush(s) != 0))
            return 1;
    }
    return 0;
}

int mim_selves_finish(struct mim_selves *s)
{
    return flush(s);
}
