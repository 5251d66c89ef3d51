/* Reads the tables that hits are joined with, and prints the columns that they add. */
#include "tissues.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 3 }; /* of text: MIMICRY_TEXT_TISSUES ... */
static const double DEFAULT_FLOOR = 1;

/* ---- Options ---- */

bool tissues_knows(int option)
{
    return option >= TISSUES_TABLE && option <= TISSUES_BINDERS;
}

bool tissues_take_option(const char *verb, int option, const char *word, struct tissues_request *r)
{
    switch (option) {
    case TISSUES_TABLE:
        r->table = word;
        return true;
    case TISSUES_FLOOR:
        r->floor_word = word;
        if (!parse_real(verb, "--min-expression", word, &r->floor))
            return false;
        if (isfinite(r->floor))
            return true;
        report_usage(verb, "--min-expression %s: a finite number was expected", word);
        return false;
    case TISSUES_VITAL:
        r->vital = true;
        return true;
    case TISSUES_ORGANS:
        r->organs = true;
        return true;
    case TISSUES_ORGANS_TABLE:
        r->organs_table = word;
        return true;
    default:
        r->binders = word;
        return true;
    }
}

bool tissues_asked(const struct tissues_request *r)
{
    return r->table != NULL || r->binders != NULL;
}

bool tissues_allow(const char *verb, const struct tissues_request *r)
{
    const char *alone = NULL;
    if (r->floor_word != NULL)
        alone = "--min-expression";
    else if (r->vital)
        alone = "--vital";
    else if (r->organs)
        alone = "--organs";
    else if (r->organs_table != NULL)
        alone = "--organs-table";
    if (alone != NULL && r->table == NULL) {
        report_usage(verb, "%s without --tissues: a table of expression was expected", alone);
        return false;
    }
    if (r->organs_table != NULL && !r->vital && !r->organs) {
        report_usage(verb, "--organs-table without --organs or --vital");
        return false;
    }
    return true;
}

/* ---- Tables ---- */

/* What the table of organs leaves out would be told wrongly without a word. */
static void note_unmapped(const struct tissues *t)
{
    const size_t n = mimicry0_expression_tissues(t->expression);
    const char *first = NULL;
    size_t unmapped = 0;
    for (size_t i = 0; i < n; i++) {
        const char *name = mimicry0_expression_tissue(t->expression, i);
        if (mimicry0_organs_system(t->organs, name) != NULL)
            continue;
        if (unmapped++ == 0)
            first = name;
    }
    if (unmapped > 0)
        report("note: %zu of %zu tissues are not in the table of organs and count as not vital, "
               "'%.100s' the first",
               unmapped, n, first);
}

mimicry_status tissues_open(const struct tissues_request *request, struct tissues *t,
                            mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    t->request = *request;
    t->error.size = sizeof t->error;
    if (request->floor_word == NULL)
        t->request.floor = DEFAULT_FLOOR;
    if (request->binders != NULL)
        status = mimicry0_binders_read(request->binders, &t->binders, error);
    if (status == MIMICRY_OK && request->table != NULL)
        status = mimicry0_expression_read(request->table, &t->expression, error);
    if (status == MIMICRY_OK && (request->vital || request->organs)) {
        status = mimicry0_organs_read(request->organs_table, &t->organs, error);
        if (status == MIMICRY_OK)
            note_unmapped(t);
    }
    return status;
}

static void clear_slot(struct tissues_slot *slot)
{
    for (size_t i = 0; i < KINDS; i++)
        free(slot->texts[i]);
    memset(slot, 0, sizeof *slot);
}

void tissues_close(struct tissues *t)
{
    for (size_t i = 0; t->slots != NULL && i < TISSUES_SLOTS; i++)
        clear_slot(&t->slots[i]);
    free(t->slots);
    mimicry0_expression_free(t->expression);
    mimicry0_organs_free(t->organs);
    mimicry0_binders_free(t->binders);
    memset(t, 0, sizeof *t);
}

/* ---- Columns ---- */

/* Whether the text of this kind is printed, and its column. */
static const char *text_column(const struct tissues *t, int32_t kind)
{
    if (kind == MIMICRY_TEXT_TISSUES)
        return "tissues";
    if (kind == MIMICRY_TEXT_VITAL)
        return t->request.vital ? "vital" : NULL;
    return t->request.organs ? "organs" : NULL;
}

size_t tissues_columns(const struct tissues *t, const char **columns)
{
    size_t n = 0;
    if (t->expression != NULL) {
        columns[n++] = "expression";
        for (int32_t kind = MIMICRY_TEXT_TISSUES; kind <= KINDS; kind++) {
            if (text_column(t, kind) != NULL)
                columns[n++] = text_column(t, kind);
        }
    }
    if (t->binders != NULL) {
        columns[n++] = "allele";
        columns[n++] = "rank";
    }
    return n;
}

static bool no_memory(struct tissues *t)
{
    static const char message[] = "not enough memory";
    t->error.status = MIMICRY_E_MEMORY;
    memcpy(t->error.message, message, sizeof message);
    return false;
}

static bool make_text(struct tissues *t, const char *gene, int32_t kind, char **out)
{
    size_t length;
    if (mimicry0_expression_text(t->expression, t->organs, gene, t->request.floor, kind, NULL, 0,
                                 &length, &t->error) != MIMICRY_OK)
        return false;
    *out = malloc(length + 1);
    if (*out == NULL)
        return no_memory(t);
    return mimicry0_expression_text(t->expression, t->organs, gene, t->request.floor, kind, *out,
                                    length + 1, NULL, &t->error) == MIMICRY_OK;
}

static bool fill_slot(struct tissues *t, const char *gene, const double *levels,
                      struct tissues_slot *slot)
{
    mimicry0_expression_summary summary = {.size = sizeof summary};
    clear_slot(slot);
    if (mimicry0_expression_summarize(t->expression, gene, t->request.floor, &summary, NULL,
                                      &t->error) != MIMICRY_OK)
        return false;
    for (int32_t kind = MIMICRY_TEXT_TISSUES; kind <= KINDS; kind++) {
        if (text_column(t, kind) != NULL && !make_text(t, gene, kind, &slot->texts[kind - 1]))
            return false;
    }
    slot->highest = summary.highest;
    slot->levels = levels;
    return true;
}

/* A gene of which nothing is known has an empty cell for its level, and `unknown` in the others. */
static void put_unknown(const struct tissues *t, struct rows *rows)
{
    rows_text(rows, "");
    for (int32_t kind = MIMICRY_TEXT_TISSUES; kind <= KINDS; kind++) {
        if (text_column(t, kind) != NULL)
            rows_text(rows, "unknown");
    }
}

static bool put_expression(struct tissues *t, struct rows *rows, const char *gene)
{
    const double *levels = mimicry0_expression_levels(t->expression, gene);
    if (levels == NULL) {
        put_unknown(t, rows);
        return true;
    }
    if (t->slots == NULL)
        t->slots = calloc(TISSUES_SLOTS, sizeof *t->slots);
    if (t->slots == NULL)
        return no_memory(t);
    const size_t row_size = mimicry0_expression_tissues(t->expression) * sizeof *levels;
    struct tissues_slot *slot = &t->slots[(uintptr_t)levels / row_size % TISSUES_SLOTS];
    if (slot->levels != levels && !fill_slot(t, gene, levels, slot))
        return false;
    if (isnan(slot->highest))
        rows_text(rows, "");
    else
        rows_real(rows, slot->highest);
    for (int32_t kind = MIMICRY_TEXT_TISSUES; kind <= KINDS; kind++) {
        if (text_column(t, kind) != NULL)
            rows_text(rows, slot->texts[kind - 1]);
    }
    return true;
}

static void put_binder(const struct tissues *t, struct rows *rows, const char *peptide)
{
    const mimicry0_binder *best = mimicry0_binders_find(t->binders, peptide, NULL, NULL);
    rows_text(rows, best == NULL ? "" : best->allele);
    if (best == NULL || isnan(best->rank))
        rows_text(rows, "");
    else
        rows_real(rows, best->rank);
}

bool tissues_put(struct tissues *t, struct rows *rows, const char *gene, const char *peptide)
{
    if (t->expression != NULL && !put_expression(t, rows, gene))
        return false;
    if (t->binders != NULL)
        put_binder(t, rows, peptide);
    return true;
}
