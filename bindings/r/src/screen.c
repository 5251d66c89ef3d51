/* Candidates, and the rows of a screen as columns. */
#include "collect.h"
#include "hits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- Candidates ---- */

static void finalize_candidates(SEXP object)
{
    mimicry0_candidates_close(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_candidates_open(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_candidates *candidates = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry0_candidates", finalize_candidates));
    const mimicry_status status = mimicry0_candidates_open(word, &candidates, &error);
    R_SetExternalPtrAddr(object, candidates);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_candidates_columns(SEXP candidates)
{
    return string_of(mimicry0_candidates_columns(object_get(candidates, "mimicry0_candidates")));
}

/* The next block of candidates; they live until the next call. */
struct block {
    const char *records;
    size_t count, stride;
};

static struct block next_block(SEXP candidates, SEXP most)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry0_candidate *records;
    struct block block;
    const mimicry_status status = mimicry0_candidates_next(
        object_get(candidates, "mimicry0_candidates"), (size_t)Rf_asInteger(most), &records,
        &block.count, &block.stride, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    block.records = (const char *)records;
    return block;
}

static mimicry0_candidate candidate_at(const struct block *block, size_t i)
{
    mimicry0_candidate candidate;
    memcpy(&candidate, block->records + i * block->stride, sizeof candidate);
    return candidate;
}

/* The next candidates as columns; NULL at the end. Changes are as the library has them, from 0 and
 * half-open. */
SEXP r_candidates_next(SEXP candidates, SEXP most)
{
    static const char *names[] = {"id",   "peptide",      "wildtype",   "gene",        "accession",
                                  "line", "change_start", "change_end", "is_sequence", ""};
    const struct block block = next_block(candidates, most);
    if (block.count == 0)
        return R_NilValue;
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    for (R_xlen_t column = 0; column < 5; column++)
        SET_VECTOR_ELT(out, column, Rf_allocVector(STRSXP, (R_xlen_t)block.count));
    double *line = column_doubles(out, 5, block.count);
    double *start = column_doubles(out, 6, block.count), *end = column_doubles(out, 7, block.count);
    SET_VECTOR_ELT(out, 8, Rf_allocVector(LGLSXP, (R_xlen_t)block.count));
    for (size_t i = 0; i < block.count; i++) {
        const mimicry0_candidate c = candidate_at(&block, i);
        const char *texts[] = {c.id, c.peptide, c.wildtype, c.gene, c.accession};
        for (R_xlen_t column = 0; column < 5; column++)
            SET_STRING_ELT(VECTOR_ELT(out, column), (R_xlen_t)i, text_or_na(texts[column]));
        line[i] = (double)c.line;
        start[i] = c.change_start;
        end[i] = c.change_end;
        LOGICAL(VECTOR_ELT(out, 8))[i] = c.is_sequence != 0;
    }
    UNPROTECT(1);
    return out;
}

/* ---- Columns ---- */

/* Each kind of column: text, a whole number, a number, a truth. */
#define COLUMNS(_)                                                                                 \
    _(ID, "id", 't')                                                                               \
    _(PEPTIDE, "peptide", 't')                                                                     \
    _(NEAREST, "nearest", 't')                                                                     \
    _(NEAREST_MISMATCHES, "nearest_mismatches", 'w')                                               \
    _(NEAREST_ACCESSION, "nearest_accession", 't')                                                 \
    _(NEAREST_GENE, "nearest_gene", 't')                                                           \
    _(SELF_0, "self_0", 'w')                                                                       \
    _(SELF_1, "self_1", 'w')                                                                       \
    _(SELF_2, "self_2", 'w')                                                                       \
    _(SELF_3, "self_3", 'w')                                                                       \
    _(NEAREST_SCORE, "nearest_score", 'n')                                                         \
    _(NEAREST_START, "nearest_start", 'w')                                                         \
    _(NEAREST_END, "nearest_end", 'w')                                                             \
    _(BEST, "best", 't')                                                                           \
    _(BEST_MISMATCHES, "best_mismatches", 'w')                                                     \
    _(BEST_ACCESSION, "best_accession", 't')                                                       \
    _(BEST_GENE, "best_gene", 't')                                                                 \
    _(BEST_SCORE, "best_score", 'n')                                                               \
    _(BEST_START, "best_start", 'w')                                                               \
    _(BEST_END, "best_end", 'w')                                                                   \
    _(EVALUE, "evalue", 'n')                                                                       \
    _(SELF_PEPTIDES, "self_peptides", 'w')                                                         \
    _(GENES, "genes", 'w')                                                                         \
    _(RECORDS_WITHOUT_GENE, "records_without_gene", 'w')                                           \
    _(SOURCE, "source", 't')                                                                       \
    _(LEFT_OUT_WILDTYPE, "left_out_wildtype", 'w')                                                 \
    _(LEFT_OUT_OWN_GENE, "left_out_own_gene", 'w')                                                 \
    _(LEFT_OUT_PARALOGS, "left_out_paralogs", 'w')                                                 \
    _(LEFT_OUT_GENES, "left_out_genes", 'w')                                                       \
    _(WINDOWS, "windows", 'w')                                                                     \
    _(NEAREST_WINDOW, "nearest_window", 't')                                                       \
    _(NEAREST_WINDOW_START, "nearest_window_start", 'w')                                           \
    _(BEST_WINDOW, "best_window", 't')                                                             \
    _(BEST_WINDOW_START, "best_window_start", 'w')                                                 \
    _(SELF_PEPTIDE_NAMES, "self_peptide_names", 't')                                               \
    _(GENE_NAMES, "gene_names", 't')                                                               \
    _(DISSIMILARITY, "dissimilarity", 'n')                                                         \
    _(EXPRESSION, "expression", 'n')                                                               \
    _(TISSUES, "tissues", 't')                                                                     \
    _(VITAL, "vital", 'l')                                                                         \
    _(VITAL_TISSUES, "vital_tissues", 't')                                                         \
    _(ORGANS, "organs", 't')                                                                       \
    _(UNKNOWN_GENES, "unknown_genes", 't')                                                         \
    _(BINDERS, "binders", 'w')                                                                     \
    _(BINDER, "binder", 't')                                                                       \
    _(BINDER_ALLELE, "binder_allele", 't')                                                         \
    _(BINDER_RANK, "binder_rank", 'n')

#define COLUMN_NUMBER(number, name, kind) number,
#define COLUMN_NAME(number, name, kind)   name,
#define COLUMN_KIND(number, name, kind)   kind,
enum { COLUMNS(COLUMN_NUMBER) COLUMN_COUNT };
static const char *column_names[] = {COLUMNS(COLUMN_NAME) ""};
static const char column_kinds[] = {COLUMNS(COLUMN_KIND)};

static SEXP make_columns(size_t count)
{
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, column_names));
    for (int column = 0; column < COLUMN_COUNT; column++) {
        const char kind = column_kinds[column];
        const SEXPTYPE type = kind == 't' ? STRSXP : kind == 'l' ? LGLSXP : REALSXP;
        SEXP vector = Rf_allocVector(type, (R_xlen_t)count);
        SET_VECTOR_ELT(out, column, vector);
        for (R_xlen_t i = 0; i < (R_xlen_t)count; i++) {
            if (kind == 't')
                SET_STRING_ELT(vector, i, NA_STRING);
            else if (kind == 'l')
                LOGICAL(vector)[i] = NA_LOGICAL;
            else
                REAL(vector)[i] = NA_REAL;
        }
    }
    UNPROTECT(1);
    return out;
}

static void settle_columns(SEXP columns)
{
    for (int column = 0; column < COLUMN_COUNT; column++) {
        if (column_kinds[column] == 'w')
            SET_VECTOR_ELT(columns, column, whole_numbers(VECTOR_ELT(columns, column)));
    }
}

/* ---- Rows ---- */

struct screen {
    struct collector hits; /* its watch is that of the whole call */
    const mimicry_index *index;
    struct block block;
    SEXP columns;
    const mimicry0_screen_row *row; /* to be put */
};

static void put_text(const struct screen *s, int column, SEXP text)
{
    SET_STRING_ELT(VECTOR_ELT(s->columns, column), (R_xlen_t)s->row->candidate, text);
}

static void put_number(const struct screen *s, int column, double number)
{
    REAL(VECTOR_ELT(s->columns, column))[s->row->candidate] = isnan(number) ? NA_REAL : number;
}

/* Names with ";" between them; `none` when there is none. */
static void put_names(const struct screen *s, int column, const mimicry0_names *names, SEXP none)
{
    const void *top = vmaxget();
    size_t length = 1;
    for (size_t i = 0; i < names->count; i++)
        length += strlen(names->names[i]) + 1;
    char *text = scratch(length, 1), *to = text;
    for (size_t i = 0; i < names->count; i++) {
        const size_t n = strlen(names->names[i]);
        memcpy(to, names->names[i], n);
        to += n;
        *to++ = ';';
    }
    to[to > text ? -1 : 0] = '\0';
    put_text(s, column, names->count > 0 ? text_of(text) : none);
    vmaxset(top);
}

/* A window of the index: `column` is the first of its four, `place` of the three others, `window`
 * that of the candidate's own window. */
static void put_hit(const struct screen *s, const mimicry0_candidate *candidate,
                    const mimicry_hit *hit, int column, int place, int window)
{
    char letters[MIMICRY_MAX_PEPTIDE + 1];
    if (hit->length == 0 || hit->length >= sizeof letters)
        return;
    const mimicry0_record record = record_get(s->index, hit->record);
    mimicry0_index_get_residues(s->index, hit->record, hit->start, hit->length, letters);
    put_text(s, column, Rf_mkChar(letters));
    put_number(s, column + 1, hit->mismatches);
    put_text(s, column + 2, text_of(record.accession));
    put_text(s, column + 3, text_or_na(record.gene));
    put_number(s, place, hit->score);
    put_number(s, place + 1, (double)hit->start + 1);
    put_number(s, place + 2, (double)hit->start + hit->length);
    put_text(s, window,
             Rf_mkCharLenCE(candidate->peptide + hit->query_start, (int)hit->length, CE_UTF8));
    put_number(s, window + 1, (double)hit->query_start + 1);
}

static void put_counts(const struct screen *s)
{
    static const char *const sources[] = {"unknown", "absent", "found"};
    const mimicry0_screen_row *row = s->row;
    for (int m = 0; m <= MIMICRY_SCREEN_MISMATCHES; m++)
        put_number(s, SELF_0 + m, (double)row->self[m]);
    put_number(s, EVALUE, row->evalue);
    put_number(s, SELF_PEPTIDES, (double)row->peptides.count);
    put_number(s, GENES, (double)row->genes.count);
    put_number(s, RECORDS_WITHOUT_GENE, (double)row->unnamed);
    put_text(s, SOURCE, Rf_mkChar(sources[row->source]));
    for (int reason = MIMICRY_LEFT_OUT_WILDTYPE; reason < MIMICRY_LEFT_OUT_REASONS; reason++)
        put_number(s, LEFT_OUT_WILDTYPE + reason - MIMICRY_LEFT_OUT_WILDTYPE,
                   (double)row->left_out[reason]);
    put_number(s, WINDOWS, (double)row->windows);
    put_number(s, DISSIMILARITY, row->dissimilarity);
}

static void put_tissues(const struct screen *s)
{
    const mimicry0_screen_row *row = s->row;
    /* Nothing is said of a tissue as long as a gene is not known. */
    const bool unknown = row->unknown_genes.count > 0 || row->unnamed > 0;
    SEXP none = PROTECT(Rf_mkChar(unknown ? "unknown" : "none"));
    put_number(s, EXPRESSION, row->expression);
    put_names(s, TISSUES, &row->tissues, none);
    LOGICAL(VECTOR_ELT(s->columns, VITAL))
    [row->candidate] = row->is_vital == MIMICRY_UNKNOWN ? NA_LOGICAL : row->is_vital;
    put_names(s, VITAL_TISSUES, &row->vital, none);
    put_names(s, ORGANS, &row->organs, none);
    put_names(s, UNKNOWN_GENES, &row->unknown_genes, NA_STRING);
    put_number(s, BINDERS, (double)row->binders);
    put_text(s, BINDER, text_or_na(row->binder));
    put_text(s, BINDER_ALLELE, text_or_na(row->binder == NULL ? NULL : row->binder_allele));
    put_number(s, BINDER_RANK, row->binder_rank);
    UNPROTECT(1);
}

static void put_row(void *data)
{
    const struct screen *s = data;
    const mimicry0_candidate candidate = candidate_at(&s->block, (size_t)s->row->candidate);
    put_text(s, ID, text_or_na(candidate.id));
    put_text(s, PEPTIDE, text_of(candidate.peptide));
    put_hit(s, &candidate, s->row->nearest, NEAREST, NEAREST_SCORE, NEAREST_WINDOW);
    put_hit(s, &candidate, s->row->best, BEST, BEST_SCORE, BEST_WINDOW);
    put_counts(s);
    put_names(s, SELF_PEPTIDE_NAMES, &s->row->peptides, NA_STRING);
    put_names(s, GENE_NAMES, &s->row->genes, NA_STRING);
    put_tissues(s);
}

static int take_row(void *data, const mimicry0_screen_row *row, size_t size)
{
    struct screen *s = data;
    (void)size; /* at least what this was compiled for */
    s->row = row;
    return watch_run(&s->hits.watch, put_row, s);
}

static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct screen *s = data;
    return collector_take(&s->hits, hits, count, stride);
}

/* ---- Screen ---- */

static void set_screen_options(mimicry0_screen_options *o, SEXP given, struct screen *s)
{
    mimicry0_screen_options_init(o, sizeof *o);
    o->model = object_get_or_null(list_get(given, "model"), "mimicry_model");
    o->window_min = (uint32_t)list_integer(given, "window_min");
    o->window_max = (uint32_t)list_integer(given, "window_max");
    o->exclude_wildtype = list_integer(given, "exclude_wildtype");
    o->exclude_own_gene = list_integer(given, "exclude_own_gene");
    o->exclude_paralogs = list_number(given, "exclude_paralogs");
    o->only_genes = object_get_or_null(list_get(given, "only_genes"), "mimicry_genes");
    o->exclude_genes = object_get_or_null(list_get(given, "exclude_genes"), "mimicry_genes");
    o->expression = object_get_or_null(list_get(given, "expression"), "mimicry0_expression");
    o->organs = object_get_or_null(list_get(given, "organs"), "mimicry0_organs");
    o->min_expression = list_number(given, "min_expression");
    o->binders = object_get_or_null(list_get(given, "binders"), "mimicry0_binders");
    o->dissimilarity = list_integer(given, "dissimilarity");
    o->threads = list_integer(given, "threads");
    o->progress = watch_ask;
    o->progress_data = &s->hits.watch;
    if (list_integer(given, "hits") == 1) {
        o->each_hit = take_hits;
        o->hit_data = s;
    }
}

/* The next candidates, at most `most` of the options: a list of the columns of their rows and of
 * their hits; these are empty when there are no more. */
SEXP r_screen(SEXP index, SEXP candidates, SEXP options, SEXP progress)
{
    static const char *names[] = {"rows", "hits", ""};
    mimicry_error error = {.size = sizeof error};
    mimicry0_screen_options screen;
    struct screen s = {.index = object_get(index, "mimicry_index")};
    PROTECT(collector_begin(&s.hits, progress, sizeof(mimicry_hit)));
    set_screen_options(&screen, options, &s);
    s.block = next_block(candidates, list_get(options, "most"));
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    s.columns = make_columns(s.block.count);
    SET_VECTOR_ELT(out, 0, s.columns);
    mimicry_status status = MIMICRY_OK;
    if (s.block.count > 0)
        status = mimicry0_screen(s.index, (const mimicry0_candidate *)(const void *)s.block.records,
                                 s.block.count, s.block.stride, &screen, take_row, &s, &error);
    watch_end(&s.hits.watch, status, &error);
    settle_columns(s.columns);
    if (screen.each_hit != NULL) {
        const char **peptides = scratch(s.block.count, sizeof *peptides);
        for (size_t i = 0; i < s.block.count; i++)
            peptides[i] = candidate_at(&s.block, i).peptide;
        const struct hit_list list = {collector_records(&s.hits), s.hits.count,
                                      sizeof(mimicry_hit)};
        SET_VECTOR_ELT(out, 1, hits_columns(s.index, peptides, &list, 0, 0));
    }
    UNPROTECT(2);
    return out;
}
