/* The naive oracle: readers, scores and search, each written from its definition. */
#define _POSIX_C_SOURCE 200809L

#include "oracle.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle_significance.h"

static const char standard_letters[] = "ACDEFGHIKLMNPQRSTVWY";
static const char residue_letters[] = "ACDEFGHIKLMNPQRSTVWYBZJXUO";

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "oracle: %s: %s\n", name, what);
    abort();
}

static void *grown(void *memory, size_t count, size_t size)
{
    void *result = realloc(memory, (count ? count : 1) * size);

    if (!result)
        stop("not enough memory", "realloc");
    return result;
}

/* ---- FASTA ---- */

oracle_records oracle_fasta_parse(const char *text, size_t length)
{
    oracle_records records = {0};
    size_t used = 0;
    bool line_start = true;
    bool header = false;

    records.letters = grown(NULL, length, 1);
    records.starts = grown(NULL, length + 1, sizeof(size_t));
    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (c == '\n' || c == '\r') {
            line_start = true;
            header = false;
            continue;
        }
        if (line_start && c == '>') {
            header = true;
            records.starts[records.count++] = used;
        }
        line_start = false;
        if (!header && c != ' ' && c != '\t')
            records.letters[used++] = (char)toupper((unsigned char)c);
    }
    records.starts[records.count] = used;
    return records;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name);
    size_t m = strlen(ending);

    return n >= m && strcmp(name + n - m, ending) == 0;
}

oracle_records oracle_fasta_read(const char *path)
{
    bool gzip = ends_with(path, ".gz");
    char command[4096];
    char *text = NULL;
    size_t length = 0;
    size_t got;
    FILE *file;

    snprintf(command, sizeof command, "gzip -dc '%s'", path);
    file = gzip ? popen(command, "r") : fopen(path, "rb");
    if (!file)
        stop("cannot be opened", path);
    do {
        text = grown(text, length + (1 << 20), 1);
        got = fread(text + length, 1, 1 << 20, file);
        length += got;
    } while (got > 0);
    if (gzip ? pclose(file) != 0 : fclose(file) != 0)
        stop("cannot be read", path);
    oracle_records records = oracle_fasta_parse(text, length);
    free(text);
    return records;
}

void oracle_records_free(oracle_records *records)
{
    free(records->letters);
    free(records->starts);
    *records = (oracle_records){0};
}

/* ---- Matrix ---- */

/* What a file says: NaN where it says nothing. */
typedef struct matrix_file {
    char columns[128];
    size_t n_columns;
    double lowest;
    double value[128][128];
} matrix_file;

static void read_columns(matrix_file *file, const char *line)
{
    for (; *line; line++)
        if (!isspace((unsigned char)*line))
            file->columns[file->n_columns++] = *line;
}

static void read_row(matrix_file *file, const char *line, const char *path)
{
    char *at = NULL;

    while (isspace((unsigned char)*line))
        line++;
    unsigned char row = (unsigned char)*line++;
    for (size_t i = 0; i < file->n_columns; i++) {
        double value = strtod(line, &at);

        if (at == line || row >= 128)
            stop("a row is too short", path);
        line = at;
        file->value[row][(unsigned char)file->columns[i]] = value;
        file->lowest = value < file->lowest ? value : file->lowest;
    }
}

static void read_matrix_file(matrix_file *file, const char *path)
{
    FILE *stream = fopen(path, "r");
    char line[8192];

    if (!stream)
        stop("cannot be opened", path);
    file->lowest = INFINITY;
    for (size_t i = 0; i < 128 * 128; i++)
        file->value[i / 128][i % 128] = NAN;
    while (fgets(line, sizeof line, stream)) {
        if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
            continue;
        if (file->n_columns == 0)
            read_columns(file, line);
        else
            read_row(file, line, path);
    }
    fclose(stream);
    if (!isfinite(file->lowest))
        stop("holds no numbers", path);
}

static unsigned char scored_as(char letter, bool uo_as_ck)
{
    if (uo_as_ck && letter == 'U')
        return 'C';
    if (uo_as_ck && letter == 'O')
        return 'K';
    return (unsigned char)letter;
}

oracle_matrix *oracle_matrix_read(const char *path, bool uo_as_ck)
{
    oracle_matrix *matrix = grown(NULL, 1, sizeof *matrix);
    matrix_file *file = grown(NULL, 1, sizeof *file);

    memset(matrix, 0, sizeof *matrix);
    memset(file, 0, sizeof *file);
    read_matrix_file(file, path);
    matrix->lowest = file->lowest;
    for (const char *a = residue_letters; *a; a++) {
        for (const char *b = residue_letters; *b; b++) {
            double value = file->value[scored_as(*a, uo_as_ck)][scored_as(*b, uo_as_ck)];

            matrix->score[(unsigned char)*a][(unsigned char)*b] =
                isnan(value) ? file->lowest : value;
        }
    }
    free(file);
    return matrix;
}

double oracle_score(const oracle_matrix *matrix, const char *query, const char *window,
                    size_t length)
{
    double score = 0;

    for (size_t i = 0; i < length; i++)
        score += matrix->score[(unsigned char)query[i]][(unsigned char)window[i]];
    return score;
}

/* ---- Search ---- */

/* One query window against all records. */
typedef struct query_search {
    const oracle_records *records;
    const oracle_request *request;
    uint64_t query;      /* whose window this is */
    const char *letters; /* of the query window, upper case */
    uint32_t length;
    double self;       /* its score with itself */
    double lowest;     /* under MAX_EVALUE: the lowest score that is within it */
    size_t record;     /* the next window to look at */
    uint64_t position; /* its start in that record */
    bool standard[128];
} query_search;

/* Fills the numbers of a hit; false when the window holds a `*`. */
static bool measure(const query_search *search, const char *window, mimicry_hit *hit)
{
    uint32_t mismatches = 0;

    for (uint32_t i = 0; i < search->length; i++) {
        char q = search->letters[i];

        if (window[i] == '*')
            return false;
        mismatches += q != window[i] || !search->standard[(unsigned char)q];
    }
    hit->length = search->length;
    hit->mismatches = mismatches;
    hit->score = oracle_score(search->request->matrix, search->letters, window, search->length);
    return true;
}

static void rewind_search(query_search *search)
{
    search->record = 0;
    search->position = 0;
}

static bool next_window(query_search *search, mimicry_hit *hit)
{
    const oracle_records *records = search->records;

    for (; search->record < records->count; search->record++, search->position = 0) {
        size_t start = records->starts[search->record];
        size_t length = records->starts[search->record + 1] - start;

        while (search->position + search->length <= length) {
            hit->record = search->record;
            hit->start = search->position++;
            if (measure(search, records->letters + start + hit->start, hit) &&
                (!search->request->counts ||
                 search->request->counts(search->request->counts_data, search->query, hit->record,
                                         hit->start, search->length)))
                return true;
        }
    }
    return false;
}

static bool within(const query_search *search, const mimicry_hit *hit)
{
    double threshold = search->request->threshold;

    switch (search->request->kind) {
    case MIMICRY_MAX_MISMATCHES:
        return hit->mismatches <= threshold;
    case MIMICRY_MIN_SCORE:
        return hit->score >= threshold - 1e-9;
    case MIMICRY_MIN_SIMILARITY:
        return hit->score >= threshold * search->self - 1e-9;
    case MIMICRY_MAX_PENALTY:
        return search->self - hit->score <= threshold + 1e-9;
    case MIMICRY_MAX_EVALUE:
        return hit->score >= search->lowest;
    default:
        stop("unknown", "kind of threshold");
        return false;
    }
}

/* What the best are the best by: more is better. */
static double merit(const query_search *search, const mimicry_hit *hit)
{
    return search->request->kind == MIMICRY_MAX_MISMATCHES ? -(double)hit->mismatches : hit->score;
}

/* The merit of the last of the `top` best windows, or -INFINITY when there are no more than that.
 * The best so far are kept sorted, best first. */
static double merit_of_the_last(query_search *search)
{
    uint64_t top = search->request->top;
    double *best = NULL;
    size_t count = 0;
    mimicry_hit hit;

    if (top >= search->records->starts[search->records->count])
        return -INFINITY; /* there are fewer windows than residues */
    rewind_search(search);
    while (next_window(search, &hit)) {
        double value = merit(search, &hit);

        if (!within(search, &hit) || (count == top && value <= best[count - 1]))
            continue;
        if (count < top) {
            best = (count & (count + 1)) == 0 ? grown(best, 2 * count + 2, sizeof *best) : best;
            count++;
        }
        size_t at = count - 1;
        for (; at > 0 && best[at - 1] < value; at--)
            best[at] = best[at - 1];
        best[at] = value;
    }
    double last = count == top ? best[count - 1] : -INFINITY;
    free(best);
    return last;
}

static int by_place(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static int by_mismatches(const void *left, const void *right)
{
    const mimicry_hit *a = left;
    const mimicry_hit *b = right;

    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return by_place(a, b);
}

static int by_score(const void *left, const void *right)
{
    const mimicry_hit *a = left;
    const mimicry_hit *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    return by_place(a, b);
}

static void search_window(query_search *search, uint64_t query, uint64_t query_start,
                          oracle_hits *hits)
{
    bool mismatches = search->request->kind == MIMICRY_MAX_MISMATCHES;
    double worst = search->request->top > 0 ? merit_of_the_last(search) : -INFINITY;
    double forgiven = mismatches ? 0 : 1e-9;
    size_t first = hits->count;
    mimicry_hit hit = {.query = query, .query_start = query_start};

    rewind_search(search);
    while (next_window(search, &hit)) {
        if (!within(search, &hit) || merit(search, &hit) < worst - forgiven)
            continue;
        if (hits->count == hits->capacity) {
            hits->capacity = 2 * hits->capacity + 64;
            hits->data = grown(hits->data, hits->capacity, sizeof *hits->data);
        }
        hits->data[hits->count++] = hit;
    }
    if (hits->count > first) {
        qsort(hits->data + first, hits->count - first, sizeof *hits->data,
              mismatches ? by_mismatches : by_score);
    }
}

static void search_peptide(query_search *search, uint64_t query, const char *peptide,
                           oracle_hits *hits)
{
    const oracle_request *request = search->request;
    size_t length = strlen(peptide);
    size_t shortest = request->window_min ? request->window_min : length;
    size_t longest = request->window_min ? request->window_max : length;
    char *letters = grown(NULL, length + 1, 1);

    search->query = query;
    for (size_t i = 0; i <= length; i++)
        letters[i] = (char)toupper((unsigned char)peptide[i]);
    for (size_t start = 0; start < length; start++) {
        for (size_t n = shortest; n <= longest && start + n <= length; n++) {
            if (memchr(letters + start, '*', n))
                continue;
            search->letters = letters + start;
            search->length = (uint32_t)n;
            search->self = oracle_score(request->matrix, letters + start, letters + start, n);
            if (request->kind == MIMICRY_MAX_EVALUE)
                search->lowest = oracle_lowest_value(search->records, request->matrix,
                                                     search->letters, n, request->threshold);
            search_window(search, query, start, hits);
        }
    }
    free(letters);
}

oracle_hits oracle_search(const oracle_records *records, const char *const *peptides,
                          size_t n_peptides, const oracle_request *request)
{
    query_search search = {.records = records, .request = request};
    oracle_hits hits = {0};

    for (const char *letter = standard_letters; *letter; letter++)
        search.standard[(unsigned char)*letter] = true;
    for (size_t i = 0; i < n_peptides; i++)
        search_peptide(&search, i, peptides[i], &hits);
    return hits;
}

void oracle_hits_free(oracle_hits *hits)
{
    free(hits->data);
    *hits = (oracle_hits){0};
}
