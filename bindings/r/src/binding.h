/* What the sources of the R package share: errors, interrupts, objects, values and tables.
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

struct call_watch {
    SEXP progress; /* a function of R, or NULL */
    SEXP jump;     /* where R wanted to jump to */
    bool jumped;
};

/* Begins a watch, which lives as long as the SEXP, to be protected. */
SEXP watch_begin(struct call_watch *watch, SEXP progress);
/* A mimicry_progress_fn, its data a struct call_watch: looks at interrupts, asks `progress`. */
int watch_ask(void *watch, uint64_t done, uint64_t total);
/* A mimicry_note_fn, its data a struct call_watch: warns. */
void watch_note(void *watch, const char *note);
/* Does what may jump, in a callback of the library; non-zero if it did. */
int watch_run(struct call_watch *watch, void (*run)(void *data), void *data);
/* After the call: the jump that was caught goes on, else a failure becomes a condition. */
void watch_end(struct call_watch *watch, mimicry_status status, const mimicry_error *error);

/* ---- Objects (call.c) ---- */

/* An external pointer to nothing yet, with its finalizer, not protected. */
SEXP object_new(const char *kind, R_CFinalizer_t finalize);
/* One to `size` bytes of zeros, which its finalizer frees. */
SEXP object_of_zeros(const char *kind, R_CFinalizer_t finalize, size_t size);
/* What it points at; an error if it is of another kind, or closed. */
void *object_get(SEXP object, const char *kind);
/* The same, but NULL for R's NULL. */
void *object_get_or_null(SEXP object, const char *kind);

/* ---- Values (call.c) ---- */

/* A vector of one string. */
SEXP string_of(const char *text);
/* The element of a named list; NULL (of R) if it is not there. */
SEXP list_get(SEXP list, const char *name);
double list_number(SEXP list, const char *name);
int list_integer(SEXP list, const char *name);
/* A string's bytes. */
const char *string_get(SEXP string);
/* The same, but NULL for R's NULL. */
const char *string_get_or_null(SEXP string);
/* NUL-terminated strings of a character vector; they live until .Call returns. */
const char *const *strings_get(SEXP strings, size_t *out_count);
/* Memory until .Call returns; counts are checked. */
void *scratch(size_t count, size_t size);

/* ---- Tables (table.c) ---- */

/* An object for a table that the library is about to make, and where it makes it. */
SEXP table_new(void);
struct ArrowArrayStream *table_stream(SEXP table);
/* Reads the next batch, and keeps it; false at the end. */
bool table_next(SEXP table, struct call_watch *watch);
/* Reads what is left. The table as a data frame, whose columns are those of its schema; what that
 * says of them is its attribute `columns`. */
SEXP table_read(SEXP table, struct call_watch *watch);
/* Makes a data frame of a list of columns. */
void make_frame(SEXP columns, SEXP names, R_xlen_t rows);

/* ---- What is said of columns (marks.c) ---- */

/* A data frame with a row for each column of a schema, not protected. NA where nothing is said. */
SEXP marks_of(const struct ArrowSchema *schema);
/* What a list of such columns, or NULL (of R), says of a row: its metadata, by malloc, NULL if
 * there is no memory. */
char *marks_metadata(SEXP marks, R_xlen_t row);
bool marks_is_integer(SEXP marks, R_xlen_t row);

/* ---- Options (search.c) ---- */

/* Those of a screen, from a named list. */
mimicry_screen_options screen_options(SEXP given, struct call_watch *watch);

/* ---- Data frames that the library reads (frame.c) ---- */

/* An object with the columns of a named list, character, integer or double, as an Arrow stream.
 * `marks`: what is said of each, or NULL (of R). `total`: how many rows the stream has; where it
 * has more than the columns, those come again and again, for writers that only count them. */
SEXP frame_new(SEXP columns, SEXP marks, double total);
struct ArrowArrayStream *frame_stream(SEXP frame);

/* ---- What R calls ---- */

SEXP r_version(void);
SEXP r_names(SEXP kind);
SEXP r_index_build(SEXP paths, SEXP exclude_decoys, SEXP variants, SEXP progress);
SEXP r_index_open(SEXP path, SEXP flags);
SEXP r_index_save(SEXP index, SEXP path);
SEXP r_index_close(SEXP index);
SEXP r_index_verify(SEXP path);
SEXP r_index_info(SEXP index);
SEXP r_index_table(SEXP index, SEXP what);
SEXP r_index_residues(SEXP index, SEXP record, SEXP start, SEXP end);
SEXP r_model_create(SEXP kind, SEXP source, SEXP weights, SEXP flags, SEXP peptide);
SEXP r_model_peptide(SEXP model);
SEXP r_model_remarks(SEXP model);
SEXP r_model_scores(SEXP model, SEXP peptide, SEXP letters);
SEXP r_genes_create(SEXP names);
SEXP r_genes_read(SEXP path);
SEXP r_genes_has(SEXP genes, SEXP names);
SEXP r_annotations_create(void);
SEXP r_annotations_add(SEXP annotations, SEXP kind, SEXP source);
SEXP r_annotations_table(SEXP annotations, SEXP kind, SEXP names);
SEXP r_queries_open(SEXP path, SEXP given);
SEXP r_queries_table(SEXP columns, SEXP given);
SEXP r_search(SEXP index, SEXP queries, SEXP given);
SEXP r_explain(SEXP index, SEXP queries, SEXP given);
SEXP r_evalue(SEXP index, SEXP model, SEXP peptides, SEXP kind, SEXP values);
SEXP r_screen(SEXP index, SEXP queries, SEXP given);
SEXP r_report(SEXP index, SEXP queries, SEXP given, SEXP path, SEXP title, SEXP along);
SEXP r_report_tables(SEXP given, SEXP path);
SEXP r_shared(SEXP index, SEXP queries, SEXP given);
SEXP r_along(SEXP index, SEXP queries, SEXP given);
SEXP r_score_pairs(SEXP a, SEXP b, SEXP given);
SEXP r_score_table(SEXP index, SEXP queries, SEXP given);
SEXP r_table_text(SEXP columns, SEXP marks, SEXP total, SEXP given);

#endif
