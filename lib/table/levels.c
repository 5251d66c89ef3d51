/* Finds the tissues whose levels are asked for, and puts the levels. */
#include "table/levels.h"

#include <stdio.h>

#include "base/error.h"

/* ---- Names that come near ---- */

enum { LONGEST = 100 }; /* bytes of a name that are compared */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* How many letters must be put in, left out or replaced to make one name of the other. */
static size_t edits(const char *a, size_t n_a, const char *b)
{
    size_t row[LONGEST + 1];
    size_t n_b = strlen(b);
    n_a = n_a < LONGEST ? n_a : LONGEST;
    n_b = n_b < LONGEST ? n_b : LONGEST;
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            const size_t replaced = before + (lower(a[i - 1]) != lower(b[j - 1]));
            const size_t one = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            before = row[j];
            row[j] = replaced < one ? replaced : one;
        }
    }
    return row[n_b];
}

/* The number of the nearest name behind `last`, in the order of edits and numbers; or MIM_NO_NAME.
 */
static size_t next_near(const struct mim_names *tissues, const char *name, size_t length,
                        size_t last)
{
    const size_t was = last == MIM_NO_NAME ? 0 : edits(name, length, mim_names_at(tissues, last));
    size_t best = MIM_NO_NAME, least = SIZE_MAX;
    for (size_t i = 0; i < tissues->count; i++) {
        const size_t distance = edits(name, length, mim_names_at(tissues, i));
        const bool behind = last == MIM_NO_NAME || distance > was || (distance == was && i > last);
        if (behind && distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

static mimicry_status refuse(const struct mim_names *tissues, const char *name, size_t length,
                             mimicry_error *error)
{
    const char *near[3] = {"", "", ""};
    size_t last = MIM_NO_NAME;
    for (size_t i = 0; i < 3 && (i == 0 || last != MIM_NO_NAME); i++) {
        last = next_near(tissues, name, length, last);
        near[i] = last == MIM_NO_NAME ? "" : mim_names_at(tissues, last);
    }
    return mim_fail(error, MIMICRY_E_ARGUMENT,
                    "levels: the table of expression has no tissue '%.*s'; it has '%.100s'%s%.100s"
                    "%s%.100s%s",
                    (int)(length < LONGEST ? length : LONGEST), name, near[0],
                    *near[1] ? ", '" : "", near[1], *near[1] ? *near[2] ? "', '" : "'" : "",
                    near[2], *near[2] ? "'" : "");
}

/* ---- Opening ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* `level_` and the tissue, with _ for what is no letter or digit: other programs have such names
 * for columns. */
static bool write_name(char out[MIM_LEVEL_NAME], const char *tissue)
{
    const int length = snprintf(out, MIM_LEVEL_NAME, "level_%s", tissue);
    if (length < 0 || length >= MIM_LEVEL_NAME)
        return false;
    for (char *c = out; *c != '\0'; c++) {
        const bool is_letter = lower(*c) >= 'a' && lower(*c) <= 'z';
        if (!is_letter && (*c < '0' || *c > '9'))
            *c = '_';
    }
    return true;
}

static mimicry_status add(struct mim_levels *l, const struct mim_names *tissues, const char *name,
                          size_t length, mimicry_error *error)
{
    while (length > 0 && is_blank(name[0])) {
        name++;
        length--;
    }
    while (length > 0 && is_blank(name[length - 1]))
        length--;
    const size_t tissue = length == 0 ? MIM_NO_NAME : mim_names_find(tissues, name, length);
    if (tissue == MIM_NO_NAME)
        return refuse(tissues, name, length, error);
    if (l->count == MIM_LEVELS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "levels of more than %d tissues",
                        (int)MIM_LEVELS);
    if (!write_name(l->names[l->count], mim_names_at(tissues, tissue)))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "levels: tissue '%.100s...' has too long a name",
                        mim_names_at(tissues, tissue));
    for (size_t i = 0; i < l->count; i++) {
        if (strcmp(l->names[i], l->names[l->count]) == 0)
            return mim_fail(error, MIMICRY_E_ARGUMENT, "levels: column '%s' comes twice",
                            l->names[i]);
    }
    l->tissues[l->count++] = tissue;
    return MIMICRY_OK;
}

mimicry_status mim_levels_set(struct mim_levels *levels, const struct mim_expression *expression,
                              const char *text, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *levels = (struct mim_levels){.count = 0};
    for (bool more = true; more && status == MIMICRY_OK;) {
        const size_t length = strcspn(text, ",");
        status = add(levels, &expression->tissues, text, length, error);
        more = text[length] == ',';
        text += length + more;
    }
    return status;
}

/* ---- Columns and cells ---- */

size_t mim_levels_columns(const struct mim_levels *levels, struct mim_column *out)
{
    for (size_t i = 0; i < levels->count; i++)
        out[i] = (struct mim_column){levels->names[i], MIM_REAL, MIM_NULLABLE, NULL,
                                     "Level of the gene in this tissue"};
    return levels->count;
}

void mim_levels_put(const struct mim_levels *levels, struct mim_table *table,
                    const double *opt_levels)
{
    for (size_t i = 0; i < levels->count; i++) {
        if (opt_levels == NULL)
            mim_put_null(table);
        else
            mim_put_real(table, opt_levels[levels->tissues[i]]);
    }
}
