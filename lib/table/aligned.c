/* Chooses columns of a table for a width. */
#include "table/aligned.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

/* What is left of a text that is cut; a peptide of class I is not. */
enum { LEAST_CUT = 4, LEAST_TEXT = 8, LEAST_RESIDUES = 12, EASY_TEXT = 24 };

/* ---- Metadata ---- */

/* Whether a column's metadata has that pair (Arrow: 32-bit lengths before keys and values). */
static bool has_pair(const struct ArrowSchema *column, const char *key, const char *value)
{
    const char *at = column->metadata, *const expected[2] = {key, value};
    int32_t pairs = 0, length;
    if (at != NULL) {
        memcpy(&pairs, at, sizeof pairs);
        at += sizeof pairs;
    }
    for (int32_t i = 0; i < pairs; i++) {
        bool equal = true;
        for (int k = 0; k < 2; k++) {
            memcpy(&length, at, sizeof length);
            at += sizeof length;
            equal = equal && (size_t)length == strlen(expected[k]) &&
                    memcmp(at, expected[k], (size_t)length) == 0;
            at += length;
        }
        if (equal)
            return true;
    }
    return false;
}

/* The n-th column of such residues, or -1. */
static int64_t find_residues(const struct ArrowSchema *schema, const char *kind, int64_t n)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (has_pair(schema->children[i], "residues", kind) && n-- == 0)
            return i;
    }
    return -1;
}

static int64_t compared_with(const struct ArrowSchema *schema, int64_t column)
{
    int64_t before = 0;
    if (!has_pair(schema->children[column], "residues", "match"))
        return -1;
    for (int64_t i = 0; i < column; i++)
        before += has_pair(schema->children[i], "residues", "match");
    return find_residues(schema, "query", before);
}

/* ---- Which columns ---- */

static size_t longest_part(const char *name)
{
    size_t longest = 0;
    for (size_t from = 0; name[from] != '\0';) {
        const size_t end = mim_aligned_line_end(name, from, 0);
        longest = end - from > longest ? end - from : longest;
        from = end;
    }
    return longest;
}

static struct mim_aligned_column column_of(const struct ArrowSchema *schema, int64_t i)
{
    const struct ArrowSchema *column = schema->children[i];
    const char *name = column->name == NULL ? "" : column->name;
    const bool is_number = strchr("uU", column->format[0]) == NULL;
    const size_t part = longest_part(name), cut = is_number ? 0 : LEAST_CUT,
                 least = part > cut ? part : cut;
    return (struct mim_aligned_column){
        .at = i,
        .name = name,
        .is_number = is_number,
        .is_residues =
            has_pair(column, "residues", "query") || has_pair(column, "residues", "match"),
        .always = !has_pair(column, "brief", "room"),
        .with = compared_with(schema, i),
        .width = least,
        .least = least,
    };
}

mimicry_status mim_aligned_open(const struct ArrowSchema *schema, struct mim_aligned *out,
                                mimicry_error *error)
{
    bool any = false;
    *out = (struct mim_aligned){.gap = 2};
    out->columns = mim_alloc_zeroed((size_t)schema->n_children + 1, sizeof *out->columns);
    if (out->columns == NULL)
        return mim_fail_memory(error);
    for (int64_t i = 0; i < schema->n_children; i++)
        any = any || has_pair(schema->children[i], "brief", "always");
    for (int64_t i = 0; i < schema->n_children; i++) {
        const struct ArrowSchema *column = schema->children[i];
        if (!any || has_pair(column, "brief", "always") || has_pair(column, "brief", "room"))
            out->columns[out->count++] = column_of(schema, i);
    }
    return MIMICRY_OK;
}

void mim_aligned_close(struct mim_aligned *aligned)
{
    free(aligned->columns);
    *aligned = (struct mim_aligned){0};
}

/* ---- How wide ---- */

size_t mim_aligned_line_end(const char *name, size_t from, size_t width)
{
    size_t end = from;
    while (name[end] != '\0') {
        size_t next = end + strcspn(name + end, "_");
        next += name[next] == '_';
        if (end > from && next - from > width)
            break;
        end = next;
    }
    return end;
}

void mim_aligned_measure(struct mim_aligned_column *column, size_t width)
{
    const size_t most = column->is_number     ? width /* they are never cut */
                        : column->is_residues ? LEAST_RESIDUES
                                              : LEAST_TEXT;
    const size_t least = width < most ? width : most;
    column->width = width > column->width ? width : column->width;
    column->least = least > column->least ? least : column->least;
}

/* How wide columns are taken to be: as little as can be, enough for what is seldom wider, or so
 * that nothing is cut. */
enum how { LEAST, EASY, FULL };

static size_t width_of(const struct mim_aligned_column *column, enum how how)
{
    if (how == LEAST)
        return column->least;
    return how == EASY && !column->is_number && column->width > EASY_TEXT ? EASY_TEXT
                                                                          : column->width;
}

static size_t total(const struct mim_aligned *a, enum how how)
{
    size_t sum = a->count == 0 ? 0 : (a->count - 1) * a->gap;
    for (size_t i = 0; i < a->count; i++)
        sum += width_of(&a->columns[i], how);
    return sum;
}

/* How many columns there are to the last of those that need not be there; 0: all have to. */
static size_t find_optional(const struct mim_aligned *a)
{
    size_t i = a->count;
    while (i > 0 && a->columns[i - 1].always)
        i--;
    return i;
}

static void leave_out(struct mim_aligned *a, size_t i)
{
    memmove(&a->columns[i], &a->columns[i + 1], (a->count - i - 1) * sizeof *a->columns);
    a->count--;
}

/* What need not be there goes before anything is cut; what should be, from the end, where cutting
 * is not enough. */
static void choose(struct mim_aligned *a, size_t width)
{
    size_t optional;
    while ((optional = find_optional(a)) > 0 && total(a, EASY) > width)
        leave_out(a, optional - 1);
    while (a->count > 1 && total(a, LEAST) > width)
        leave_out(a, a->count - 1);
}

/* Takes one from the widest column of text. */
static void narrow(struct mim_aligned *a)
{
    struct mim_aligned_column *widest = NULL;
    for (size_t i = 0; i < a->count; i++) {
        struct mim_aligned_column *column = &a->columns[i];
        if (column->width > column->least && (widest == NULL || column->width > widest->width))
            widest = column;
    }
    if (widest != NULL)
        widest->width--;
}

/* Names stay on one line if all can. */
static void widen_names(struct mim_aligned *a, size_t width)
{
    size_t sum = total(a, FULL);
    for (size_t i = 0; i < a->count; i++) {
        const size_t length = strlen(a->columns[i].name);
        sum += length > a->columns[i].width ? length - a->columns[i].width : 0;
    }
    for (size_t i = 0; i < a->count && sum <= width; i++) {
        const size_t length = strlen(a->columns[i].name);
        if (length > a->columns[i].width)
            a->columns[i].width = length;
    }
}

void mim_aligned_fit(struct mim_aligned *a, size_t width)
{
    if (total(a, EASY) > width)
        a->gap = 1;
    choose(a, width);
    a->gap = 2;
    if (total(a, EASY) > width)
        a->gap = 1;
    for (size_t i = 0; i < a->count; i++) {
        if (a->columns[i].width > width)
            a->columns[i].width = a->columns[i].least > width ? a->columns[i].least : width;
    }
    for (size_t sum = total(a, FULL); sum > width && sum > total(a, LEAST); sum--)
        narrow(a);
    widen_names(a, width);
}
