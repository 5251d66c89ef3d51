/* Screens a query by its definition. */
#include "oracle_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "oracle_significance.h"

enum { REASONS = 4 };
static const char *const reasons[REASONS] = {"wild type", "own gene", "paralog", "genes"};
static const char *const reason_columns[REASONS] = {"left_out_wildtype", "left_out_own_gene",
                                                    "left_out_paralogs", "left_out_genes"};

/* What is gathered of a query. */
typedef struct gathered {
    const screen_request *request;
    const mimicry_query *query;
    oracle_hits hits;
    uint64_t left_out[REASONS]; /* within the threshold */
    size_t windows;
    mimicry_hit nearest, best; /* of those that count */
    double evalue;
} gathered;

/* ---- Windows ---- */

static bool is_amino_acid(char letter)
{
    return letter && strchr("ACDEFGHIKLMNPQRSTVWY", letter);
}

/* Whether the wild type has a part too, anywhere. */
static bool stands_in_wildtype(const mimicry_query *q, size_t start, size_t length)
{
    size_t m = q->wildtype != NULL ? strlen(q->wildtype) : 0;

    for (size_t at = 0; at + length <= m; at++) {
        if (strncmp(q->wildtype + at, q->peptide + start, length) == 0)
            return true;
    }
    return false;
}

/* Whether a part of the query has something of the change: a residue of it, or residues on both
 * sides of a place where some were deleted. */
static bool overlaps(const mimicry_query *q, size_t start, size_t length)
{
    bool left = false, right = false, inside = false;

    for (size_t i = start; i < start + length; i++) {
        left = left || i < q->change_start;
        right = right || i >= q->change_end;
        inside = inside || (i >= q->change_start && i < q->change_end);
    }
    return (inside || (q->change_start == q->change_end && left && right)) &&
           !stands_in_wildtype(q, start, length);
}

static int compare_hits(const mimicry_hit *a, const mimicry_hit *b, bool by_score)
{
    int mismatches = (a->mismatches > b->mismatches) - (a->mismatches < b->mismatches);
    int score = (a->score < b->score) - (a->score > b->score);
    int record = (a->record > b->record) - (a->record < b->record);
    int start = (a->start > b->start) - (a->start < b->start);
    int first = by_score ? score : mismatches, second = by_score ? mismatches : score;

    return first ? first : second ? second : record ? record : start;
}

typedef struct query_part {
    const scope_oracle *scope;
    const char *letters;
    size_t from, length;
    double best_score;
} query_part;

static bool counts(const void *data, uint64_t query, uint64_t record, uint64_t start,
                   uint32_t length)
{
    const query_part *part = data;

    (void)query;
    (void)length;
    return !*oracle_scope_reason(part->scope, record, start);
}

/* One window of the query against one of a record. */
static void try_window(gathered *g, query_part *part, size_t record, size_t start)
{
    const oracle_records *records = g->request->proteome->records;
    const char *window = records->letters + records->starts[record] + start;
    mimicry_hit hit = {.query_start = part->from,
                       .record = record,
                       .start = start,
                       .length = (uint32_t)part->length,
                       .query_length = (uint32_t)part->length};

    for (size_t i = 0; i < part->length; i++) {
        if (window[i] == '*')
            return;
        hit.mismatches += part->letters[i] != window[i] || !is_amino_acid(window[i]);
    }
    hit.score = oracle_score(g->request->matrix, part->letters, window, part->length);
    bool nearer = g->nearest.length == 0 || compare_hits(&hit, &g->nearest, false) < 0;
    bool better = g->best.length == 0 || compare_hits(&hit, &g->best, true) < 0;
    if (!(nearer || better || hit.score > part->best_score) ||
        !counts(part, 0, record, start, hit.length))
        return;
    g->nearest = nearer ? hit : g->nearest;
    g->best = better ? hit : g->best;
    part->best_score = fmax(part->best_score, hit.score);
}

static void note_evalue(gathered *g, const query_part *part)
{
    const oracle_records *records = g->request->proteome->records;

    if (part->best_score == -INFINITY)
        return;
    oracle_outcomes outcomes =
        oracle_outcomes_of(records, g->request->matrix, part->letters, part->length);
    g->evalue = fmin(g->evalue, oracle_p_value(&outcomes, part->best_score) *
                                    oracle_windows(records, part->length));
    oracle_outcomes_free(&outcomes);
}

/* All windows within the threshold; with `top`, the best of those that count. */
static oracle_hits within_reach(const gathered *g, const query_part *part)
{
    const screen_request *r = g->request;
    const oracle_request request = {.kind = r->kind,
                                    .threshold = r->threshold,
                                    .top = r->top,
                                    .similar_first = true,
                                    .matrix = r->matrix,
                                    .counts = r->top > 0 ? counts : NULL,
                                    .counts_data = part};
    char *letters = support_realloc(NULL, part->length + 1);

    memcpy(letters, part->letters, part->length);
    letters[part->length] = '\0';
    const char *const peptide = letters;
    oracle_hits hits = oracle_search(r->proteome->records, &peptide, 1, &request);
    free(letters);
    return hits;
}

static void add_reach(gathered *g, const query_part *part)
{
    oracle_hits hits = within_reach(g, part);

    g->hits.data =
        support_realloc(g->hits.data, (g->hits.count + hits.count + 1) * sizeof *hits.data);
    for (size_t i = 0; i < hits.count; i++) {
        const char *reason =
            oracle_scope_reason(part->scope, hits.data[i].record, hits.data[i].start);

        for (unsigned k = 0; k < REASONS; k++)
            g->left_out[k] += strcmp(reason, reasons[k]) == 0;
        if (*reason)
            continue;
        hits.data[i].query_start = part->from;
        g->hits.data[g->hits.count++] = hits.data[i];
    }
    oracle_hits_free(&hits);
}

static scope_candidate scope_of(const mimicry_query *q, size_t from, size_t length)
{
    return (scope_candidate){q->peptide, q->wildtype, q->gene, q->accession, from, length};
}

static void try_part(gathered *g, size_t from, size_t length)
{
    const oracle_records *records = g->request->proteome->records;
    const scope_candidate window = scope_of(g->query, from, length);
    scope_oracle scope = oracle_scope(g->request->proteome, &window, &g->request->rules);
    query_part part = {.scope = &scope,
                       .letters = g->query->peptide + from,
                       .from = from,
                       .length = length,
                       .best_score = -INFINITY};

    g->windows++;
    for (size_t r = 0; r < records->count; r++) {
        size_t residues = records->starts[r + 1] - records->starts[r];

        for (size_t start = 0; start + length <= residues; start++)
            try_window(g, &part, r, start);
    }
    note_evalue(g, &part);
    add_reach(g, &part);
    oracle_scope_free(&scope);
}

static int best_of_all(const void *x, const void *y)
{
    const mimicry_hit *a = x, *b = y;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    if (a->query_start != b->query_start)
        return a->query_start < b->query_start ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return compare_hits(a, b, true);
}

/* Of all windows of the query the `top` best, with the ties of the last. */
static void keep_best(gathered *g)
{
    size_t n = (size_t)g->request->top;

    if (g->hits.count > 1)
        qsort(g->hits.data, g->hits.count, sizeof *g->hits.data, best_of_all);
    while (n < g->hits.count && g->hits.data[n].score >= g->hits.data[n - 1].score)
        n++;
    g->hits.count = n < g->hits.count ? n : g->hits.count;
}

static void try_all(gathered *g)
{
    const mimicry_query *q = g->query;
    size_t residues = strlen(q->peptide);

    if (!q->is_sequence) {
        try_part(g, 0, residues);
        return;
    }
    /* A sequence shorter than the windows is one itself, unless only a junction of it counts. */
    bool whole = residues < g->request->window_min && q->junction == 0;
    size_t min = whole ? residues : g->request->window_min;
    size_t max = whole ? residues : g->request->window_max;
    for (size_t from = 0; from < residues; from++) {
        for (size_t n = min; n <= max; n++) {
            if (from + n <= residues && !memchr(q->peptide + from, '*', n) && overlaps(q, from, n))
                try_part(g, from, n);
        }
    }
    if (g->request->top > 0)
        keep_best(g);
}

/* ---- Cells ---- */

/* As the first record spells it. */
static const char *gene_of(const scope_proteome *p, size_t record)
{
    for (size_t r = 0; r < record; r++) {
        if (strcasecmp(p->genes[r], p->genes[record]) == 0)
            return p->genes[r];
    }
    return p->genes[record];
}

static const char *column(char *to, const char *name, const char *ending)
{
    snprintf(to, 40, "%s_%s", name, ending);
    return to;
}

/* The residues of a window; the caller frees them. NULL: there is no window. */
static char *residues_of(const scope_proteome *p, const mimicry_hit *hit)
{
    if (hit->length == 0)
        return NULL;
    char *letters = support_realloc(NULL, hit->length + (size_t)1);
    memcpy(letters, p->records->letters + p->records->starts[hit->record] + hit->start,
           hit->length);
    letters[hit->length] = '\0';
    return letters;
}

static void window_cells(screen_cells *cells, const scope_proteome *p, const char *name,
                         const mimicry_hit *hit)
{
    char to[40];
    char *letters = residues_of(p, hit);
    const char *gene = letters ? p->genes[hit->record] : "";

    cells_text(cells, name, letters);
    if (letters)
        cells_integer(cells, column(to, name, "mismatches"), hit->mismatches);
    else
        cells_null(cells, column(to, name, "mismatches"), 'l');
    cells_text(cells, column(to, name, "accession"), letters ? p->accessions[hit->record] : NULL);
    cells_text(cells, column(to, name, "gene"), *gene ? gene : NULL);
    free(letters);
}

static void place_cells(screen_cells *cells, const char *name, const mimicry_hit *hit)
{
    char to[40];

    cells_real(cells, column(to, name, "score"), hit->length > 0 ? hit->score : (double)NAN);
    if (hit->length > 0) {
        cells_integer(cells, column(to, name, "start"), hit->start + 1);
        cells_integer(cells, column(to, name, "end"), hit->start + hit->length);
    } else {
        cells_null(cells, column(to, name, "start"), 'l');
        cells_null(cells, column(to, name, "end"), 'l');
    }
}

static void part_cells(screen_cells *cells, const mimicry_query *q, const char *name,
                       const mimicry_hit *hit)
{
    char to[40];
    test_text text = {0};

    text_add(&text, q->peptide + hit->query_start, hit->length);
    cells_text(cells, name, hit->length > 0 ? text.bytes : NULL);
    if (hit->length > 0)
        cells_integer(cells, column(to, name, "start"), hit->query_start + 1);
    else
        cells_null(cells, column(to, name, "start"), 'l');
    text_free(&text);
}

static void self_cells(const gathered *g, screen_cells *cells)
{
    char to[40];

    if (g->request->kind != MIMICRY_MAX_MISMATCHES) {
        cells_integer(cells, "self", g->hits.count);
        return;
    }
    for (uint32_t m = 0; m <= g->request->threshold; m++) {
        uint64_t count = 0;

        for (size_t i = 0; i < g->hits.count; i++)
            count += g->hits.data[i].mismatches == m;
        snprintf(to, sizeof to, "self_%u", (unsigned)m);
        cells_integer(cells, to, count);
    }
}

/* Of a list, how many have so many mismatches at their nearest. */
static void count_cells(const gathered *g, screen_cells *cells, const char *name,
                        const name_list *list)
{
    char to[40];

    for (uint32_t m = 0; g->request->kind == MIMICRY_MAX_MISMATCHES && m <= g->request->threshold;
         m++) {
        uint64_t count = 0;

        for (size_t i = 0; i < list->count; i++)
            count += list->mismatches[i] == m;
        snprintf(to, sizeof to, "%s_%u", name, (unsigned)m);
        cells_integer(cells, to, count);
    }
}

/* Peptides, genes, and records without a gene. */
typedef struct listed {
    name_list peptides, genes, unnamed;
} listed;

static listed list_names(const gathered *g)
{
    const scope_proteome *p = g->request->proteome;
    listed all = {.peptides = {0}};

    for (size_t i = 0; i < g->hits.count; i++) {
        const mimicry_hit *hit = &g->hits.data[i];
        const char *gene = gene_of(p, hit->record);
        char number[32];

        names_add(&all.peptides, p->records->letters + p->records->starts[hit->record] + hit->start,
                  hit->length, hit->mismatches, false);
        int n = snprintf(number, sizeof number, "%llu", (unsigned long long)hit->record);
        if (*gene)
            names_add(&all.genes, gene, strlen(gene), hit->mismatches, true);
        else
            names_add(&all.unnamed, number, (size_t)n, 0, false);
    }
    names_order(&all.peptides);
    names_order(&all.genes);
    return all;
}

static const char *source_of(const gathered *g)
{
    const scope_candidate whole = scope_of(g->query, 0, 1);
    scope_oracle scope = oracle_scope(g->request->proteome, &whole, &g->request->rules);
    const char *source = scope.any_own ? "found" : scope.says_source ? "absent" : "unknown";

    oracle_scope_free(&scope);
    return source;
}

static void number_cells(const gathered *g, const listed *all, screen_cells *cells)
{
    cells_real(cells, "evalue", g->best.length > 0 ? g->evalue : (double)NAN);
    cells->at[cells->count - 1].rounding = 5.1e-6; /* six digits */
    cells_integer(cells, "self_peptides", all->peptides.count);
    cells_integer(cells, "genes", all->genes.count);
    cells_integer(cells, "records_without_gene", all->unnamed.count);
    cells_text(cells, "source", source_of(g));
    for (unsigned k = 0; k < REASONS; k++) {
        if (g->request->top == 0)
            cells_integer(cells, reason_columns[k], g->left_out[k]);
        else
            cells_null(cells, reason_columns[k], 'l');
    }
    cells_integer(cells, "windows", g->windows);
}

/* The columns that are there on request. */
static void more_cells(const gathered *g, const listed *all, screen_cells *cells)
{
    const screen_request *r = g->request;
    char *nearest = residues_of(r->proteome, &g->nearest);
    char *best = residues_of(r->proteome, &g->best);

    if (r->dissimilarity)
        cells_untold(cells, "dissimilarity", 'g');
    if (r->tissues)
        known_tissues(cells, r->tissues, &all->genes, all->unnamed.count > 0, r->lists);
    if (r->binders)
        known_binders(cells, r->binders, &all->peptides);
    known_window(cells, "nearest", r->tissues, r->binders,
                 nearest ? r->proteome->genes[g->nearest.record] : "", nearest);
    known_window(cells, "best", r->tissues, r->binders,
                 best ? r->proteome->genes[g->best.record] : "", best);
    free(nearest);
    free(best);
}

static void all_cells(const gathered *g, screen_cells *cells)
{
    const scope_proteome *p = g->request->proteome;
    listed all = list_names(g);

    cells_text(cells, "id", g->query->id);
    cells_text(cells, "peptide", g->query->peptide);
    window_cells(cells, p, "nearest", &g->nearest);
    self_cells(g, cells);
    place_cells(cells, "nearest", &g->nearest);
    window_cells(cells, p, "best", &g->best);
    place_cells(cells, "best", &g->best);
    number_cells(g, &all, cells);
    part_cells(cells, g->query, "nearest_window", &g->nearest);
    part_cells(cells, g->query, "best_window", &g->best);
    if (g->request->lists) {
        names_cell(cells, "self_peptide_names", &all.peptides, NULL);
        names_cell(cells, "gene_names", &all.genes, NULL);
    }
    count_cells(g, cells, "self_peptides", &all.peptides);
    count_cells(g, cells, "genes", &all.genes);
    more_cells(g, &all, cells);
    names_free(&all.peptides);
    names_free(&all.genes);
    names_free(&all.unnamed);
}

screen_answer oracle_screen(const screen_request *request, const mimicry_query *query)
{
    gathered g = {.request = request, .query = query, .evalue = INFINITY};
    screen_answer answer = {.hits = {.count = 0}};

    try_all(&g);
    all_cells(&g, &answer.row);
    answer.hits = g.hits;
    return answer;
}

void screen_answer_free(screen_answer *answer)
{
    cells_free(&answer->row);
    oracle_hits_free(&answer->hits);
}
