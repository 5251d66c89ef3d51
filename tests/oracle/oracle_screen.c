/* Screens a candidate by its definition. */
#include "oracle_screen.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "oracle_significance.h"

/* What is gathered of a candidate. */
typedef struct gathered {
    const screen_request *request;
    const mimicry0_candidate *candidate;
    mimicry_hit *hits; /* those that count and are within reach */
    size_t n_hits, room;
    unsigned long left_out[4]; /* wild type, own gene, paralog, genes: within reach */
    size_t windows;
    mimicry_hit nearest, best; /* of those that count */
    double best_score;         /* of the part in hand */
    double evalue;
} gathered;

static const char *const reasons[] = {"wild type", "own gene", "paralog", "genes"};

static bool is_amino_acid(char letter)
{
    return letter && strchr("ACDEFGHIKLMNPQRSTVWY", letter);
}

/* ---- Windows ---- */

/* Whether a part of the candidate has something of the change: a residue of it, or residues on both
 * sides of a place where some were deleted. */
static bool overlaps(const mimicry0_candidate *c, size_t start, size_t length)
{
    bool left = false, right = false, inside = false;

    for (size_t i = start; i < start + length; i++) {
        left = left || i < c->change_start;
        right = right || i >= c->change_end;
        inside = inside || (i >= c->change_start && i < c->change_end);
    }
    return inside || (c->change_start == c->change_end && left && right);
}

static void add_hit(gathered *g, const mimicry_hit *hit)
{
    if (g->n_hits == g->room) {
        g->room = g->room ? g->room * 2 : 64;
        g->hits = support_realloc(g->hits, g->room * sizeof *g->hits);
    }
    g->hits[g->n_hits++] = *hit;
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

static int by_mismatches(const void *a, const void *b)
{
    return compare_hits(a, b, false);
}

/* One window of the candidate against one of a record. */
static void try_window(gathered *g, const scope_oracle *scope, const char *peptide, size_t length,
                       size_t from, size_t record, size_t start)
{
    const oracle_records *records = g->request->proteome->records;
    const char *window = records->letters + records->starts[record] + start;
    mimicry_hit hit = {.query_start = from,
                       .record = record,
                       .start = start,
                       .length = (uint32_t)length,
                       .query_length = (uint32_t)length};

    for (size_t i = 0; i < length; i++) {
        if (window[i] == '*')
            return;
        hit.mismatches += peptide[i] != window[i] || !is_amino_acid(window[i]);
    }
    const char *reason = oracle_scope_reason(scope, record, start);
    for (unsigned k = 0; k < 4; k++) {
        if (strcmp(reason, reasons[k]) == 0)
            g->left_out[k] += hit.mismatches <= 3;
    }
    if (*reason)
        return;
    hit.score = oracle_score(g->request->matrix, peptide, window, length);
    if (g->nearest.length == 0 || compare_hits(&hit, &g->nearest, false) < 0)
        g->nearest = hit;
    if (g->best.length == 0 || compare_hits(&hit, &g->best, true) < 0)
        g->best = hit;
    g->best_score = fmax(g->best_score, hit.score);
    if (hit.mismatches <= 3)
        add_hit(g, &hit);
}

static void note_evalue(gathered *g, const char *peptide, size_t length)
{
    const oracle_records *records = g->request->proteome->records;

    if (g->best_score == -INFINITY)
        return;
    oracle_outcomes outcomes = oracle_outcomes_of(records, g->request->matrix, peptide, length);
    g->evalue =
        fmin(g->evalue, oracle_p_value(&outcomes, g->best_score) * oracle_windows(records, length));
    oracle_outcomes_free(&outcomes);
}

static void try_part(gathered *g, size_t from, size_t length)
{
    const oracle_records *records = g->request->proteome->records;
    const mimicry0_candidate *c = g->candidate;
    const scope_candidate part = {c->peptide, c->wildtype, c->gene, c->accession, from, length};
    scope_oracle scope = oracle_scope(g->request->proteome, &part, &g->request->rules);
    size_t first = g->n_hits;

    g->windows++;
    g->best_score = -INFINITY;
    for (size_t r = 0; r < records->count; r++) {
        size_t residues = records->starts[r + 1] - records->starts[r];

        for (size_t start = 0; start + length <= residues; start++)
            try_window(g, &scope, c->peptide + from, length, from, r, start);
    }
    oracle_scope_free(&scope);
    note_evalue(g, c->peptide + from, length);
    if (g->n_hits > first)
        qsort(g->hits + first, g->n_hits - first, sizeof *g->hits, by_mismatches);
}

static void try_all(gathered *g)
{
    const mimicry0_candidate *c = g->candidate;
    size_t residues = strlen(c->peptide);

    if (!c->is_sequence) {
        try_part(g, 0, residues);
        return;
    }
    /* A sequence shorter than the windows is one itself. */
    size_t min = residues < g->request->window_min ? residues : g->request->window_min;
    size_t max = residues < g->request->window_min ? residues : g->request->window_max;
    for (size_t from = 0; from < residues; from++) {
        for (size_t n = min; n <= max; n++) {
            if (from + n <= residues && !memchr(c->peptide + from, '*', n) && overlaps(c, from, n))
                try_part(g, from, n);
        }
    }
}

/* ---- Names, each once, of fewest mismatches first ---- */

typedef struct name_list {
    char **names;
    uint32_t *mismatches;
    size_t count;
} name_list;

static void add_name(name_list *list, const char *name, size_t length, uint32_t mismatches,
                     bool any_case)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strlen(list->names[i]) == length &&
            (any_case ? strncasecmp(list->names[i], name, length)
                      : strncmp(list->names[i], name, length)) == 0) {
            if (mismatches < list->mismatches[i])
                list->mismatches[i] = mismatches;
            return;
        }
    }
    list->names = support_realloc(list->names, (list->count + 1) * sizeof *list->names);
    list->mismatches =
        support_realloc(list->mismatches, (list->count + 1) * sizeof *list->mismatches);
    list->mismatches[list->count] = mismatches;
    list->names[list->count] = support_realloc(NULL, length + 1);
    memcpy(list->names[list->count], name, length);
    list->names[list->count++][length] = '\0';
}

static void order_names(name_list *list)
{
    for (size_t done = 0; done < list->count; done++) {
        for (size_t i = list->count - 1; i > done; i--) {
            if (list->mismatches[i] < list->mismatches[i - 1]) {
                char *name = list->names[i];
                uint32_t mismatches = list->mismatches[i];
                list->names[i] = list->names[i - 1];
                list->mismatches[i] = list->mismatches[i - 1];
                list->names[i - 1] = name;
                list->mismatches[i - 1] = mismatches;
            }
        }
    }
}

static void print_names(test_text *text, const char *label, const name_list *list)
{
    text_print(text, "\n%s", label);
    for (size_t i = 0; i < list->count; i++)
        text_print(text, " %s;", list->names[i]);
}

static void free_names(name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
    free(list->mismatches);
    *list = (name_list){0};
}

/* As the first record spells it. */
static const char *gene_of(const scope_proteome *p, size_t record)
{
    for (size_t r = 0; r < record; r++) {
        if (strcasecmp(p->genes[r], p->genes[record]) == 0)
            return p->genes[r];
    }
    return p->genes[record];
}

/* ---- Tissues and binders ---- */

static double level_of(const screen_tissues *t, const char *gene, size_t tissue)
{
    for (size_t g = 0; g < t->n_genes; g++) {
        if (strcasecmp(t->genes[g], gene) == 0)
            return t->levels[g * t->n_tissues + tissue];
    }
    return NAN;
}

static void print_tissues(test_text *text, const screen_tissues *t, const name_list *genes,
                          bool unnamed)
{
    name_list unknown = {0}, tissues = {0}, vital = {0}, organs = {0};
    double highest = NAN;
    double *levels = support_realloc(NULL, (t->n_tissues + 1) * sizeof *levels);

    for (size_t i = 0; i < genes->count; i++) {
        bool known = false;
        for (size_t k = 0; k < t->n_tissues; k++)
            known = known || !isnan(level_of(t, genes->names[i], k));
        if (!known)
            add_name(&unknown, genes->names[i], strlen(genes->names[i]), 0, false);
    }
    for (size_t k = 0; k < t->n_tissues; k++) {
        levels[k] = NAN;
        for (size_t i = 0; i < genes->count; i++)
            levels[k] = fmax(levels[k], level_of(t, genes->names[i], k));
        highest = fmax(highest, levels[k]);
    }
    for (;;) {
        size_t most = t->n_tissues;
        for (size_t k = 0; k < t->n_tissues; k++) {
            if (levels[k] >= t->floor && (most == t->n_tissues || levels[k] > levels[most]))
                most = k;
        }
        if (most == t->n_tissues)
            break;
        const char *name = t->tissues[most];
        const char *system = t->systems[most] ? t->systems[most] : "unmapped";
        add_name(&tissues, name, strlen(name), 0, false);
        if (t->vital[most])
            add_name(&vital, name, strlen(name), 0, false);
        add_name(&organs, system, strlen(system), 0, false);
        levels[most] = NAN;
    }
    print_names(text, "unknown", &unknown);
    print_names(text, "tissues", &tissues);
    print_names(text, "vital", &vital);
    print_names(text, "organs", &organs);
    text_print(text, "\nhighest %.9g vital %s", isnan(highest) ? -1 : highest,
               vital.count                ? "yes"
               : unknown.count || unnamed ? "unknown"
                                          : "no");
    free(levels);
    free_names(&unknown);
    free_names(&tissues);
    free_names(&vital);
    free_names(&organs);
}

static void print_binders(test_text *text, const screen_binders *b, const name_list *peptides)
{
    size_t best = b->count, with = 0;

    for (size_t i = 0; i < peptides->count; i++) {
        bool found = false;
        for (size_t k = 0; k < b->count; k++) {
            if (strcmp(b->peptides[k], peptides->names[i]) != 0)
                continue;
            found = true;
            if (best == b->count || b->ranks[k] < b->ranks[best] ||
                (isnan(b->ranks[best]) && !isnan(b->ranks[k])))
                best = k;
        }
        with += found;
    }
    text_print(text, "\nbinders %zu", with);
    if (best < b->count)
        text_print(text, " %s %s %.9g", b->peptides[best], b->alleles[best],
                   isnan(b->ranks[best]) ? -1 : b->ranks[best]);
}

/* ---- */

void screen_print_hit(test_text *text, const mimicry_hit *hit)
{
    if (hit->length == 0)
        text_print(text, " none");
    else
        text_print(text, " %llu+%u:%llu,%llu=%u", (unsigned long long)hit->query_start,
                   (unsigned)hit->length, (unsigned long long)hit->record,
                   (unsigned long long)hit->start, (unsigned)hit->mismatches);
}

static void print_reach(const gathered *g, screen_answer *answer)
{
    const scope_proteome *p = g->request->proteome;
    unsigned long self[4] = {0};
    name_list peptides = {0}, genes = {0}, unnamed = {0};

    for (size_t i = 0; i < g->n_hits; i++) {
        const mimicry_hit *hit = &g->hits[i];
        const char *gene = p->genes[hit->record];
        char number[32];

        self[hit->mismatches]++;
        screen_print_hit(&answer->hits, hit);
        add_name(&peptides, p->records->letters + p->records->starts[hit->record] + hit->start,
                 hit->length, hit->mismatches, false);
        int n = snprintf(number, sizeof number, "%llu", (unsigned long long)hit->record);
        if (*gene)
            add_name(&genes, gene_of(p, hit->record), strlen(gene), hit->mismatches, true);
        else
            add_name(&unnamed, number, (size_t)n, 0, false);
    }
    order_names(&peptides);
    order_names(&genes);
    text_print(&answer->text, "\nself %lu %lu %lu %lu", self[0], self[1], self[2], self[3]);
    text_print(&answer->text, "\nleft out %lu %lu %lu %lu", g->left_out[0], g->left_out[1],
               g->left_out[2], g->left_out[3]);
    print_names(&answer->text, "peptides", &peptides);
    print_names(&answer->text, "genes", &genes);
    text_print(&answer->text, "\nunnamed %zu", unnamed.count);
    if (g->request->tissues)
        print_tissues(&answer->text, g->request->tissues, &genes, unnamed.count > 0);
    if (g->request->binders)
        print_binders(&answer->text, g->request->binders, &peptides);
    free_names(&peptides);
    free_names(&genes);
    free_names(&unnamed);
}

static const char *source_of(const gathered *g)
{
    const mimicry0_candidate *c = g->candidate;
    const scope_candidate whole = {c->peptide, c->wildtype, c->gene, c->accession, 0, 1};
    scope_oracle scope = oracle_scope(g->request->proteome, &whole, &g->request->rules);
    const char *source = scope.any_own ? "found" : scope.says_source ? "absent" : "unknown";

    oracle_scope_free(&scope);
    return source;
}

screen_answer oracle_screen(const screen_request *request, const mimicry0_candidate *candidate)
{
    gathered g = {.request = request, .candidate = candidate, .evalue = INFINITY};
    screen_answer answer = {.evalue = NAN};

    try_all(&g);
    answer.nearest = g.nearest;
    answer.best = g.best;
    if (g.best.length > 0)
        answer.evalue = g.evalue;
    text_print(&answer.text, "windows %zu source %s\nnearest", g.windows, source_of(&g));
    screen_print_hit(&answer.text, &answer.nearest);
    text_print(&answer.text, "\nbest");
    screen_print_hit(&answer.text, &answer.best);
    text_print(&answer.hits, " ");
    print_reach(&g, &answer);
    free(g.hits);
    return answer;
}

void screen_answer_free(screen_answer *answer)
{
    text_free(&answer->text);
    text_free(&answer->hits);
}
