/* Prints distinct matches. The hits of a window come in an order in which equal matches need not be
 * neighbours; but all of them have the same mismatches and score, so that only hits that agree in
 * these have to be kept. */
#include "by_peptide.h"

#include <stdlib.h>
#include <string.h>

#include "edits.h"

bool by_peptide_allow(const char *verb, const struct hits_style *style)
{
    const char *other = style->counts ? "--counts" : style->flank > 0 ? "--flank" : NULL;
    if (!style->by_peptide || other == NULL)
        return true;
    report_usage(verb, "--by-peptide and %s together: one of them was expected", other);
    return false;
}

static bool no_memory(struct by_peptide *b)
{
    b->error.status = MIMICRY_E_MEMORY;
    strcpy(b->error.message, "not enough memory");
    return false;
}

/* ---- The hits that are kept ---- */

static bool grow(void **array, size_t count, size_t size)
{
    void *grown = realloc(*array, count * size);
    if (grown != NULL)
        *array = grown;
    return grown != NULL;
}

static bool make_room(struct by_peptide *b)
{
    const size_t capacity = 2 * b->capacity + 256;
    if (b->count < b->capacity)
        return true;
    if (!grow((void **)&b->hits, capacity, sizeof *b->hits) ||
        !grow((void **)&b->groups, capacity, sizeof *b->groups) ||
        !grow((void **)&b->order, capacity, sizeof *b->order) ||
        !grow((void **)&b->names, capacity, sizeof *b->names))
        return no_memory(b);
    b->capacity = capacity;
    return true;
}

/* Whether both may be of the same match: scores are in order but where there are indels. */
static bool agree(const struct hits_style *style, const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length && a->mismatches == b->mismatches &&
           a->indels == b->indels &&
           (style->edits || !(a->score < b->score || a->score > b->score));
}

/* ---- Names ---- */

static int by_text(const void *x, const void *y)
{
    const struct by_peptide_name *a = x, *b = y;
    const int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_order(const void *x, const void *y)
{
    const struct by_peptide_name *a = x, *b = y;
    return (a->order > b->order) - (a->order < b->order);
}

/* Each name once, where it first was. Returns how many are left. */
static size_t make_distinct(struct by_peptide_name *names, size_t count)
{
    size_t left = 0;
    if (count == 0)
        return 0;
    qsort(names, count, sizeof *names, by_text);
    for (size_t i = 0; i < count; i++) {
        if (left == 0 || strcmp(names[left - 1].text, names[i].text) != 0)
            names[left++] = names[i];
    }
    qsort(names, left, sizeof *names, by_order);
    return left;
}

/* The names as one cell, with semicolons between them. */
static bool put_names(struct hits_printer *p, size_t count)
{
    struct by_peptide *b = &p->peptides;
    size_t length = 0, at = 0;
    count = make_distinct(b->names, count);
    for (size_t i = 0; i < count; i++)
        length += strlen(b->names[i].text) + 1;
    if (length + 1 > b->room) {
        if (!grow((void **)&b->text, 2 * length + 256, 1))
            return no_memory(b);
        b->room = 2 * length + 256;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t n = strlen(b->names[i].text);
        memcpy(b->text + at, b->names[i].text, n);
        at += n;
        b->text[at++] = ';';
    }
    b->text[at > 0 ? at - 1 : 0] = '\0';
    rows_text(&p->rows, b->text);
    return true;
}

/* The accessions of these hits, or their genes. */
static bool put_records(struct hits_printer *p, const size_t *order, size_t count, bool genes)
{
    struct by_peptide *b = &p->peptides;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        mimicry0_record record = {.size = sizeof record};
        if (mimicry0_index_get_record(p->queries->index, b->hits[order[i]].record, &record,
                                      &b->error) != MIMICRY_OK)
            return false;
        const char *text = genes ? record.gene : record.accession;
        if (text[0] != '\0' && (n == 0 || strcmp(b->names[n - 1].text, text) != 0))
            b->names[n] = (struct by_peptide_name){text, n}, n++;
    }
    return put_names(p, n);
}

/* ---- Rows ---- */

/* A group of hits, by their numbers, in the order of records. */
static bool put_group(struct hits_printer *p, const size_t *order, size_t count)
{
    const mimicry_hit *first = &p->peptides.hits[order[0]];
    hits_put_match(p, first);
    rows_integer(&p->rows, count);
    if (!put_records(p, order, count, false) || !put_records(p, order, count, true) ||
        (p->style->edits && !edits_put(p, first)))
        return false;
    hits_put_evalues(p, first, order[0]);
    hits_put_place(p, first->query_start, first->query_length);
    rows_end(&p->rows);
    return true;
}

/* Puts the hits in the order of their groups; `ends`, of as many as there are groups and one more,
 * becomes where each ends. */
static void sort_by_group(struct by_peptide *b, size_t *ends, size_t groups)
{
    memset(ends, 0, (groups + 1) * sizeof *ends);
    for (size_t i = 0; i < b->count; i++)
        ends[b->groups[i] + 1]++;
    for (size_t g = 0; g < groups; g++)
        ends[g + 1] += ends[g];
    for (size_t i = 0; i < b->count; i++)
        b->order[ends[b->groups[i]]++] = i;
}

static bool flush(struct hits_printer *p)
{
    struct by_peptide *b = &p->peptides;
    uint64_t groups = 0;
    size_t from = 0;
    bool good = true;
    if (b->count == 0)
        return true;
    b->error.size = sizeof b->error;
    if (mimicry0_hits_group(p->queries->index, b->hits, b->count, sizeof *b->hits, b->groups,
                            &groups, &b->error) != MIMICRY_OK ||
        (p->style->evalues != NULL &&
         !evalues_take(p->style->evalues, b->hits, b->count, sizeof *b->hits)))
        return false;
    size_t *ends = malloc((size_t)(groups + 1) * sizeof *ends);
    if (ends == NULL)
        return no_memory(b);
    sort_by_group(b, ends, (size_t)groups);
    for (uint64_t g = 0; g < groups && good; from = ends[g++])
        good = put_group(p, b->order + from, ends[g] - from);
    free(ends);
    b->count = 0;
    return good;
}

bool by_peptide_take(struct hits_printer *p, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct by_peptide *b = &p->peptides;
    const char *at = (const char *)hits;
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_hit hit;
        memcpy(&hit, at, sizeof hit);
        if (b->count > 0 && !agree(p->style, &b->hits[0], &hit) && !flush(p))
            return false;
        if (!make_room(b))
            return false;
        b->hits[b->count++] = hit;
    }
    return true;
}

mimicry_status by_peptide_end(struct hits_printer *p, mimicry_status status, mimicry_error *error)
{
    struct by_peptide *b = &p->peptides;
    if (status == MIMICRY_OK && !flush(p))
        status = b->error.status != MIMICRY_OK ? b->error.status : MIMICRY_E_CANCELLED;
    if (b->error.status != MIMICRY_OK)
        *error = b->error;
    return status;
}

void by_peptide_free(struct by_peptide *b)
{
    free(b->hits);
    free(b->groups);
    free(b->order);
    free(b->names);
    free(b->text);
    *b = (struct by_peptide){.error = b->error};
}
