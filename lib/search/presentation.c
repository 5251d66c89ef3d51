/* Finds sets of alleles by their text, makes distributions when they are needed, and looks windows
 * up. */
#include "search/presentation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "residue/allele.h"

struct set_allele {
    size_t number;                                       /* of all alleles */
    const struct mim_percentiles *of[MIM_MOTIF_LENGTHS]; /* NULL: no motif, or not ready */
};

struct mim_allele_set {
    size_t number;
    struct set_allele *at;
    size_t count;
    bool is_named; /* false: whichever alleles a table of binders has */
    bool ready[MIM_MOTIF_LENGTHS];
};

struct mim_presentation {
    struct mim_presentation_request request;
    const struct mim_binders *binders;      /* or NULL */
    const struct mim_allele_motifs *motifs; /* those below, or of the annotations */
    struct mim_allele_motifs *built_in;
    struct mim_percentiles *distributions; /* by motif */
    struct mim_names alleles;              /* of all sets, in one spelling */
    struct mim_names texts;                /* of sets */
    struct mim_allele_set **sets;          /* by number of the text */
    size_t n_sets, sets_room;
    struct mim_allele_set *asked; /* for all queries, or NULL */
    /* What is to be told. */
    struct mim_names unknown;  /* alleles without a motif */
    struct mim_names no_names; /* text of queries that names none */
    struct mim_names lengths;  /* "ALLELE for N residues" of alleles that have other motifs */
    uint32_t no_length;        /* a length of which no allele has a motif, 0: none came */
};

/* ---- Sets ---- */

static mimicry_status remark(struct mim_names *names, const char *text, mimicry_error *error)
{
    size_t number;
    return mim_names_add(names, text, strlen(text), &number) ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status add_allele(struct mim_presentation *p, struct mim_allele_set *set,
                                 const char *name, mimicry_error *error)
{
    size_t number;
    if (!mim_names_add(&p->alleles, name, strlen(name), &number))
        return mim_fail_memory(error);
    for (size_t i = 0; i < set->count; i++) {
        if (set->at[i].number == number)
            return MIMICRY_OK;
    }
    struct set_allele *at = realloc(set->at, (set->count + 1) * sizeof *at);
    if (at == NULL)
        return mim_fail_memory(error);
    set->at = at;
    at[set->count++] = (struct set_allele){.number = number};
    return mim_allele_motifs_know(p->motifs, name) ? MIMICRY_OK : remark(&p->unknown, name, error);
}

/* `strict`: text that names no allele is refused, and not only remarked. */
static mimicry_status fill_set(struct mim_presentation *p, struct mim_allele_set *set,
                               const char *list, bool strict, mimicry_error *error)
{
    const char *item;
    size_t length;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && mim_allele_next(&list, &item, &length)) {
        char name[MIM_ALLELE_SIZE], given[MIM_ALLELE_SIZE];
        set->is_named = true;
        snprintf(given, sizeof given, "%.*s", (int)(length < 60 ? length : 60), item);
        if (mim_allele_read(item, length, name) != MIM_NO_ALLELE)
            status = add_allele(p, set, name, error);
        else if (strict)
            status = mim_fail(error, MIMICRY_E_ARGUMENT,
                              "'%s' is no allele: a name such as HLA-A*02:01 was expected", given);
        else
            status = remark(&p->no_names, given, error);
    }
    return status;
}

static mimicry_status make_set(struct mim_presentation *p, const char *list, bool strict,
                               struct mim_allele_set **out, mimicry_error *error)
{
    size_t number;
    *out = NULL;
    if (!mim_names_add(&p->texts, list, strlen(list), &number))
        return mim_fail_memory(error);
    if (number < p->n_sets) {
        *out = p->sets[number];
        return MIMICRY_OK;
    }
    struct mim_allele_set **sets =
        mim_grow(p->sets, &p->sets_room, number + 1, sizeof(struct mim_allele_set *));
    struct mim_allele_set *set = mim_alloc_zeroed(1, sizeof *set);
    p->sets = sets != NULL ? sets : p->sets;
    if (sets == NULL || set == NULL) {
        free(set);
        return mim_fail_memory(error);
    }
    set->number = p->n_sets;
    sets[p->n_sets++] = set;
    *out = set;
    return fill_set(p, set, list, strict, error);
}

mimicry_status mim_presentation_set(struct mim_presentation *p, const char *own,
                                    struct mim_allele_set **out, mimicry_error *error)
{
    *out = p->asked;
    return p->asked != NULL ? MIMICRY_OK : make_set(p, own, false, out, error);
}

/* ---- Making ready ---- */

static bool has_motif(uint32_t length)
{
    return length >= MIM_MOTIF_LEAST && length <= MIM_MOTIF_MOST;
}

/* The distribution of an allele and length; NULL without a motif. */
static struct mim_percentiles *distribution_of(const struct mim_presentation *p, size_t allele,
                                               uint32_t length,
                                               const struct mim_allele_motif **out_motif)
{
    *out_motif = mim_allele_motifs_find(p->motifs, mim_names_at(&p->alleles, allele), length);
    return *out_motif == NULL ? NULL : &p->distributions[*out_motif - p->motifs->at];
}

/* Points the alleles of a set at their distributions, those that are missing are counted. */
static mimicry_status point(struct mim_presentation *p, struct mim_allele_set *set, uint32_t length,
                            mimicry_error *error)
{
    struct mim_percentiles **missing =
        mim_alloc_array(set->count, sizeof(struct mim_percentiles *));
    const struct mim_allele_motif **motifs =
        mim_alloc_array(set->count, sizeof(struct mim_allele_motif *));
    mimicry_status status = missing != NULL && motifs != NULL ? MIMICRY_OK : mim_fail_memory(error);
    size_t n = 0;
    for (size_t i = 0; i < set->count && status == MIMICRY_OK; i++) {
        struct mim_percentiles *d = distribution_of(p, set->at[i].number, length, &motifs[n]);
        set->at[i].of[length - MIM_MOTIF_LEAST] = d;
        if (d != NULL && d->motif == NULL)
            missing[n++] = d;
    }
    if (status == MIMICRY_OK && n > 0)
        status = mim_percentiles_count(missing, motifs, n, p->request.index, p->request.kernels,
                                       p->request.threads, error);
    free(missing);
    free(motifs);
    return status;
}

/* Remarks alleles that have motifs, but none of this length. */
static mimicry_status remark_lengths(struct mim_presentation *p, const struct mim_allele_set *set,
                                     uint32_t length, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < set->count && status == MIMICRY_OK; i++) {
        char text[MIM_ALLELE_SIZE + 32];
        const char *name = mim_names_at(&p->alleles, set->at[i].number);
        if (set->at[i].of[length - MIM_MOTIF_LEAST] != NULL ||
            !mim_allele_motifs_know(p->motifs, name))
            continue;
        snprintf(text, sizeof text, "%s for %u residues", name, (unsigned)length);
        status = remark(&p->lengths, text, error);
    }
    return status;
}

mimicry_status mim_presentation_ready(struct mim_presentation *p, struct mim_allele_set *set,
                                      uint32_t length, mimicry_error *error)
{
    if (!has_motif(length)) {
        p->no_length = p->no_length == 0 && set->count > 0 ? length : p->no_length;
        return MIMICRY_OK;
    }
    if (set->ready[length - MIM_MOTIF_LEAST])
        return MIMICRY_OK;
    mimicry_status status = point(p, set, length, error);
    if (status == MIMICRY_OK)
        status = remark_lengths(p, set, length, error);
    set->ready[length - MIM_MOTIF_LEAST] = status == MIMICRY_OK;
    return status;
}

size_t mim_allele_set_number(const struct mim_allele_set *set)
{
    return set->number;
}

bool mim_presentation_by_motifs(const struct mim_presentation *p)
{
    return p->binders == NULL;
}

size_t mim_allele_set_distributions(const struct mim_allele_set *set, uint32_t length,
                                    const struct mim_percentiles **out, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; has_motif(length) && i < set->count; i++) {
        const struct mim_percentiles *d = set->at[i].of[length - MIM_MOTIF_LEAST];
        if (d != NULL && count++ < room)
            out[count - 1] = d;
    }
    return count;
}

/* ---- Looking up ---- */

static void take(struct mim_presented *best, double percent, const char *allele)
{
    const bool is_better = best->allele == NULL || percent < best->percent ||
                           (isnan(best->percent) && !isnan(percent));
    if (!is_better)
        return;
    best->percent = percent;
    best->allele = allele;
}

/* The number in the set of an allele that a table of binders names; the count: it is not there. */
static size_t place_in(const struct mim_presentation *p, const struct mim_allele_set *set,
                       const char *allele)
{
    size_t i = 0;
    while (i < set->count && strcmp(mim_names_at(&p->alleles, set->at[i].number), allele) != 0)
        i++;
    return i;
}

enum { WITH_MASK = 64 }; /* alleles whose motifs a table can take the place of */

/* Takes the rows of the table; the bits of alleles that it has. */
static uint64_t take_binders(const struct mim_presentation *p, const struct mim_allele_set *set,
                             const uint8_t *codes, uint32_t length, struct mim_presented *best)
{
    char letters[MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS];
    uint64_t has = 0;
    size_t count;
    for (uint32_t j = 0; j < length; j++)
        letters[j] = mim_letter_of[codes[j]];
    const struct mim_binder *rows = mim_binders_find(p->binders, letters, length, &count);
    for (size_t i = 0; i < count; i++) {
        const size_t place = place_in(p, set, rows[i].allele);
        if (place == set->count && set->is_named && rows[i].allele[0] != '\0')
            continue;
        has |= place < WITH_MASK ? UINT64_C(1) << place : 0;
        best->listed |= isnan(rows[i].rank);
        take(best, rows[i].rank, rows[i].allele);
    }
    return has;
}

struct mim_presented mim_presentation_find(const struct mim_presentation *p,
                                           const struct mim_allele_set *set, const uint8_t *codes,
                                           uint32_t length)
{
    struct mim_presented best = {(double)NAN, NULL, false};
    const uint64_t has = p->binders == NULL ? 0 : take_binders(p, set, codes, length, &best);
    for (size_t i = 0; has_motif(length) && i < set->count; i++) {
        const struct mim_percentiles *d = set->at[i].of[length - MIM_MOTIF_LEAST];
        if (d == NULL || (i < WITH_MASK && (has >> i & 1) != 0))
            continue;
        const double percent = mim_percentiles_of(d, codes);
        if (!isnan(percent))
            take(&best, percent, mim_names_at(&p->alleles, set->at[i].number));
    }
    return best;
}

bool mim_presentation_lists_all(const struct mim_presentation *p, const struct mim_allele_set *set)
{
    return p->binders != NULL && !set->is_named;
}

bool mim_presentation_keeps(const struct mim_presentation *p, const struct mim_allele_set *set,
                            const uint8_t *codes, uint32_t length)
{
    const struct mim_presented found = mim_presentation_find(p, set, codes, length);
    return found.listed || !(found.percent > p->request.max_presented + MIM_FORGIVEN);
}

bool mim_presentation_filters(const struct mim_presentation *p)
{
    return p != NULL && p->request.max_presented > 0;
}

double mim_presentation_most(const struct mim_presentation *p)
{
    return mim_presentation_filters(p) ? p->request.max_presented : 100;
}

double mim_presentation_share(const struct mim_presentation *p)
{
    if (!mim_presentation_filters(p))
        return 1;
    const double alleles = p->asked != NULL ? (double)p->asked->count : 1;
    return fmin(1, fmax(1, alleles) * p->request.max_presented / 100);
}

bool mim_presentation_is_own(const struct mim_presentation *p)
{
    return p != NULL && p->asked == NULL;
}

/* ---- Notes ---- */

static void tell_some(const struct mim_names *names, const char *what, bool filters,
                      mimicry_note_fn note, void *data)
{
    char text[320];
    if (names->count == 0)
        return;
    snprintf(text, sizeof text, "%s: %zu, the first '%.100s': what they present is unknown%s", what,
             names->count, mim_names_at(names, 0),
             filters ? ", and a window that other alleles do not present is left out" : "");
    note(data, text);
}

void mim_presentation_tell(const struct mim_presentation *p, mimicry_note_fn note, void *data)
{
    char text[160];
    const bool filters = mim_presentation_filters(p);
    if (note == NULL || p == NULL)
        return;
    tell_some(&p->no_names, "cells that name no allele", filters, note, data);
    tell_some(&p->unknown, "alleles without a motif", filters, note, data);
    tell_some(&p->lengths, "alleles without a motif of that length", filters, note, data);
    if (p->no_length == 0)
        return;
    snprintf(text, sizeof text,
             "windows of %u residues: no allele has a motif, so that it is unknown "
             "whether they are presented%s",
             (unsigned)p->no_length, filters ? ", and they are kept" : "");
    note(data, text);
}

/* ---- */

static mimicry_status check(const struct mim_presentation_request *r, bool has_table,
                            bool has_motifs, mimicry_error *error)
{
    const bool none = r->opt_alleles == NULL ? !r->has_own : r->opt_alleles[0] == '\0';
    if (none && r->max_presented > 0 && !has_table)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "max_presented without alleles: name some, or give queries that have them");
    if (none && has_motifs && r->opt_alleles == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "motifs without alleles: name some, or give queries that have them");
    return MIMICRY_OK;
}

static mimicry_status open_motifs(struct mim_presentation *p, mimicry_error *error)
{
    const struct mimicry_annotations *a = p->request.opt_annotations;
    mimicry_status status = MIMICRY_OK;
    if (a != NULL && a->motifs != NULL)
        p->motifs = a->motifs;
    else
        status = mim_allele_motifs_built_in(&p->built_in, error);
    if (status != MIMICRY_OK)
        return status;
    p->motifs = p->motifs != NULL ? p->motifs : p->built_in;
    p->distributions = mim_alloc_zeroed(p->motifs->count, sizeof *p->distributions);
    return p->distributions != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status open_presentation(struct mim_presentation *p, mimicry_error *error)
{
    const struct mim_presentation_request *r = &p->request;
    mimicry_status status = open_motifs(p, error);
    if (status != MIMICRY_OK || (r->opt_alleles == NULL && r->has_own))
        return status;
    const char *list = r->opt_alleles != NULL ? r->opt_alleles : "";
    return make_set(p, list, true, &p->asked, error);
}

mimicry_status mim_presentation_create(const struct mim_presentation_request *request,
                                       struct mim_presentation **out, mimicry_error *error)
{
    const struct mimicry_annotations *a = request->opt_annotations;
    const bool has_table = a != NULL && a->binders != NULL;
    const bool has_motifs = a != NULL && a->motifs != NULL;
    const char *list = request->opt_alleles;
    *out = NULL;
    if (!(request->max_presented >= 0 && request->max_presented <= 100))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "max_presented %g: a percentage from 0 to 100 was expected",
                        request->max_presented);
    mimicry_status status = check(request, has_table, has_motifs, error);
    if (status != MIMICRY_OK ||
        (!has_table && (list == NULL ? !request->has_own : list[0] == '\0')))
        return status;
    struct mim_presentation *p = mim_alloc_zeroed(1, sizeof *p);
    if (p == NULL)
        return mim_fail_memory(error);
    p->request = *request;
    p->binders = has_table ? a->binders : NULL;
    status = open_presentation(p, error);
    if (status == MIMICRY_OK)
        *out = p;
    else
        mim_presentation_free(p);
    return status;
}

void mim_presentation_free(struct mim_presentation *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; p->distributions != NULL && i < p->motifs->count; i++)
        mim_percentiles_free(&p->distributions[i]);
    for (size_t i = 0; i < p->n_sets; i++) {
        free(p->sets[i]->at);
        free(p->sets[i]);
    }
    free(p->sets);
    free(p->distributions);
    mim_names_free(&p->alleles);
    mim_names_free(&p->texts);
    mim_names_free(&p->unknown);
    mim_names_free(&p->no_names);
    mim_names_free(&p->lengths);
    mim_allele_motifs_free(p->built_in);
    free(p);
}
