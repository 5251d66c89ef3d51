/* Looks at the best window of each candidate; tables that were saved have numbers as text. */
#include "report/bests_seen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* The columns of a batch; those that are not there are not valid. */
struct best_views {
    struct mim_view window, peptide, score, evalue;
    bool has_window;
};

static bool open_view(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                      const char *name, struct mim_view *out)
{
    const int64_t column = mim_look_find(schema, name);
    if (column >= 0)
        *out = mim_view_open(schema, batch, column);
    return column >= 0;
}

/* NaN where it is unknown, or no number. */
static double number_at(const struct mim_view *view, int64_t row)
{
    char text[64];
    size_t length;
    double value = (double)NAN;
    if (mim_view_is_null(view, row))
        return value;
    if (view->kind == MIM_VIEW_REAL)
        return mim_view_real(view, row);
    if (view->kind != MIM_VIEW_TEXT)
        return (double)mim_view_integer(view, row);
    const char *bytes = mim_view_text(view, row, &length);
    if (length >= sizeof text)
        return value;
    memcpy(text, bytes, length);
    text[length] = '\0';
    return mim_parse_number(text, &value) ? value : (double)NAN;
}

/* The part of the candidate, or the whole of it where that is what was searched. */
static bool take_window(const struct best_views *views, int64_t row, struct mim_best *best)
{
    size_t length = 0;
    const char *letters = "";
    if (views->has_window)
        letters = mim_view_text(&views->window, row, &length);
    if (length == 0)
        letters = mim_view_text(&views->peptide, row, &length);
    if (length == 0 || length > MIM_BEST_RESIDUES)
        return false;
    memcpy(best->window, letters, length);
    best->window[length] = '\0';
    return true;
}

static bool note_row(struct mim_bests *bests, const struct best_views *views, int64_t row)
{
    struct mim_best best = {.score = number_at(&views->score, row),
                            .evalue = number_at(&views->evalue, row),
                            .row = ++bests->rows};
    if (bests->count == MIM_MOST_BESTS || isnan(best.score) || isnan(best.evalue) ||
        !take_window(views, row, &best))
        return true;
    struct mim_best *grown = mim_grow(bests->of, &bests->room, bests->count + 1, sizeof *bests->of);
    if (grown == NULL)
        return false;
    bests->of = grown;
    bests->of[bests->count++] = best;
    return true;
}

static bool note_bests(void *data, const struct ArrowSchema *schema, const struct ArrowArray *batch)
{
    struct best_views views;
    bool good = open_view(schema, batch, "peptide", &views.peptide) &&
                views.peptide.kind == MIM_VIEW_TEXT &&
                open_view(schema, batch, "best_score", &views.score) &&
                open_view(schema, batch, "evalue", &views.evalue);
    if (!good)
        return true;
    views.has_window = open_view(schema, batch, "best_window", &views.window) &&
                       views.window.kind == MIM_VIEW_TEXT;
    for (int64_t row = 0; row < batch->length && good; row++)
        good = note_row(data, &views, row);
    return good;
}

struct mim_look mim_bests_seen(struct mim_bests *bests)
{
    return (struct mim_look){note_bests, bests};
}

void mim_bests_free(struct mim_bests *bests)
{
    free(bests->of);
    *bests = (struct mim_bests){0};
}
