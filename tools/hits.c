/* Prints hits in the order in which they come. When only their numbers are asked for, it walks
 * along the windows of the queries beside them, so that those without hits are printed too. */
#include "hits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"

static const char *const hit_columns[] = {"query_id",  "query", "match", "mismatches", "score",
                                          "accession", "gene",  "start", "end"};
static const char *const peptide_columns[] = {"query_id", "query", "match",      "mismatches",
                                              "score",    "count", "accessions", "genes"};
static const char *const count_columns[] = {"query_id", "query", "mismatches", "count"};

/* ---- Rows ---- */

static void put_letters(struct hits_printer *p, const char *from, size_t length)
{
    memcpy(p->letters, from, length);
    p->letters[length] = '\0';
    rows_text(&p->rows, p->letters);
}

void hits_put_id(struct rows *rows, const struct hits_queries *queries, uint64_t query)
{
    char number[24];
    const char *id = number;
    if (queries->ids != NULL)
        id = queries->ids[query];
    else
        snprintf(number, sizeof number, "%llu", (unsigned long long)query + 1);
    rows_text(rows, id);
}

static void put_query(struct hits_printer *p, uint64_t query, uint64_t start, uint32_t length)
{
    hits_put_id(&p->rows, p->queries, query);
    put_letters(p, p->queries->letters[query] + start, length);
}

/* The last columns. */
void hits_put_place(struct hits_printer *p, uint64_t start, uint32_t length)
{
    if (!p->style->windows)
        return;
    rows_integer(&p->rows, start + 1);
    rows_integer(&p->rows, start + length);
}

static void put_residues(struct hits_printer *p, uint64_t record, uint64_t start, uint64_t length)
{
    mimicry0_index_get_residues(p->queries->index, record, start, length, p->letters);
    rows_text(&p->rows, p->letters);
}

static void put_flanks(struct hits_printer *p, const mimicry_hit *hit)
{
    const uint64_t flank = p->style->flank;
    const uint64_t before = hit->start < flank ? hit->start : flank;
    if (flank == 0)
        return;
    put_residues(p, hit->record, hit->start - before, before);
    put_residues(p, hit->record, hit->start + hit->length, flank);
}

void hits_put_match(struct hits_printer *p, const mimicry_hit *hit)
{
    put_query(p, hit->query, hit->query_start, hit->query_length);
    put_residues(p, hit->record, hit->start, hit->length);
    rows_integer(&p->rows, hit->mismatches);
    rows_real(&p->rows, hit->score);
}

void hits_put_evalues(struct hits_printer *p, const mimicry_hit *hit, size_t i)
{
    const struct evalues *evalues = p->style->evalues;
    if (evalues == NULL)
        return;
    while (!walk_is_at(&p->at, hit))
        walk_next(&p->at);
    rows_rounded(&p->rows, evalues->p_values[i]);
    rows_rounded(&p->rows, evalues->evalues[i]);
    rows_rounded(&p->rows, evalues->adjusted[p->at.number]);
}

static bool put_tissues(struct hits_printer *p, const mimicry_hit *hit)
{
    mimicry0_index_get_residues(p->queries->index, hit->record, hit->start, hit->length,
                                p->letters);
    return tissues_put(p->style->tissues, &p->rows, p->record.gene, p->letters);
}

static bool look_up_record(struct hits_printer *p, uint64_t number)
{
    if (p->record_number == number)
        return true;
    p->record = (mimicry0_record){.size = sizeof p->record};
    p->record_number = number;
    return mimicry0_index_get_record(p->queries->index, number, &p->record, NULL) == MIMICRY_OK;
}

/* Number `i` of those that came together. */
static bool put_hit(struct hits_printer *p, const mimicry_hit *hit, size_t i)
{
    if (!look_up_record(p, hit->record))
        return false;
    hits_put_match(p, hit);
    rows_text(&p->rows, p->record.accession);
    rows_text(&p->rows, p->record.gene);
    rows_integer(&p->rows, hit->start + 1);
    rows_integer(&p->rows, hit->start + hit->length);
    if (p->style->edits && !edits_put(p, hit))
        return false;
    hits_put_evalues(p, hit, i);
    hits_put_place(p, hit->query_start, hit->query_length);
    put_flanks(p, hit);
    if (p->style->tissues != NULL && !put_tissues(p, hit))
        return false;
    rows_end(&p->rows);
    return true;
}

static void begin_count(struct hits_printer *p)
{
    put_query(p, p->at.query, p->at.start, p->at.length);
}

static void end_count(struct hits_printer *p, uint64_t count)
{
    rows_integer(&p->rows, count);
    hits_put_place(p, p->at.start, p->at.length);
    rows_end(&p->rows);
}

/* One row for every number of mismatches that occurs; if none does, one row without it. */
static void put_counts(struct hits_printer *p)
{
    bool any = false;
    for (uint32_t m = 0; m <= p->at.length; m++) {
        if (p->counts[m] == 0)
            continue;
        begin_count(p);
        rows_integer(&p->rows, m);
        end_count(p, p->counts[m]);
        p->counts[m] = 0;
        any = true;
    }
    if (any)
        return;
    begin_count(p);
    rows_text(&p->rows, "");
    end_count(p, 0);
}

static void count_hit(struct hits_printer *p, const mimicry_hit *hit)
{
    for (; !walk_is_at(&p->at, hit); walk_next(&p->at))
        put_counts(p);
    p->counts[hit->mismatches]++;
}

/* ---- */

static size_t add_columns(struct hits_printer *p, size_t n, const char *const *names, size_t count)
{
    memcpy(p->columns + n, names, count * sizeof *names);
    return n + count;
}

void hits_begin(struct hits_printer *p, struct output *out, const struct hits_queries *queries,
                const struct hits_style *style, const mimicry0_search_options *options)
{
    static const char *const edits[] = {"indels", "edits"};
    static const char *const place[] = {"query_start", "query_end"};
    static const char *const flanks[] = {"n_flank", "c_flank"};
    static const char *const evalues[] = {"p_value", "evalue", "q_value"};
    size_t n = 0;
    memset(p, 0, sizeof *p);
    p->out = out;
    p->queries = queries;
    p->style = style;
    p->record_number = UINT64_MAX;
    walk_begin(&p->at, queries, options);
    if (style->counts)
        n = add_columns(p, n, count_columns, sizeof count_columns / sizeof *count_columns);
    else if (style->by_peptide)
        n = add_columns(p, n, peptide_columns, sizeof peptide_columns / sizeof *peptide_columns);
    else
        n = add_columns(p, n, hit_columns, sizeof hit_columns / sizeof *hit_columns);
    if (style->edits)
        n = add_columns(p, n, edits, 2);
    if (style->evalues != NULL)
        n = add_columns(p, n, evalues, 3);
    if (style->windows)
        n = add_columns(p, n, place, 2);
    if (style->flank > 0 && !style->counts)
        n = add_columns(p, n, flanks, 2);
    if (style->tissues != NULL)
        n += tissues_columns(style->tissues, p->columns + n);
    p->n_columns = n;
}

static void begin_rows(struct hits_printer *p)
{
    if (!p->begun)
        rows_begin(&p->rows, p->out->stream, p->style->format, p->columns, p->n_columns);
    p->begun = true;
}

int hits_print(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct hits_printer *p = data;
    const char *at = (const char *)hits;
    begin_rows(p);
    if (p->style->by_peptide)
        return !by_peptide_take(p, hits, count, stride) || was_interrupted() ||
               !output_good(p->out);
    if (p->style->evalues != NULL && !evalues_take(p->style->evalues, hits, count, stride))
        return 1;
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_hit hit;
        memcpy(&hit, at, sizeof hit);
        if (p->style->counts)
            count_hit(p, &hit);
        else if (!put_hit(p, &hit, i))
            return 1;
    }
    return was_interrupted() || !output_good(p->out);
}

void hits_end(struct hits_printer *p, bool complete)
{
    free(p->edits);
    p->edits = NULL;
    by_peptide_free(&p->peptides);
    if (!complete)
        return;
    begin_rows(p);
    for (; p->style->counts && !walk_at_end(&p->at); walk_next(&p->at))
        put_counts(p);
}
