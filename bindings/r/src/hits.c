/* Hits become columns of a data frame. */
#include "hits.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

enum {
    NUMBER,
    QUERY,
    MATCH,
    MISMATCHES,
    SCORE,
    ACCESSION,
    GENE,
    START,
    END,
    RECORD,
    QUERY_START,
    QUERY_END,
    INDELS,
    EDITS,
    N_FLANK,
    C_FLANK
};
static const char *column_names[] = {"number",      "query",     "match",  "mismatches", "score",
                                     "accession",   "gene",      "start",  "end",        "record",
                                     "query_start", "query_end", "indels", "edits",      "n_flank",
                                     "c_flank",     ""};

struct maker {
    const mimicry_index *index;
    const char *const *peptides;
    const struct hit_list *list;
    SEXP columns;
    char *letters; /* room for the longest match or flank, and a NUL */
    uint64_t flank;
    int what;
};

mimicry_hit hit_at(const struct hit_list *list, size_t i)
{
    mimicry_hit hit;
    memcpy(&hit, list->records + i * list->stride, sizeof hit);
    return hit;
}

double *column_doubles(SEXP columns, R_xlen_t i, size_t count)
{
    SET_VECTOR_ELT(columns, i, Rf_allocVector(REALSXP, (R_xlen_t)count));
    return REAL(VECTOR_ELT(columns, i));
}

static SEXP column_strings(SEXP columns, R_xlen_t i, size_t count)
{
    SET_VECTOR_ELT(columns, i, Rf_allocVector(STRSXP, (R_xlen_t)count));
    return VECTOR_ELT(columns, i);
}

/* ---- Numbers ---- */

static double number_of(const mimicry_hit *hit, int column)
{
    switch (column) {
    case NUMBER:
        return (double)hit->query + 1;
    case MISMATCHES:
        return hit->mismatches;
    case SCORE:
        return hit->score;
    case START:
        return (double)hit->start + 1;
    case END:
        return (double)hit->start + hit->length;
    case RECORD:
        return (double)hit->record + 1;
    case QUERY_START:
        return (double)hit->query_start + 1;
    case QUERY_END:
        return (double)hit->query_start + hit->query_length;
    default:
        return hit->indels;
    }
}

static void make_numbers(struct maker *m, int column)
{
    double *numbers = column_doubles(m->columns, column, m->list->count);
    for (size_t i = 0; i < m->list->count; i++) {
        const mimicry_hit hit = hit_at(m->list, i);
        numbers[i] = number_of(&hit, column);
    }
    if (column != SCORE)
        SET_VECTOR_ELT(m->columns, column, whole_numbers(VECTOR_ELT(m->columns, column)));
}

/* ---- Strings ---- */

static SEXP letters_of(struct maker *m, uint64_t record, uint64_t start, uint64_t length)
{
    const uint64_t n = mimicry0_index_get_residues(m->index, record, start, length, m->letters);
    return Rf_mkCharLenCE(m->letters, (int)n, CE_UTF8);
}

static SEXP query_of(const struct maker *m, const mimicry_hit *hit)
{
    const char *peptide = m->peptides[hit->query];
    if ((m->what & HITS_EPITOPES) != 0)
        return Rf_mkChar(peptide);
    return Rf_mkCharLenCE(peptide + hit->query_start, (int)hit->query_length, CE_UTF8);
}

/* The residues that an epitope has instead. */
static SEXP epitope_match(const struct maker *m, const mimicry_hit *hit)
{
    mimicry_error error = {.size = sizeof error};
    char text[32 * MIMICRY_MAX_EPITOPE]; /* a letter, 20 digits, a comma and a blank each */
    const mimicry_status status = mimicry0_epitope_text(m->index, m->peptides[hit->query], hit,
                                                        text, sizeof text, NULL, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return Rf_mkChar(text);
}

static void make_letters(struct maker *m)
{
    SEXP queries = column_strings(m->columns, QUERY, m->list->count);
    SEXP matches = column_strings(m->columns, MATCH, m->list->count);
    for (size_t i = 0; i < m->list->count; i++) {
        const mimicry_hit hit = hit_at(m->list, i);
        if (i % 65536 == 0)
            R_CheckUserInterrupt();
        SET_STRING_ELT(queries, (R_xlen_t)i, query_of(m, &hit));
        SET_STRING_ELT(matches, (R_xlen_t)i,
                       (m->what & HITS_EPITOPES) != 0
                           ? epitope_match(m, &hit)
                           : letters_of(m, hit.record, hit.start, hit.length));
    }
}

static void make_names(struct maker *m)
{
    SEXP accessions = column_strings(m->columns, ACCESSION, m->list->count);
    SEXP genes = column_strings(m->columns, GENE, m->list->count);
    uint64_t last = UINT64_MAX;
    for (size_t i = 0; i < m->list->count; i++) {
        const mimicry_hit hit = hit_at(m->list, i);
        if (i > 0 && hit.record == last) { /* hits often have the same */
            SET_STRING_ELT(accessions, (R_xlen_t)i, STRING_ELT(accessions, (R_xlen_t)i - 1));
            SET_STRING_ELT(genes, (R_xlen_t)i, STRING_ELT(genes, (R_xlen_t)i - 1));
            continue;
        }
        const mimicry0_record record = record_get(m->index, hit.record);
        SET_STRING_ELT(accessions, (R_xlen_t)i, text_of(record.accession));
        SET_STRING_ELT(genes, (R_xlen_t)i, text_or_na(record.gene));
        last = hit.record;
    }
}

static SEXP edits_of(const struct maker *m, const mimicry_hit *hit)
{
    mimicry_error error = {.size = sizeof error};
    char query[MIMICRY_MAX_PEPTIDE + 1], window[MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS + 1];
    char first[1024], *text = first;
    size_t length;
    if (hit->query_length >= sizeof query || hit->length >= sizeof window)
        raise_argument("a hit of %lu residues", (unsigned long)hit->length);
    memcpy(query, m->peptides[hit->query] + hit->query_start, hit->query_length);
    query[hit->query_length] = '\0';
    mimicry0_index_get_residues(m->index, hit->record, hit->start, hit->length, window);
    mimicry_status status = mimicry0_edits_text(query, window, hit->indels, hit->mismatches, first,
                                                sizeof first, &length, &error);
    if (status == MIMICRY_OK && length >= sizeof first) {
        text = scratch(length + 1, 1);
        status = mimicry0_edits_text(query, window, hit->indels, hit->mismatches, text, length + 1,
                                     NULL, &error);
    }
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return Rf_mkChar(text);
}

static void make_edits(struct maker *m)
{
    SEXP edits = column_strings(m->columns, EDITS, m->list->count);
    for (size_t i = 0; i < m->list->count; i++) {
        const void *top = vmaxget();
        const mimicry_hit hit = hit_at(m->list, i);
        SET_STRING_ELT(edits, (R_xlen_t)i, edits_of(m, &hit));
        vmaxset(top);
    }
}

static void make_flanks(struct maker *m)
{
    SEXP before = column_strings(m->columns, N_FLANK, m->list->count);
    SEXP after = column_strings(m->columns, C_FLANK, m->list->count);
    for (size_t i = 0; i < m->list->count; i++) {
        const mimicry_hit hit = hit_at(m->list, i);
        const uint64_t first = hit.start > m->flank ? hit.start - m->flank : 0;
        SET_STRING_ELT(before, (R_xlen_t)i, letters_of(m, hit.record, first, hit.start - first));
        SET_STRING_ELT(after, (R_xlen_t)i,
                       letters_of(m, hit.record, hit.start + hit.length, m->flank));
    }
}

/* ---- All of them ---- */

static size_t longest_text(const struct maker *m)
{
    size_t longest = (size_t)m->flank;
    for (size_t i = 0; i < m->list->count && (m->what & HITS_EPITOPES) == 0; i++) {
        const mimicry_hit hit = hit_at(m->list, i);
        longest = hit.length > longest ? hit.length : longest;
    }
    return longest;
}

SEXP hits_columns(const mimicry_index *index, const char *const *peptides,
                  const struct hit_list *list, int what, uint64_t flank)
{
    struct maker m = {index, peptides, list, R_NilValue, NULL, flank, what};
    if (list->count > INT_MAX)
        raise_argument("%.0f hits: a data frame holds %d; a stricter threshold was expected",
                       (double)list->count, INT_MAX);
    m.columns = PROTECT(Rf_mkNamed(VECSXP, column_names));
    m.letters = scratch(longest_text(&m) + 1, 1);
    static const int numbers[] = {NUMBER, MISMATCHES,  SCORE,     START, END,
                                  RECORD, QUERY_START, QUERY_END, INDELS};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        make_numbers(&m, numbers[i]);
    make_letters(&m);
    make_names(&m);
    if ((what & HITS_EDITS) != 0)
        make_edits(&m);
    if (flank > 0)
        make_flanks(&m);
    UNPROTECT(1);
    return m.columns;
}
