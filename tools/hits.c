/* Prints hits in the order in which they come. When only their numbers are asked for, it walks
 * along the windows of the queries beside them, so that those without hits are printed too. */
#include "hits.h"

#include <stdio.h>
#include <string.h>

static const char *const hit_columns[] = {"query_id",  "query", "match", "mismatches", "score",
                                          "accession", "gene",  "start", "end"};
static const char *const count_columns[] = {"query_id", "query", "mismatches", "count"};

/* ---- Walking along the windows of the queries ---- */

static uint64_t query_length(const struct hits_printer *p)
{
    return strlen(p->queries->letters[p->query]);
}

static bool at_end(const struct hits_printer *p)
{
    return p->query == p->queries->count;
}

static void enter_query(struct hits_printer *p)
{
    p->start = 0;
    if (!at_end(p))
        p->length = p->style->windows ? p->window_min : (uint32_t)query_length(p);
}

static void next_window(struct hits_printer *p)
{
    const uint64_t whole = query_length(p);
    if (p->style->windows) {
        p->length++;
        if (p->length <= p->window_max && p->start + p->length <= whole)
            return;
        p->length = p->window_min;
        p->start++;
        if (p->start + p->length <= whole)
            return;
    }
    p->query++;
    enter_query(p);
}

/* Whether the window is one that is searched: inside its sequence, and without `*`. */
static bool is_searched(const struct hits_printer *p)
{
    const char *letters = p->queries->letters[p->query];
    return p->start + p->length <= query_length(p) &&
           memchr(letters + p->start, '*', p->length) == NULL;
}

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

/* The last columns: where in the query the window lies, if it was cut. */
static void put_place(struct hits_printer *p, uint64_t start, uint32_t length)
{
    if (!p->style->windows)
        return;
    rows_integer(&p->rows, start + 1);
    rows_integer(&p->rows, start + length);
}

static void put_residues(struct hits_printer *p, uint64_t record, uint64_t start, uint64_t length)
{
    mimicry_index_get_residues(p->queries->index, record, start, length, p->letters);
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

static bool look_up_record(struct hits_printer *p, uint64_t number)
{
    if (p->record_number == number)
        return true;
    p->record = (mimicry_record){.struct_size = sizeof p->record};
    p->record_number = number;
    return mimicry_index_get_record(p->queries->index, number, &p->record, NULL) == MIMICRY_OK;
}

static bool put_hit(struct hits_printer *p, const mimicry_hit *hit)
{
    if (!look_up_record(p, hit->record))
        return false;
    put_query(p, hit->query, hit->query_start, hit->length);
    put_residues(p, hit->record, hit->start, hit->length);
    rows_integer(&p->rows, hit->mismatches);
    rows_real(&p->rows, hit->score);
    rows_text(&p->rows, p->record.accession);
    rows_text(&p->rows, p->record.gene);
    rows_integer(&p->rows, hit->start + 1);
    rows_integer(&p->rows, hit->start + hit->length);
    put_place(p, hit->query_start, hit->length);
    put_flanks(p, hit);
    rows_end(&p->rows);
    return true;
}

static void begin_count(struct hits_printer *p)
{
    put_query(p, p->query, p->start, p->length);
}

static void end_count(struct hits_printer *p, uint64_t count)
{
    rows_integer(&p->rows, count);
    put_place(p, p->start, p->length);
    rows_end(&p->rows);
}

/* One row for every number of mismatches that occurs; if none does, one row without it. */
static void put_counts(struct hits_printer *p)
{
    bool any = false;
    for (uint32_t m = 0; m <= p->length; m++) {
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
    while (p->query != hit->query || p->start != hit->query_start || p->length != hit->length) {
        if (is_searched(p))
            put_counts(p);
        next_window(p);
    }
    p->counts[hit->mismatches]++;
}

/* ---- */

static size_t add_columns(struct hits_printer *p, size_t n, const char *const *names, size_t count)
{
    memcpy(p->columns + n, names, count * sizeof *names);
    return n + count;
}

void hits_begin(struct hits_printer *p, struct output *out, const struct hits_queries *queries,
                const struct hits_style *style, const mimicry_search_options *options)
{
    static const char *const place[] = {"query_start", "query_end"};
    static const char *const flanks[] = {"n_flank", "c_flank"};
    size_t n = 0;
    memset(p, 0, sizeof *p);
    p->out = out;
    p->queries = queries;
    p->style = style;
    p->window_min = options->window_min;
    p->window_max = options->window_max;
    p->record_number = UINT64_MAX;
    enter_query(p);
    if (style->counts)
        n = add_columns(p, n, count_columns, sizeof count_columns / sizeof *count_columns);
    else
        n = add_columns(p, n, hit_columns, sizeof hit_columns / sizeof *hit_columns);
    if (style->windows)
        n = add_columns(p, n, place, 2);
    if (style->flank > 0 && !style->counts)
        n = add_columns(p, n, flanks, 2);
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
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_hit hit;
        memcpy(&hit, at, sizeof hit);
        if (p->style->counts)
            count_hit(p, &hit);
        else if (!put_hit(p, &hit))
            return 1;
    }
    return was_interrupted() || !output_good(p->out);
}

void hits_end(struct hits_printer *p, bool complete)
{
    if (!complete)
        return;
    begin_rows(p);
    for (; p->style->counts && !at_end(p); next_window(p)) {
        if (is_searched(p))
            put_counts(p);
    }
}
