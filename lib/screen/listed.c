/* Makes lists where so many candidates have the same alleles that it pays, and drops those that
 * were longest not needed. */
#include "screen/listed.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
    PAY_FROM = 24, /* parts of a block for each allele: lists save each a millisecond of searching
                      the text, and take 20 of them to make */
    MOST_WINDOWS = 1 << 24 /* of all lists, some 20 bytes each */
};

/* Of a length that no motif has. */
static const struct mim_part_lists UNKNOWN = {.above = 100};

/* ---- One set and length ---- */

static void add_band(struct mim_part_lists *l, const struct mim_window_list *windows, double above)
{
    if (windows->count > 0)
        l->bands[l->count++] = (struct mim_listed_band){windows, above};
}

/* Which of the bands that were made may have what counts. What is not known counts, as what is
 * presented worst. */
static void set_bands(struct mim_part_lists *l, const struct mim_presentation *presentation)
{
    const double most = mim_presentation_most(presentation);
    l->above = 0;
    for (uint32_t b = 0; b < l->made.count && l->above < most; b++) {
        add_band(l, &l->made.lists[b], l->above);
        l->above = l->made.edges[b];
    }
    l->is_complete = l->above >= most;
    if (l->is_complete)
        add_band(l, &l->made.unknown, 100);
}

static uint64_t windows_of(const struct mim_part_lists *l)
{
    uint64_t windows = l->made.unknown.count;
    for (uint32_t b = 0; b < l->made.count; b++)
        windows += l->made.lists[b].count;
    return windows;
}

static void drop(struct mim_listed *listed, struct mim_part_lists *l)
{
    listed->windows -= windows_of(l);
    mim_presented_bands_free(&l->made);
    l->count = 0;
    l->above = 0;
    l->is_complete = false;
}

/* Drops the lists that were longest not needed, until all have at most `most` windows. */
static void make_room(struct mim_listed *listed, uint64_t most)
{
    while (listed->windows > most) {
        struct mim_part_lists *oldest = NULL;
        for (size_t i = 0; i < listed->of_room; i++) {
            struct mim_part_lists *l = listed->of[i];
            if (l != NULL && l->made.count > 0 && l->used < listed->blocks &&
                (oldest == NULL || l->used < oldest->used))
                oldest = l;
        }
        if (oldest == NULL)
            return;
        drop(listed, oldest);
    }
}

static mimicry_status make(struct mim_listed *listed, const struct mim_screen_request *request,
                           struct mim_part_lists *l, mimicry_error *error)
{
    const size_t alleles = mim_allele_set_distributions(l->set, l->length, NULL, 0);
    if (alleles == 0)
        l->above = 100;
    if (alleles == 0 || l->made.count > 0 || l->parts / PAY_FROM < alleles)
        return MIMICRY_OK;
    make_room(listed, MOST_WINDOWS / 2);
    const uint64_t left = listed->windows < MOST_WINDOWS ? MOST_WINDOWS - listed->windows : 0;
    const mimicry_status status =
        mim_presented_bands_make(&l->made, request->index, request->kernels, l->set, l->length,
                                 left, request->threads, error);
    if (status == MIMICRY_OK) {
        listed->windows += windows_of(l);
        set_bands(l, request->presentation);
    }
    return status;
}

/* ---- The parts of a block ---- */

/* The entry of a set and a length that some motif has; NULL without memory. */
static struct mim_part_lists *entry_of(struct mim_listed *listed, struct mim_allele_set *set,
                                       uint32_t length)
{
    const size_t number =
        mim_allele_set_number(set) * MIM_MOTIF_LENGTHS + (length - MIM_MOTIF_LEAST);
    const size_t room = listed->of_room;
    struct mim_part_lists **of =
        mim_grow(listed->of, &listed->of_room, number + 1, sizeof(struct mim_part_lists *));
    if (of == NULL)
        return NULL;
    listed->of = of;
    for (size_t i = room; i < listed->of_room; i++)
        of[i] = NULL;
    if (of[number] == NULL) {
        of[number] = mim_alloc_zeroed(1, sizeof *of[number]);
        if (of[number] != NULL)
            *of[number] = (struct mim_part_lists){.set = set, .length = length};
    }
    return of[number];
}

static mimicry_status count_part(struct mim_listed *listed, struct mim_presentation *presentation,
                                 const char *alleles, struct mim_part *part, mimicry_error *error)
{
    struct mim_allele_set *set;
    part->opt_lists = &UNKNOWN;
    mimicry_status status = mim_presentation_set(presentation, alleles, &set, error);
    if (status == MIMICRY_OK)
        status = mim_presentation_ready(presentation, set, part->length, error);
    if (status != MIMICRY_OK || part->length < MIM_MOTIF_LEAST || part->length > MIM_MOTIF_MOST)
        return status;
    struct mim_part_lists *l = entry_of(listed, set, part->length);
    struct mim_part_lists **here = mim_grow(
        listed->here, &listed->here_room, listed->here_count + 1, sizeof(struct mim_part_lists *));
    listed->here = here != NULL ? here : listed->here;
    if (l == NULL || here == NULL)
        return mim_fail_memory(error);
    if (l->used < listed->blocks) {
        l->used = listed->blocks;
        l->parts = 0;
        here[listed->here_count++] = l;
    }
    l->parts++;
    part->opt_lists = l;
    return MIMICRY_OK;
}

mimicry_status mim_listed_set(struct mim_listed *listed, const struct mim_screen_request *request,
                              struct mim_screen_block *block, mimicry_error *error)
{
    struct mim_presentation *presentation = request->presentation;
    const bool all = mim_presentation_filters(presentation);
    mimicry_status status = MIMICRY_OK;
    listed->blocks++;
    listed->here_count = 0;
    if (!mim_presentation_by_motifs(presentation))
        return MIMICRY_OK;
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++) {
        struct mim_part *part = &block->parts[p];
        const char *alleles = block->queries[part->query].kept->query.allele;
        if (all || part->nearest.length > 0)
            status = count_part(listed, presentation, alleles, part, error);
    }
    for (size_t i = 0; i < listed->here_count && status == MIMICRY_OK; i++)
        status = make(listed, request, listed->here[i], error);
    return status;
}

void mim_listed_free(struct mim_listed *listed)
{
    for (size_t i = 0; i < listed->of_room; i++) {
        if (listed->of[i] != NULL)
            mim_presented_bands_free(&listed->of[i]->made);
        free(listed->of[i]);
    }
    free(listed->of);
    free(listed->here);
    free(listed->parts);
    *listed = (struct mim_listed){.of = NULL};
}

/* ---- Searching ---- */

static mimicry_status take_bands(struct mim_listed *listed, const struct mim_screen_block *block,
                                 const struct mim_part_lists *l, mim_listed_fn take, void *data,
                                 mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    size_t n = 0;
    for (size_t p = 0; p < block->n_parts; p++) {
        if (block->parts[p].opt_lists == l)
            listed->parts[n++] = p;
    }
    for (uint32_t b = 0; b < l->count && status == MIMICRY_OK; b++)
        status = take(data, &l->bands[b], listed->parts, n, error);
    return status;
}

mimicry_status mim_listed_each(struct mim_listed *listed, const struct mim_screen_block *block,
                               mim_listed_fn take, void *data, mimicry_error *error)
{
    size_t *parts = mim_grow(listed->parts, &listed->parts_room, block->n_parts, sizeof *parts);
    mimicry_status status = MIMICRY_OK;
    if (parts == NULL)
        return mim_fail_memory(error);
    listed->parts = parts;
    for (size_t i = 0; i < listed->here_count && status == MIMICRY_OK; i++) {
        if (listed->here[i]->count > 0)
            status = take_bands(listed, block, listed->here[i], take, data, error);
    }
    return status;
}
