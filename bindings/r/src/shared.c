/* Segments that sequences share with an index, and the profile along them. */
#include "collect.h"
#include "hits.h"

#include <limits.h>
#include <stdint.h>

static void check_rows(size_t count)
{
    if (count > INT_MAX)
        raise_argument("%.0f rows: a data frame holds %d", (double)count, INT_MAX);
}

static SEXP add_strings(SEXP columns, R_xlen_t i, size_t count)
{
    SET_VECTOR_ELT(columns, i, Rf_allocVector(STRSXP, (R_xlen_t)count));
    return VECTOR_ELT(columns, i);
}

static void settle_numbers(SEXP columns)
{
    for (R_xlen_t i = 0; i < XLENGTH(columns); i++) {
        if (Rf_isReal(VECTOR_ELT(columns, i)))
            SET_VECTOR_ELT(columns, i, whole_numbers(VECTOR_ELT(columns, i)));
    }
}

/* ---- Segments ---- */

static int take_segments(void *data, const mimicry0_segment *segments, size_t count, size_t stride)
{
    return collector_take(data, segments, count, stride);
}

/* number segment length query_start query_end accession gene start end record */
static SEXP segment_columns(const mimicry_index *index, const char *const *sequences,
                            const mimicry0_segment *segments, size_t count)
{
    static const char *names[] = {"number",    "segment",   "length", "query_start",
                                  "query_end", "accession", "gene",   "start",
                                  "end",       "record",    ""};
    check_rows(count);
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    double *number = column_doubles(out, 0, count), *length = column_doubles(out, 2, count);
    double *query_start = column_doubles(out, 3, count), *query_end = column_doubles(out, 4, count);
    double *start = column_doubles(out, 7, count), *end = column_doubles(out, 8, count);
    double *record = column_doubles(out, 9, count);
    SEXP segment = add_strings(out, 1, count), accession = add_strings(out, 5, count);
    SEXP gene = add_strings(out, 6, count);
    for (size_t i = 0; i < count; i++) {
        const mimicry0_segment *s = &segments[i];
        const mimicry0_record found = record_get(index, s->record);
        number[i] = (double)s->query + 1;
        length[i] = (double)s->length;
        query_start[i] = (double)s->query_start + 1;
        query_end[i] = (double)(s->query_start + s->length);
        start[i] = (double)s->start + 1;
        end[i] = (double)(s->start + s->length);
        record[i] = (double)s->record + 1;
        SET_STRING_ELT(
            segment, (R_xlen_t)i,
            Rf_mkCharLenCE(sequences[s->query] + s->query_start, (int)s->length, CE_UTF8));
        SET_STRING_ELT(accession, (R_xlen_t)i, text_of(found.accession));
        SET_STRING_ELT(gene, (R_xlen_t)i, text_or_na(found.gene));
    }
    settle_numbers(out);
    UNPROTECT(1);
    return out;
}

/* One change, from 0 and half-open, a sequence; NULL: none are given. */
static const uint32_t *get_changes(SEXP changes, size_t count)
{
    if (changes == R_NilValue)
        return NULL;
    if ((size_t)XLENGTH(changes) != count)
        raise_argument("%.0f changes: one a sequence was expected", (double)XLENGTH(changes));
    uint32_t *numbers = scratch(count, sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (uint32_t)REAL(changes)[i];
    return numbers;
}

SEXP r_shared(SEXP index, SEXP sequences, SEXP options, SEXP progress)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_shared_options shared;
    struct collector collector;
    size_t count;
    const char *const *words = strings_get(sequences, &count);
    PROTECT(collector_begin(&collector, progress, sizeof(mimicry0_segment)));
    mimicry0_shared_options_init(&shared, sizeof shared);
    shared.min_length = (uint64_t)list_number(options, "min_length");
    shared.change_starts = get_changes(list_get(options, "change_starts"), count);
    shared.change_ends = get_changes(list_get(options, "change_ends"), count);
    shared.threads = list_integer(options, "threads");
    shared.only_genes = object_get_or_null(list_get(options, "only_genes"), "mimicry_genes");
    shared.exclude_genes = object_get_or_null(list_get(options, "exclude_genes"), "mimicry_genes");
    shared.progress = watch_ask;
    shared.progress_data = &collector.watch;
    const mimicry_status status =
        mimicry0_shared(opened, words, count, &shared, take_segments, &collector, &error);
    watch_end(&collector.watch, status, &error);
    SEXP out = segment_columns(opened, words, collector_records(&collector), collector.count);
    UNPROTECT(1);
    return out;
}

/* ---- Profile ---- */

enum {
    NUMBER,
    POSITION,
    RESIDUE,
    LONGEST,
    COVERING,
    WINDOW,
    MISMATCHES,
    NEAREST,
    ACCESSION,
    GENE,
    START,
    END,
    LONGEST_ACCESSION,
    LONGEST_GENE,
    LONGEST_START,
    PROFILE_COLUMNS
};
static const char *profile_names[] = {
    "number", "position",   "residue",           "longest",      "covering",
    "window", "mismatches", "nearest",           "accession",    "gene",
    "start",  "end",        "longest_accession", "longest_gene", "longest_start",
    ""};

static bool holds_text(int column)
{
    return column == RESIDUE || column == WINDOW || column == NEAREST || column == ACCESSION ||
           column == GENE || column == LONGEST_ACCESSION || column == LONGEST_GENE;
}

static void put_text(SEXP out, int column, size_t row, SEXP text)
{
    SET_STRING_ELT(VECTOR_ELT(out, column), (R_xlen_t)row, text);
}

static void put_number(SEXP out, int column, size_t row, double number)
{
    REAL(VECTOR_ELT(out, column))[row] = number;
}

/* The window of the index that is nearest; all NA where there is none. */
static void put_nearest(SEXP out, size_t row, const mimicry_index *index, const char *sequence,
                        const mimicry0_shared_position *at)
{
    char letters[MIMICRY_MAX_PEPTIDE + 1];
    if (at->window == 0 || at->window >= sizeof letters)
        return;
    const mimicry0_record found = record_get(index, at->nearest_record);
    mimicry0_index_get_residues(index, at->nearest_record, at->nearest_start, at->window, letters);
    put_text(out, WINDOW, row, Rf_mkCharLenCE(sequence + at->position, (int)at->window, CE_UTF8));
    put_text(out, NEAREST, row, Rf_mkChar(letters));
    put_text(out, ACCESSION, row, text_of(found.accession));
    put_text(out, GENE, row, text_or_na(found.gene));
    put_number(out, MISMATCHES, row, at->mismatches);
    put_number(out, START, row, (double)at->nearest_start + 1);
    put_number(out, END, row, (double)at->nearest_start + at->window);
}

static void put_position(SEXP out, size_t row, const mimicry_index *index,
                         const char *const *sequences, const mimicry0_shared_position *at)
{
    const char *sequence = sequences[at->query];
    put_number(out, NUMBER, row, (double)at->query + 1);
    put_number(out, POSITION, row, (double)at->position + 1);
    put_text(out, RESIDUE, row, Rf_mkCharLenCE(sequence + at->position, 1, CE_UTF8));
    put_number(out, LONGEST, row, (double)at->longest);
    put_number(out, COVERING, row, (double)at->covering);
    put_nearest(out, row, index, sequence, at);
    if (at->longest == 0)
        return;
    const mimicry0_record found = record_get(index, at->shared_record);
    put_text(out, LONGEST_ACCESSION, row, text_of(found.accession));
    put_text(out, LONGEST_GENE, row, text_or_na(found.gene));
    put_number(out, LONGEST_START, row, (double)at->shared_start + 1);
}

static SEXP profile_columns(const mimicry_index *index, const char *const *sequences,
                            const mimicry0_shared_position *positions, size_t count)
{
    check_rows(count);
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, profile_names));
    for (int column = 0; column < PROFILE_COLUMNS; column++) {
        SEXP strings = holds_text(column) ? add_strings(out, column, count) : R_NilValue;
        double *numbers = holds_text(column) ? NULL : column_doubles(out, column, count);
        for (size_t i = 0; i < count; i++) {
            if (numbers == NULL)
                SET_STRING_ELT(strings, (R_xlen_t)i, NA_STRING);
            else
                numbers[i] = NA_REAL;
        }
    }
    for (size_t i = 0; i < count; i++)
        put_position(out, i, index, sequences, &positions[i]);
    settle_numbers(out);
    UNPROTECT(1);
    return out;
}

static int take_positions(void *data, const mimicry0_shared_position *positions, size_t count,
                          size_t stride)
{
    return collector_take(data, positions, count, stride);
}

SEXP r_shared_profile(SEXP index, SEXP sequences, SEXP options, SEXP progress)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_shared_profile_options profile;
    struct collector collector;
    size_t count;
    const char *const *words = strings_get(sequences, &count);
    PROTECT(collector_begin(&collector, progress, sizeof(mimicry0_shared_position)));
    mimicry0_shared_profile_options_init(&profile, sizeof profile);
    profile.window = (uint32_t)list_integer(options, "window");
    profile.threads = list_integer(options, "threads");
    profile.only_genes = object_get_or_null(list_get(options, "only_genes"), "mimicry_genes");
    profile.exclude_genes = object_get_or_null(list_get(options, "exclude_genes"), "mimicry_genes");
    profile.progress = watch_ask;
    profile.progress_data = &collector.watch;
    const mimicry_status status =
        mimicry0_shared_profile(opened, words, count, &profile, take_positions, &collector, &error);
    watch_end(&collector.watch, status, &error);
    SEXP out = profile_columns(opened, words, collector_records(&collector), collector.count);
    UNPROTECT(1);
    return out;
}
