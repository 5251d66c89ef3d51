/* Joins a gene's levels with the organ systems. */
#include "annotate/tissues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const char unmapped[] = "unmapped";

struct ranked {
    double level;
    size_t tissue;
};

static int highest_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    return (x->tissue > y->tissue) - (x->tissue < y->tissue);
}

static mimicry_status rank_tissues(const double *levels, size_t n, double floor, size_t count,
                                   size_t *tissues, mimicry_error *error)
{
    struct ranked *ranked = mim_alloc_array(count, sizeof *ranked);
    size_t found = 0;
    if (ranked == NULL)
        return mim_fail_memory(error);
    for (size_t t = 0; t < n; t++) {
        if (levels[t] >= floor)
            ranked[found++] = (struct ranked){levels[t], t};
    }
    qsort(ranked, found, sizeof *ranked, highest_first);
    for (size_t i = 0; i < found; i++)
        tissues[i] = ranked[i].tissue;
    free(ranked);
    return MIMICRY_OK;
}

mimicry_status mim_tissues_summarize(const struct mim_expression *e, const char *gene, double floor,
                                     struct mim_expression_summary *s, size_t *opt_tissues,
                                     mimicry_error *error)
{
    const double *levels = mim_expression_find(e, gene);
    const size_t n = levels == NULL ? 0 : e->tissues.count;
    s->known = false;
    s->highest = NAN;
    s->tissue = SIZE_MAX;
    s->count = 0;
    for (size_t t = 0; t < n; t++) {
        if (isnan(levels[t]))
            continue;
        if (!s->known || levels[t] > s->highest) {
            s->highest = levels[t];
            s->tissue = t;
        }
        s->known = true;
        s->count += levels[t] >= floor;
    }
    return opt_tissues == NULL ? MIMICRY_OK
                               : rank_tissues(levels, n, floor, s->count, opt_tissues, error);
}

bool mim_tissues_open(const struct mim_organs *opt_organs, const char *tissue, int32_t what)
{
    return what != MIM_TEXT_VITAL || mim_organs_may_be_vital(opt_organs, tissue);
}

/* Whether a list of tissues that is empty might have one if all were known. */
static bool is_open(const struct mim_expression *e, const struct mim_organs *organs,
                    const char *gene, double floor, int32_t what)
{
    const double *levels = mim_expression_find(e, gene);
    for (size_t t = 0; levels != NULL && t < e->tissues.count; t++) {
        if ((levels[t] >= floor || mim_expression_lacks(e, levels, t)) &&
            mim_tissues_open(organs, mim_names_at(&e->tissues, t), what))
            return true;
    }
    return levels == NULL;
}

struct names_writer {
    char *text;
    size_t room;
    size_t length; /* of the whole, which may be more than there is room for */
};

static void write_text(struct names_writer *w, const char *text)
{
    for (; *text != '\0'; text++, w->length++) {
        if (w->length + 1 < w->room)
            w->text[w->length] = *text;
    }
    if (w->room > 0)
        w->text[w->length < w->room ? w->length : w->room - 1] = '\0';
}

/* What each of the tissues adds to the text; NULL for nothing. */
static void find_words(const struct mim_expression *e, const struct mim_organs *o,
                       const size_t *tissues, size_t count, int32_t what, const char **words)
{
    for (size_t i = 0; i < count; i++) {
        words[i] = mim_names_at(&e->tissues, tissues[i]);
        if (what == MIM_TEXT_VITAL && !mim_organs_is_vital(o, words[i]))
            words[i] = NULL;
        if (what != MIM_TEXT_ORGANS)
            continue;
        const char *system = mim_organs_system(o, words[i]);
        words[i] = system == NULL ? unmapped : system;
        for (size_t k = 0; k < i; k++) { /* one system has one address */
            if (words[k] == words[i]) {
                words[i] = NULL;
                break;
            }
        }
    }
}

mimicry_status mim_tissues_text(const struct mim_expression *e, const struct mim_organs *opt_organs,
                                const char *gene, double floor, int32_t what, char *text,
                                size_t room, size_t *length, mimicry_error *error)
{
    struct names_writer w = {text, room, 0};
    struct mim_expression_summary summary;
    size_t *tissues = mim_alloc_array(e->tissues.count, sizeof *tissues);
    const char **words = mim_alloc_array(e->tissues.count, sizeof *words);
    mimicry_status status = tissues == NULL || words == NULL
                                ? mim_fail_memory(error)
                                : mim_tissues_summarize(e, gene, floor, &summary, tissues, error);
    if (status != MIMICRY_OK)
        goto out;
    find_words(e, opt_organs, tissues, summary.count, what, words);
    for (size_t i = 0; i < summary.count; i++) {
        if (words[i] == NULL)
            continue;
        write_text(&w, w.length > 0 ? ";" : "");
        write_text(&w, words[i]);
    }
    if (w.length == 0)
        write_text(&w, is_open(e, opt_organs, gene, floor, what) ? "unknown" : "none");
    if (length != NULL)
        *length = w.length;
out:
    free(words);
    free(tissues);
    return status;
}
