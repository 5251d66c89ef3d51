/* Joins hits with annotations. Hits have the same genes again and again, so that what a gene's
 * levels come to in words is kept. */
#include "table/annotated.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tissues.h"
#include "base/memory.h"
#include "table/significance.h"

enum { KINDS = 3, SLOTS = 4096, SHOWN_BITS = 12 };
static const double DEFAULT_FLOOR = 1;

struct mim_annotated_slot {
    const double *levels; /* NULL: free */
    double highest;
    char *texts[KINDS];
};

static const struct mim_column expression_column = {
    "expression", MIM_REAL, MIM_NULLABLE | MIM_ROOM, NULL,
    "Highest level of the gene in a tissue, in the unit of the table of expression"};
static const struct mim_column text_columns[KINDS] = {
    {"tissues", MIM_TEXT, MIM_BRIEF, NULL,
     "Tissues in which the gene is expressed, the highest level first; none, or unknown"},
    {"vital", MIM_TEXT, MIM_BRIEF, NULL, "Those of the tissues that are vital; none, or unknown"},
    {"organs", MIM_TEXT, MIM_BRIEF, NULL, "Organ systems of the tissues; none, or unknown"}};
static const struct mim_column presented_columns[] = {
    {"presented", MIM_REAL, MIM_NULLABLE | MIM_BRIEF, "%",
     "Share of the proteome's windows of that length that the allele presents as well as the "
     "match, "
     "with six digits; or the rank that the table of binders has"},
    {"allele", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL, "The allele for which that is lowest"}};

/* ---- Opening ---- */

/* One line: how many of all there are, and the first. */
static void note_some(const mimicry_run *run, size_t count, size_t all, const char *what,
                      const char *first)
{
    char note[320];
    if (count == 0 || run->note == NULL)
        return;
    snprintf(note, sizeof note, "%s: %zu of %zu, '%.100s' the first", what, count, all, first);
    run->note(run->data, note);
}

static void note_unmapped(const struct mim_annotated *a, const mimicry_run *run)
{
    const struct mim_names *tissues = &a->expression->tissues;
    const char *first = NULL;
    size_t unmapped = 0;
    for (size_t i = 0; i < tissues->count; i++) {
        const char *name = mim_names_at(tissues, i);
        if (mim_organs_system(a->organs, name) == NULL && unmapped++ == 0)
            first = name;
    }
    note_some(run, unmapped, tissues->count,
              "tissues that are not in the table of organs, so that it is unknown whether they are "
              "vital",
              first);
}

static bool has_level(const struct mim_expression *e, size_t tissue)
{
    size_t row = 0;
    while (row < e->n_rows && isnan(e->levels[row * e->stride + tissue]))
        row++;
    return row < e->n_rows;
}

/* What a table of expression leaves open. */
static void note_open(const struct mim_expression *e, const mimicry_run *run)
{
    const char *first = NULL;
    size_t without = 0;
    for (size_t i = 0; i < e->tissues.count; i++) {
        if (!has_level(e, i) && without++ == 0)
            first = mim_names_at(&e->tissues, i);
    }
    note_some(run, e->n_text, e->n_text + e->tissues.count,
              "columns of the table of expression without a number, which are no tissues",
              e->first_text);
    note_some(run, without, e->tissues.count, "tissues without a level of any gene", first);
}

static mimicry_status open_organs(struct mim_annotated *a, const struct mimicry_annotations *from,
                                  bool vital, const mimicry_run *run, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    a->organs = from->organs;
    a->kinds[MIM_TEXT_TISSUES - 1] = true;
    a->kinds[MIM_TEXT_VITAL - 1] = vital;
    a->kinds[MIM_TEXT_ORGANS - 1] = from->organs != NULL;
    note_open(a->expression, run);
    if (vital && from->organs == NULL) {
        status = mim_organs_read(NULL, &a->built_in, error);
        a->organs = a->built_in;
    }
    if (status == MIMICRY_OK && a->organs != NULL)
        note_unmapped(a, run);
    return status;
}

mimicry_status mim_annotated_open(struct mim_annotated *a,
                                  const struct mimicry_annotations *opt_annotations,
                                  struct mim_presentation *opt_presentation, bool vital,
                                  double min_expression, const char *opt_levels,
                                  const mimicry_run *run, mimicry_error *error)
{
    static const struct mimicry_annotations nothing;
    const struct mimicry_annotations *from = opt_annotations != NULL ? opt_annotations : &nothing;
    *a = (struct mim_annotated){.expression = from->expression,
                                .presentation = opt_presentation,
                                .floor = min_expression == 0 ? DEFAULT_FLOOR : min_expression};
    if (!isfinite(min_expression))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "min_expression %g: a finite number was expected", min_expression);
    if (from->expression != NULL) {
        const mimicry_status status =
            opt_levels == NULL ? MIMICRY_OK
                               : mim_levels_set(&a->levels, from->expression, opt_levels, error);
        return status == MIMICRY_OK ? open_organs(a, from, vital, run, error) : status;
    }
    if (vital || opt_levels != NULL || from->organs != NULL || min_expression != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%s without a table of expression: add one to the annotations",
                        vital                  ? "vital tissues"
                        : opt_levels != NULL   ? "levels"
                        : from->organs != NULL ? "organs"
                                               : "min_expression");
    return MIMICRY_OK;
}

static void clear(struct mim_annotated_slot *slot)
{
    for (size_t i = 0; i < KINDS; i++)
        free(slot->texts[i]);
    *slot = (struct mim_annotated_slot){0};
}

void mim_annotated_close(struct mim_annotated *a)
{
    for (size_t i = 0; a->slots != NULL && i < SLOTS; i++)
        clear(&a->slots[i]);
    free(a->slots);
    free(a->shown);
    mim_organs_free(a->built_in);
    *a = (struct mim_annotated){0};
}

size_t mim_annotated_columns(const struct mim_annotated *a, struct mim_column *out)
{
    size_t n = 0;
    if (a->expression != NULL)
        out[n++] = expression_column;
    n += mim_levels_columns(&a->levels, out + n);
    for (size_t i = 0; i < KINDS; i++) {
        if (a->kinds[i])
            out[n++] = text_columns[i];
    }
    if (a->presentation != NULL) {
        out[n++] = presented_columns[0];
        out[n++] = presented_columns[1];
    }
    return n;
}

/* ---- Cells ---- */

static mimicry_status make_text(const struct mim_annotated *a, const char *gene, size_t kind,
                                char **out, mimicry_error *error)
{
    const int32_t what = (int32_t)kind + MIM_TEXT_TISSUES;
    size_t length;
    mimicry_status status =
        mim_tissues_text(a->expression, a->organs, gene, a->floor, what, NULL, 0, &length, error);
    if (status != MIMICRY_OK)
        return status;
    *out = mim_alloc_array(length + 1, 1);
    if (*out == NULL)
        return mim_fail_memory(error);
    return mim_tissues_text(a->expression, a->organs, gene, a->floor, what, *out, length + 1, NULL,
                            error);
}

static mimicry_status fill(const struct mim_annotated *a, const char *gene, const double *levels,
                           struct mim_annotated_slot *slot, mimicry_error *error)
{
    struct mim_expression_summary summary;
    clear(slot);
    mimicry_status status =
        mim_tissues_summarize(a->expression, gene, a->floor, &summary, NULL, error);
    for (size_t i = 0; i < KINDS && status == MIMICRY_OK; i++) {
        if (a->kinds[i])
            status = make_text(a, gene, i, &slot->texts[i], error);
    }
    if (status == MIMICRY_OK) {
        slot->highest = summary.highest;
        slot->levels = levels;
    }
    return status;
}

/* A gene of which nothing is known has no level, and `unknown` in the other columns. */
static void put_unknown(const struct mim_annotated *a, struct mim_table *table)
{
    mim_put_null(table);
    mim_levels_put(&a->levels, table, NULL);
    for (size_t i = 0; i < KINDS; i++) {
        if (a->kinds[i])
            mim_put_string(table, "unknown");
    }
}

/* What is kept of a gene; NULL: nothing is known of it. */
static mimicry_status find_slot(struct mim_annotated *a, const char *gene,
                                struct mim_annotated_slot **out, mimicry_error *error)
{
    const double *levels = mim_expression_find(a->expression, gene);
    *out = NULL;
    if (levels == NULL)
        return MIMICRY_OK;
    if (a->slots == NULL)
        a->slots = mim_alloc_zeroed(SLOTS, sizeof *a->slots);
    if (a->slots == NULL)
        return mim_fail_memory(error);
    const size_t tissues = a->expression->stride > 0 ? a->expression->stride : 1;
    const size_t row = (size_t)(levels - a->expression->levels) / tissues;
    struct mim_annotated_slot *slot = &a->slots[row % SLOTS];
    *out = slot;
    return slot->levels == levels ? MIMICRY_OK : fill(a, gene, levels, slot, error);
}

mimicry_status mim_annotated_level(struct mim_annotated *a, const char *gene, double *out,
                                   mimicry_error *error)
{
    struct mim_annotated_slot *slot;
    const mimicry_status status = find_slot(a, gene, &slot, error);
    *out = slot == NULL ? (double)NAN : slot->highest;
    return status;
}

static mimicry_status put_expression(struct mim_annotated *a, struct mim_table *table,
                                     const char *gene, mimicry_error *error)
{
    struct mim_annotated_slot *slot;
    const mimicry_status status = find_slot(a, gene, &slot, error);
    if (status != MIMICRY_OK)
        return status;
    if (slot == NULL) {
        put_unknown(a, table);
        return MIMICRY_OK;
    }
    mim_put_real(table, slot->highest);
    mim_levels_put(&a->levels, table, slot->levels);
    for (size_t i = 0; i < KINDS; i++) {
        if (a->kinds[i])
            mim_put_string(table, slot->texts[i]);
    }
    return MIMICRY_OK;
}

mimicry_status mim_annotated_enter(struct mim_annotated *a, const char *alleles,
                                   mimicry_error *error)
{
    return a->presentation == NULL ? MIMICRY_OK
                                   : mim_presentation_set(a->presentation, alleles, &a->set, error);
}

/* Rounding takes longer than all else of a hit, and there are no more percentiles than scores: what
 * they are rounded to is kept. Slots are 0 and 0 to begin with, which is right. */
static double shown_percent(struct mim_annotated *a, double percent)
{
    uint64_t bits;
    memcpy(&bits, &percent, sizeof bits);
    struct mim_shown_percent *slot =
        &a->shown[bits * UINT64_C(0x9e3779b97f4a7c15) >> (64 - SHOWN_BITS)];
    if (slot->percent != percent)
        *slot = (struct mim_shown_percent){percent, mim_six_digits(percent)};
    return slot->shown;
}

static mimicry_status put_presented(struct mim_annotated *a, struct mim_table *table,
                                    const uint8_t *codes, uint32_t length, mimicry_error *error)
{
    const mimicry_status status = mim_presentation_ready(a->presentation, a->set, length, error);
    if (a->shown == NULL)
        a->shown = mim_alloc_zeroed((size_t)1 << SHOWN_BITS, sizeof *a->shown);
    if (a->shown == NULL)
        return mim_fail_memory(error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_presented found =
        mim_presentation_find(a->presentation, a->set, codes, length);
    mim_put_real(table, shown_percent(a, found.percent));
    mim_put_string(table, found.allele);
    return MIMICRY_OK;
}

mimicry_status mim_annotated_put(struct mim_annotated *a, struct mim_table *table, const char *gene,
                                 const uint8_t *codes, uint32_t length, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (a->expression != NULL)
        status = put_expression(a, table, gene, error);
    return status == MIMICRY_OK && a->presentation != NULL
               ? put_presented(a, table, codes, length, error)
               : status;
}
