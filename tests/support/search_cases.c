/* Makes searches, and the tables of them, cell by cell. */
#include "search_cases.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"

/* ---- Making cases ---- */

/* Headers with a gene, with one of several records, or with none. */
static void name_record(size_t number, search_record *names, test_text *out)
{
    snprintf(names->accession, sizeof names->accession, "P%zu", number);
    snprintf(names->protein, sizeof names->protein, "Protein %zu", number);
    names->gene[0] = '\0';
    if (number % 4 != 3)
        snprintf(names->gene, sizeof names->gene, "GENE%zu", number % 5);
    text_print(out, ">sp|%s|X_HUMAN %s OS=Homo sapiens OX=9606", names->accession, names->protein);
    if (names->gene[0] != '\0')
        text_print(out, " GN=%s", names->gene);
    text_add_char(out, '\n');
}

/* The same residues under other headers. */
static test_text rename_records(const oracle_records *records, search_record *names)
{
    test_text out = {0};

    for (size_t r = 0; r < records->count; r++) {
        name_record(r, &names[r], &out);
        text_add(&out, records->letters + records->starts[r],
                 records->starts[r + 1] - records->starts[r]);
        text_add_char(&out, '\n');
    }
    return out;
}

static void make_proteome(test_random *random, const letter_source *source, search_case *made)
{
    const proteome_shape shape = {.max_records = 12, .max_length = 120};
    mimicry_error error = {.size = sizeof error};
    test_text plain = random_fasta(random, source, &shape), fasta;
    char *path, *matrix = support_data_path("matrices/BLOSUM62");

    made->records = oracle_fasta_parse(plain.bytes, plain.length);
    made->names = support_realloc(NULL, made->records.count * sizeof *made->names);
    fasta = rename_records(&made->records, made->names);
    path = support_write_file(".fasta", fasta.bytes, fasta.length);
    support_expect_ok(mimicry_index_open(path, MIMICRY_OPEN_FASTA, &made->index, &error), &error,
                      "a proteome");
    made->matrix = oracle_matrix_read(matrix, false);
    remove(path);
    free(path);
    free(matrix);
    text_free(&plain);
    text_free(&fasta);
}

static void make_queries(test_random *random, const letter_source *source, search_case *made)
{
    const bool windows = made->options.window_min > 0;
    const peptide_shape shape = {.proteome = made->records.letters,
                                 .proteome_length = made->records.starts[made->records.count],
                                 .count = 1 + (unsigned)random_below(random, 8),
                                 .min_length = windows ? 1 : 3,
                                 .max_length = windows ? 25 : 10,
                                 .star = windows};

    made->peptides = random_peptides(random, source, &shape);
    made->ids = support_realloc(NULL, made->peptides.count * sizeof *made->ids);
    made->queries = support_realloc(NULL, made->peptides.count * sizeof *made->queries);
    for (size_t i = 0; i < made->peptides.count; i++) {
        char id[24];
        snprintf(id, sizeof id, "%s%zu", i % 2 == 0 ? "q " : "", i + 1);
        made->ids[i] = strcpy(support_realloc(NULL, sizeof id), id);
        made->queries[i] = (mimicry_query){.peptide = made->peptides.letters[i],
                                           .id = i % 2 == 0 ? made->ids[i] : NULL};
    }
}

static void make_options(test_random *random, mimicry_search_options *o)
{
    static const int32_t rows[] = {MIMICRY_ROWS_HITS, MIMICRY_ROWS_HITS, MIMICRY_ROWS_PEPTIDES,
                                   MIMICRY_ROWS_COUNTS};
    *o = (mimicry_search_options){.size = sizeof *o};
    o->threshold_kind = (int32_t)random_below(random, MIMICRY_MAX_EVALUE);
    if (o->threshold_kind == MIMICRY_MIN_SIMILARITY)
        o->threshold_kind = MIMICRY_MIN_SCORE;
    if (o->threshold_kind == MIMICRY_MAX_MISMATCHES)
        o->threshold = (double)random_below(random, 6);
    else if (o->threshold_kind == MIMICRY_MIN_SCORE)
        o->threshold = (double)random_between(random, -5, 25);
    else if (o->threshold_kind == MIMICRY_MAX_PENALTY)
        o->threshold = (double)random_below(random, 30);
    if (random_chance(random, 30))
        o->top = 1 + random_below(random, 20);
    if (random_chance(random, 30)) {
        o->window_min = 2 + (uint32_t)random_below(random, 6);
        o->window_max = o->window_min + (uint32_t)random_below(random, 3);
    }
    o->run.threads = (int32_t)random_below(random, 3) + 1;
    o->rows = rows[random_below(random, 4)];
    if (o->rows != MIMICRY_ROWS_COUNTS && random_chance(random, 50))
        o->columns |= MIMICRY_COLUMN_ALIGNMENT;
    if (o->rows != MIMICRY_ROWS_HITS)
        return;
    o->flank = (uint32_t)random_below(random, 2) * (uint32_t)random_below(random, 101);
    if (random_chance(random, 50))
        o->columns |= MIMICRY_COLUMN_PROTEIN;
    if (random_chance(random, 50))
        o->columns |= MIMICRY_COLUMN_GROUP;
}

search_case random_search_case(uint64_t test, uint64_t number)
{
    test_random random = random_of_case(test, number);
    letter_source source = random_letter_source(&random);
    search_case made = {0};

    source.lower_percent = random_chance(&random, 20) ? 100 : 0; /* a mixture is no peptide */
    make_options(&random, &made.options);
    make_proteome(&random, &source, &made);
    make_queries(&random, &source, &made);
    return made;
}

void search_case_free(search_case *made)
{
    for (size_t i = 0; i < made->peptides.count; i++)
        free(made->ids[i]);
    free(made->ids);
    free(made->queries);
    free(made->names);
    free(made->matrix);
    peptides_free(&made->peptides);
    oracle_records_free(&made->records);
    mimicry_index_close(made->index);
    memset(made, 0, sizeof *made);
}

/* ---- Asking ---- */

oracle_hits search_case_hits(const search_case *made)
{
    const mimicry_search_options *o = &made->options;
    const bool best = o->threshold_kind == MIMICRY_NO_THRESHOLD && o->top > 0;
    const oracle_request request = {.kind = best ? MIMICRY_MIN_SCORE
                                            : o->threshold_kind == MIMICRY_NO_THRESHOLD
                                                ? MIMICRY_MAX_MISMATCHES
                                                : o->threshold_kind,
                                    .threshold = best ? -INFINITY : o->threshold,
                                    .top = o->top,
                                    .similar_first = true,
                                    .window_min = o->window_min,
                                    .window_max = o->window_max,
                                    .matrix = made->matrix};

    return oracle_search(&made->records, made->peptides.letters, made->peptides.count, &request);
}

struct ArrowArrayStream search_case_open(const search_case *made, mimicry_queries **queries)
{
    struct ArrowArrayStream stream = {0};
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_queries_from(made->queries, made->peptides.count,
                                           sizeof *made->queries, NULL, queries, &error),
                      &error, "queries");
    support_expect_ok(mimicry_search(made->index, *queries, &made->options, &stream, &error),
                      &error, "a search");
    return stream;
}

read_table search_case_read(const search_case *made)
{
    mimicry_queries *queries;
    struct ArrowArrayStream stream = search_case_open(made, &queries);
    read_table table = table_read_all(&stream);

    mimicry_queries_close(queries);
    return table;
}

/* ---- What the tables must be ---- */

char *search_case_window(const search_case *made, uint64_t query, uint64_t start, size_t length)
{
    char *window = support_realloc(NULL, length + 1);

    for (size_t i = 0; i < length; i++)
        window[i] = (char)toupper((unsigned char)made->peptides.letters[query][start + i]);
    window[length] = '\0';
    return window;
}

/* Residues [from, to) of a record, cut to it. */
static char *residues(const search_case *made, uint64_t record, int64_t from, int64_t to)
{
    const size_t start = made->records.starts[record];
    const int64_t length = (int64_t)(made->records.starts[record + 1] - start);
    test_text text = {0};

    for (int64_t i = from; i < to; i++) {
        if (i >= 0 && i < length)
            text_add_char(&text, made->records.letters[start + (size_t)i]);
    }
    text_add(&text, "", 0);
    return text.bytes;
}

char *search_case_match(const search_case *made, const mimicry_hit *hit)
{
    return residues(made, hit->record, (int64_t)hit->start, (int64_t)(hit->start + hit->length));
}

static void add_match(const search_case *made, const mimicry_hit *hit, test_text *out)
{
    char *window = search_case_window(made, hit->query, hit->query_start, hit->query_length);
    char *match = search_case_match(made, hit);

    text_print(out, "%s\t%s\t%s\t%u\t%.17g", made->ids[hit->query], window, match,
               (unsigned)hit->mismatches, hit->score);
    free(window);
    free(match);
}

static bool same_window(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length;
}

/* ---- What hits have in common ---- */

/* What is known of each hit by looking at the others. */
typedef struct known_hits {
    char **match;  /* its residues */
    size_t *first; /* the first hit of its window with the same residues */
    size_t *rank;  /* 1 more than how many rows of the window are better */
    size_t *end;   /* where its window ends */
    size_t count;
} known_hits;

/* Hits of one window follow each other. Rows are hits, or their distinct residues. */
static void know_window(const search_case *made, const oracle_hits *hits, size_t begin, size_t end,
                        known_hits *known)
{
    const bool peptides = made->options.rows == MIMICRY_ROWS_PEPTIDES;

    for (size_t i = begin; i < end; i++) {
        known->end[i] = end;
        known->first[i] = begin;
        while (strcmp(known->match[known->first[i]], known->match[i]) != 0)
            known->first[i]++;
    }
    for (size_t i = begin; i < end; i++) {
        known->rank[i] = 1;
        for (size_t k = begin; k < end; k++)
            known->rank[i] +=
                hits->data[k].score > hits->data[i].score && (!peptides || known->first[k] == k);
    }
}

static known_hits know_hits(const search_case *made, const oracle_hits *hits)
{
    const size_t n = hits->count;
    known_hits known = {support_realloc(NULL, n * sizeof *known.match),
                        support_realloc(NULL, n * sizeof *known.first),
                        support_realloc(NULL, n * sizeof *known.rank),
                        support_realloc(NULL, n * sizeof *known.end), n};

    for (size_t i = 0; i < n; i++)
        known.match[i] = search_case_match(made, &hits->data[i]);
    for (size_t begin = 0, end; begin < n; begin = end) {
        for (end = begin; end < n && same_window(&hits->data[begin], &hits->data[end]);)
            end++;
        know_window(made, hits, begin, end, &known);
    }
    return known;
}

static void known_free(known_hits *known)
{
    for (size_t i = 0; i < known->count; i++)
        free(known->match[i]);
    free(known->match);
    free(known->first);
    free(known->rank);
    free(known->end);
}

/* ---- Rows ---- */

static void add_alignment(const search_case *made, const mimicry_hit *hit, test_text *out)
{
    char *window = search_case_window(made, hit->query, hit->query_start, hit->query_length);
    char *match = search_case_match(made, hit);

    text_add_char(out, '\t');
    for (size_t i = 0; i < hit->length; i++)
        text_add_char(out,
                      match[i] == window[i] && strchr("BZJXUO", match[i]) == NULL ? '.' : match[i]);
    free(window);
    free(match);
}

static void add_flanks(const search_case *made, const mimicry_hit *hit, test_text *out)
{
    const int64_t flank = made->options.flank, start = (int64_t)hit->start;
    char *before = residues(made, hit->record, start - flank, start);
    char *after =
        residues(made, hit->record, start + hit->length, start + (int64_t)hit->length + flank);

    text_print(out, "\t%s\t%s", before, after);
    free(before);
    free(after);
}

/* What comes after the columns that the kind of rows has. */
static void add_more(const search_case *made, const mimicry_hit *hit, const size_t *groups,
                     size_t i, test_text *out)
{
    const mimicry_search_options *o = &made->options;

    if (o->window_min > 0)
        text_print(out, "\t%llu\t%llu", (unsigned long long)hit->query_start + 1,
                   (unsigned long long)(hit->query_start + hit->query_length));
    if (o->flank > 0)
        add_flanks(made, hit, out);
    if (o->columns & MIMICRY_COLUMN_ALIGNMENT)
        add_alignment(made, hit, out);
    if (o->columns & MIMICRY_COLUMN_PROTEIN)
        text_print(out, "\t%s", made->names[hit->record].protein);
    if (o->columns & MIMICRY_COLUMN_GROUP)
        text_print(out, "\t%zu", groups[i]);
    text_add_char(out, '\n');
}

static void add_hits(const search_case *made, const oracle_hits *hits, test_text *out)
{
    size_t *groups = support_realloc(NULL, (hits->count + 1) * sizeof *groups), n = 0;
    known_hits known = know_hits(made, hits);

    for (size_t i = 0; i < hits->count; i++) {
        const mimicry_hit *hit = &hits->data[i];
        const search_record *names = &made->names[hit->record];

        groups[i] = known.first[i] == i ? ++n : groups[known.first[i]];
        add_match(made, hit, out);
        text_print(out, "\t%s\t%s\t%llu\t%llu\t%zu", names->accession, names->gene,
                   (unsigned long long)hit->start + 1,
                   (unsigned long long)(hit->start + hit->length), known.rank[i]);
        add_more(made, hit, groups, i, out);
    }
    known_free(&known);
    free(groups);
}

/* A name, unless the list has it. */
static void add_name(test_text *list, const char *name)
{
    test_text wanted = {0}, all = {0};

    text_print(&wanted, ";%s;", name);
    text_print(&all, ";%s;", list->length > 0 ? list->bytes : "");
    if (name[0] != '\0' && strstr(all.bytes, wanted.bytes) == NULL)
        text_print(list, "%s%s", list->length > 0 ? ";" : "", name);
    text_free(&wanted);
    text_free(&all);
}

static void add_peptides(const search_case *made, const oracle_hits *hits, test_text *out)
{
    known_hits known = know_hits(made, hits);

    for (size_t i = 0; i < hits->count; i++) {
        test_text accessions = {0}, genes = {0};
        size_t count = 0;

        if (known.first[i] != i)
            continue;
        for (size_t k = i; k < known.end[i]; k++) {
            if (known.first[k] != i)
                continue;
            count++;
            add_name(&accessions, made->names[hits->data[k].record].accession);
            add_name(&genes, made->names[hits->data[k].record].gene);
        }
        add_match(made, &hits->data[i], out);
        text_print(out, "\t%zu\t%s\t%s\t%zu", count, accessions.bytes,
                   genes.length > 0 ? genes.bytes : "", known.rank[i]);
        add_more(made, &hits->data[i], NULL, i, out);
        text_free(&accessions);
        text_free(&genes);
    }
    known_free(&known);
}

static void add_count(const search_case *made, const mimicry_hit *at, const char *mismatches,
                      size_t count, test_text *out)
{
    char *window = search_case_window(made, at->query, at->query_start, at->query_length);

    text_print(out, "%s\t%s\t%s\t%zu", made->ids[at->query], window, mismatches, count);
    add_more(made, at, NULL, 0, out);
    free(window);
}

/* The counts of one window. */
static void add_window(const search_case *made, const oracle_hits *hits, const mimicry_hit *at,
                       test_text *out)
{
    bool any = false;

    for (uint32_t m = 0; m <= at->query_length; m++) {
        size_t count = 0;
        char number[16];

        for (size_t i = 0; i < hits->count; i++)
            count += same_window(at, &hits->data[i]) && hits->data[i].mismatches == m;
        snprintf(number, sizeof number, "%u", (unsigned)m);
        if (count > 0)
            add_count(made, at, number, count, out);
        any = any || count > 0;
    }
    if (!any)
        add_count(made, at, "", 0, out);
}

static void add_counts(const search_case *made, const oracle_hits *hits, test_text *out)
{
    const mimicry_search_options *o = &made->options;

    for (size_t q = 0; q < made->peptides.count; q++) {
        const char *letters = made->peptides.letters[q];
        const size_t length = strlen(letters), least = o->window_min > 0 ? o->window_min : length;
        const size_t most = o->window_min > 0 ? o->window_max : length;

        for (size_t start = 0; start < length; start++) {
            for (size_t n = least; n <= most && start + n <= length; n++) {
                const mimicry_hit at = {
                    .query = q, .query_start = start, .query_length = (uint32_t)n};
                if (memchr(letters + start, '*', n) == NULL)
                    add_window(made, hits, &at, out);
            }
        }
    }
}

static void add_columns(const mimicry_search_options *o, test_text *out)
{
    text_print(out, "query_id\tquery");
    if (o->rows == MIMICRY_ROWS_COUNTS)
        text_print(out, "\tmismatches\tcount");
    else
        text_print(out, "\tmatch\tmismatches\tscore\t%s",
                   o->rows == MIMICRY_ROWS_HITS ? "accession\tgene\tstart\tend\trank"
                                                : "count\taccessions\tgenes\trank");
    if (o->window_min > 0)
        text_print(out, "\tquery_start\tquery_end");
    if (o->flank > 0)
        text_print(out, "\tn_flank\tc_flank");
    if (o->columns & MIMICRY_COLUMN_ALIGNMENT)
        text_print(out, "\talignment");
    if (o->columns & MIMICRY_COLUMN_PROTEIN)
        text_print(out, "\tprotein");
    if (o->columns & MIMICRY_COLUMN_GROUP)
        text_print(out, "\tgroup");
    text_add_char(out, '\n');
}

test_text search_case_text(const search_case *made, const oracle_hits *hits)
{
    test_text out = {0};

    add_columns(&made->options, &out);
    if (made->options.rows == MIMICRY_ROWS_COUNTS)
        add_counts(made, hits, &out);
    else if (made->options.rows == MIMICRY_ROWS_PEPTIDES)
        add_peptides(made, hits, &out);
    else
        add_hits(made, hits, &out);
    return out;
}
