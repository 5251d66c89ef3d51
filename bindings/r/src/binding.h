/* What the sources of the R package share: errors, interrupts, strings, objects and columns.
 *
 * R leaves C functions by a jump, when it runs out of memory or a condition is signalled. So
 * whatever the library makes belongs to an external pointer with a finalizer before R is called
 * again, and no jump ever crosses the library: what R does inside its callbacks is done in
 * watch_run, which catches the jump and lets it go on when the library has returned. */
#ifndef BINDING_H
#define BINDING_H

#define R_NO_REMAP
#define STRICT_R_HEADERS
#include <R.h>
#include <Rinternals.h>

#include <mimicry/mimicry.h>
#include <stdbool.h>

/* ---- Errors (call.c) ---- */

/* Signals a condition of the classes mimicry_FAMILY_error and mimicry_error. */
void NORET raise_status(mimicry_status status, const mimicry_error *error);
void NORET raise_argument(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- Interrupts and progress (call.c) ---- */

struct watch {
    SEXP progress; /* a function of R, or NULL */
    SEXP jump;     /* where R wanted to jump to */
    bool jumped;
};

/* Begins a watch, which lives as long as the SEXP, to be protected. */
SEXP watch_begin(struct watch *watch, SEXP progress);
/* A mimicry_progress_fn, its data a struct watch: looks at interrupts, asks `progress`. */
int watch_ask(void *watch, uint64_t done, uint64_t total);
/* Does what may jump, in a callback of the library; non-zero if it did. */
int watch_run(struct watch *watch, void (*run)(void *data), void *data);
/* After the call: the jump that was caught goes on, else a failure becomes a condition. */
void watch_end(struct watch *watch, mimicry_status status, const mimicry_error *error);

/* ---- Objects (call.c) ---- */

/* An external pointer to nothing yet, with its finalizer, not protected. */
SEXP object_new(const char *kind, R_CFinalizer_t finalize);
/* What it points at; an error if it is of another kind, or closed. */
void *object_get(SEXP object, const char *kind);
/* The same, but NULL for R's NULL. */
void *object_get_or_null(SEXP object, const char *kind);

/* ---- Values (call.c) ---- */

/* A CHARSXP of text in UTF-8, or what is not UTF-8 as Latin-1. */
SEXP text_of(const char *text);
/* The same; NA for "". */
SEXP text_or_na(const char *text);
/* A vector of one string. */
SEXP string_of(const char *text);
/* The element of a named list; NULL (of R) if it is not there. */
SEXP list_get(SEXP list, const char *name);
double list_number(SEXP list, const char *name);
int list_integer(SEXP list, const char *name);
/* A string's bytes. */
const char *string_get(SEXP string);
/* NUL-terminated strings of a character vector; they live until .Call returns. */
const char *const *strings_get(SEXP strings, size_t *out_count);
/* Doubles that are whole numbers, as integers if these hold all of them. */
SEXP whole_numbers(SEXP doubles);
/* Memory until .Call returns; counts are checked. */
void *scratch(size_t count, size_t size);

/* The record that a number says; raises if the index refuses it. */
mimicry0_record record_get(const mimicry_index *index, uint64_t number);

/* ---- Options (search.c) ---- */

void set_search_options(mimicry0_search_options *options, SEXP given, struct watch *watch);

/* ---- What R calls ---- */

SEXP r_version(void);
SEXP r_index_build(SEXP paths, SEXP progress);
SEXP r_index_open(SEXP path, SEXP flags);
SEXP r_index_save(SEXP index, SEXP path);
SEXP r_index_close(SEXP index);
SEXP r_index_verify(SEXP path);
SEXP r_index_info(SEXP index);
SEXP r_index_records(SEXP index);
SEXP r_index_residues(SEXP index, SEXP record, SEXP start, SEXP end);
SEXP r_model_matrix(SEXP name, SEXP flags);
SEXP r_model_weighted(SEXP base, SEXP weights);
SEXP r_model_motif(SEXP pattern);
SEXP r_model_profile(SEXP path);
SEXP r_model_distance(SEXP parameters, SEXP weights);
SEXP r_model_consensus(SEXP model);
SEXP r_model_scores(SEXP model, SEXP letters);
SEXP r_model_names(void);
SEXP r_sequences_read(SEXP path, SEXP flags);
SEXP r_genes_create(SEXP names);
SEXP r_genes_read(SEXP path);
SEXP r_search(SEXP index, SEXP peptides, SEXP options, SEXP progress);
SEXP r_count(SEXP index, SEXP peptides, SEXP options, SEXP columns, SEXP progress);
SEXP r_explain(SEXP index, SEXP peptides, SEXP options);
SEXP r_epitopes(SEXP index, SEXP epitopes, SEXP options, SEXP progress);
SEXP r_significance(SEXP index, SEXP options, SEXP peptide, SEXP values, SEXP evalue);
SEXP r_score(SEXP method, SEXP a, SEXP b, SEXP model, SEXP weights, SEXP parameters);
SEXP r_score_names(void);
SEXP r_partition(SEXP index, SEXP peptides, SEXP options, SEXP progress);
SEXP r_amplitude(SEXP wild_type, SEXP mutant);
SEXP r_shared(SEXP index, SEXP sequences, SEXP options, SEXP progress);
SEXP r_shared_profile(SEXP index, SEXP sequences, SEXP options, SEXP progress);
SEXP r_candidates_open(SEXP path);
SEXP r_candidates_columns(SEXP candidates);
SEXP r_candidates_next(SEXP candidates, SEXP most);
SEXP r_screen(SEXP index, SEXP candidates, SEXP options, SEXP progress);
SEXP r_expression_read(SEXP path);
SEXP r_organs_read(SEXP path);
SEXP r_binders_read(SEXP path);
SEXP r_tissue_names(SEXP expression);
SEXP r_unmapped(SEXP expression, SEXP organs);
SEXP r_gene_tissues(SEXP expression, SEXP organs, SEXP genes, SEXP floor);
SEXP r_peptide_binders(SEXP binders, SEXP peptides);

#endif
