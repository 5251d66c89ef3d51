/* Puts rows together: the nearest of all parts, and names in order. */
#include "screen/make_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "screen/nearest.h"

mimicry_status mim_row_memory_create(struct mim_row_memory *memory,
                                     const struct mim_screen_request *request,
                                     const struct mim_record_genes *genes, mimicry_error *error)
{
    const bool counted = mim_reach_by_mismatches(&request->reach);
    *memory = (struct mim_row_memory){
        .request = request,
        .genes = genes,
        .n_counts = counted ? mim_screen_counts(&request->reach) : 0,
    };
    memory->counts = mim_alloc_array(2 * memory->n_counts, sizeof *memory->counts);
    if (memory->counts == NULL)
        return mim_fail_memory(error);
    const mimicry_status status = mim_row_tissues_create(
        &memory->tissues, &request->annotations, request->min_expression, &genes->names, error);
    memory->tissues.presentation = request->presentation;
    memory->tissues.max_rank = request->max_rank;
    return status;
}

void mim_row_memory_free(struct mim_row_memory *memory)
{
    free(memory->peptides.names);
    free(memory->gene_names.names);
    free(memory->unknown_genes.names);
    free(memory->letters);
    free(memory->order);
    free(memory->counts);
    mim_row_tissues_free(&memory->tissues);
    *memory = (struct mim_row_memory){.request = NULL};
}

/* ---- Peptides and genes, of fewest mismatches first ---- */

static uint32_t most_mismatches(const struct mim_note *notes, size_t count)
{
    uint32_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = notes[i].mismatches > most ? notes[i].mismatches : most;
    return most;
}

/* Sets memory->order to the numbers of the notes: those of the same mismatches stay in order. */
static mimicry_status order_notes(struct mim_row_memory *memory, const struct mim_note *notes,
                                  size_t count, mimicry_error *error)
{
    size_t starts[MIMICRY_MAX_PEPTIDE + 2];
    const uint32_t most = most_mismatches(notes, count);
    size_t *order = mim_grow(memory->order, &memory->order_room, count, sizeof *order);
    if (order == NULL)
        return mim_fail_memory(error);
    memory->order = order;
    memset(starts, 0, (most + (size_t)2) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[notes[i].mismatches + 1]++;
    for (uint32_t m = 0; m < most; m++)
        starts[m + 1] += starts[m];
    for (size_t i = 0; i < count; i++)
        order[starts[notes[i].mismatches]++] = i;
    return MIMICRY_OK;
}

static mimicry_status put_peptides(struct mim_row_memory *memory, const struct mim_note *notes,
                                   size_t count, struct mim_name_list *out, mimicry_error *error)
{
    const uint8_t *text = memory->request->index->text;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += notes[i].length + (size_t)1;
    char *letters = mim_grow(memory->letters, &memory->letters_room, bytes, 1);
    if (letters == NULL)
        return mim_fail_memory(error);
    memory->letters = letters;
    mimicry_status status = order_notes(memory, notes, count, error);
    if (status == MIMICRY_OK)
        status = mim_names_begin(&memory->peptides, count, out, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const struct mim_note *note = &notes[memory->order[i]];
        mim_names_put(&memory->peptides, letters, out);
        for (uint32_t j = 0; j < note->length; j++)
            *letters++ = mim_letter_of[text[note->id + j] % MIM_CODES];
        *letters++ = '\0';
    }
    return status;
}

static mimicry_status put_genes(struct mim_row_memory *memory, const struct mim_note *notes,
                                size_t count, struct mim_screen_row *out, mimicry_error *error)
{
    const bool by_tissue = memory->request->annotations.expression != NULL;
    mimicry_status status = order_notes(memory, notes, count, error);
    if (status == MIMICRY_OK)
        status = mim_names_begin(&memory->gene_names, count, &out->genes, error);
    if (status == MIMICRY_OK)
        status = mim_names_begin(&memory->unknown_genes, count, &out->unknown_genes, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const size_t gene = (size_t)notes[memory->order[i]].id;
        const char *name = mim_names_at(&memory->genes->names, gene);
        mim_names_put(&memory->gene_names, name, &out->genes);
        if (by_tissue && !mim_row_tissues_know(&memory->tissues, gene))
            mim_names_put(&memory->unknown_genes, name, &out->unknown_genes);
    }
    return status;
}

/* ---- Counts ---- */

static void count_notes(const struct mim_note *notes, size_t count, size_t n_counts, uint64_t *out)
{
    memset(out, 0, n_counts * sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[notes[i].mismatches]++;
}

static void put_counts(struct mim_row_memory *memory, const struct mim_note *peptides,
                       size_t n_peptides, const struct mim_note *genes, size_t n_genes,
                       struct mim_screen_row *out)
{
    if (memory->n_counts == 0)
        return;
    uint64_t *of_genes = memory->counts + memory->n_counts;
    count_notes(peptides, n_peptides, memory->n_counts, memory->counts);
    count_notes(genes, n_genes, memory->n_counts, of_genes);
    out->peptides_by_mismatches = memory->counts;
    out->genes_by_mismatches = of_genes;
}

/* ---- The nearest ---- */

static void put_parts(const struct mim_screen_block *block, const struct mim_range *parts,
                      struct mim_screen_row *out)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct mim_part *part = &block->parts[parts->first + i];
        if (part->nearest.length > 0 &&
            (out->nearest.length == 0 || mim_hit_is_nearer(&part->nearest, &out->nearest)))
            out->nearest = part->nearest;
        if (part->best.length > 0 &&
            (out->best.length == 0 || mim_hit_is_better(&part->best, &out->best)))
            out->best = part->best;
        out->evalue = fmin(out->evalue, part->evalue); /* NAN only if both are */
        out->dissimilarity = fmin(out->dissimilarity, part->dissimilarity);
    }
}

/* ---- */

static const struct mim_note *notes_of(const struct mim_notes *notes, const struct mim_range *range)
{
    return range->count == 0 ? NULL : notes->at + range->first;
}

mimicry_status mim_row_make(struct mim_row_memory *memory, const struct mim_screen_block *block,
                            size_t query, struct mim_screen_row *out, mimicry_error *error)
{
    const struct mim_screened *original = mim_block_original(block, query);
    const struct mim_note *genes = notes_of(&block->genes, &original->genes);
    const struct mim_note *peptides = notes_of(&block->peptides, &original->peptides);
    *out = (struct mim_screen_row){
        .query = &block->queries[query].kept->query,
        .cells = block->queries[query].kept->cells,
        .windows = original->parts.count,
        .evalue = NAN,
        .dissimilarity = NAN,
        .source = original->source,
        .first = original->first,
        .self = block->self + block->queries[query].original * block->n_self,
        .knows_left_out = memory->request->reach.top == 0,
        .unnamed = original->unnamed,
        .expression = NAN,
        .vital = MIM_UNKNOWN,
        .binder_rank = NAN,
    };
    memcpy(out->left_out, original->left_out, sizeof out->left_out);
    put_parts(block, &original->parts, out);
    put_counts(memory, peptides, original->peptides.count, genes, original->genes.count, out);
    mimicry_status status =
        put_peptides(memory, peptides, original->peptides.count, &out->peptides, error);
    if (status == MIMICRY_OK)
        status = put_genes(memory, genes, original->genes.count, out, error);
    return status == MIMICRY_OK
               ? mim_row_tissues_put(&memory->tissues, genes, original->genes.count, out, error)
               : status;
}
