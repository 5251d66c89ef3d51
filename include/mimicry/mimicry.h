/* libmimicry: every self-peptide that a T cell could confuse with a given one.
 *
 *   mimicry_index        a proteome
 *   mimicry_model        how similar two residues are, at each position
 *   mimicry_queries      what is looked for: the peptides of a file, or of the caller
 *   mimicry_genes        a set of genes
 *   mimicry_annotations  what is known of genes and peptides
 *   mimicry_scorer       a published score of two peptides, or of a peptide and a proteome
 *
 * All are immutable once made and may be shared by threads, except mimicry_queries, which belong
 * to one thread at a time. Results are tables: Arrow C streams, read batch by batch.
 *
 * Positions are 0-based and ranges half-open; in tables, which people read, positions count from 1
 * and ranges include their last residue. Strings are NUL-terminated UTF-8 and are copied. Residues
 * are the 20 amino acids, B, Z, J, X, U, O and, where it says so, `*`, in either case. A function
 * that can fail returns a mimicry_status and takes a mimicry_error last, or NULL. Out-pointers are
 * NULL after a failure. What a function makes is released by the matching _close or _free, which
 * takes NULL too, and not while it is in use. Nothing here prints, exits or keeps global state.
 * Every result is the same for any number of threads, plan and instruction set.
 *
 * Options that are all zeros but for their size ask for the defaults, and so does NULL:
 *     mimicry_search_options options = {.size = sizeof options};
 * Fields are only ever added, at the end. */
#ifndef MIMICRY_MIMICRY_H
#define MIMICRY_MIMICRY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(MIMICRY_BUILDING) && defined(__GNUC__)
#define MIMICRY_API __attribute__((visibility("default")))
#else
#define MIMICRY_API
#endif

#define MIMICRY_VERSION_MAJOR 0
#define MIMICRY_VERSION_MINOR 1
#define MIMICRY_VERSION_PATCH 0

/* The version of the library that runs, "MAJOR.MINOR.PATCH"; the macros are the header's. */
MIMICRY_API const char *mimicry_version(void);

/* What the library was made of and works with: a static string; NULL for any other number. */
enum {
    MIMICRY_ABOUT_COMPILER = 1,     /* "gcc 12.2.0" */
    MIMICRY_ABOUT_INSTRUCTIONS = 2, /* the widest instruction set that it uses on this machine */
    MIMICRY_ABOUT_ZLIB = 3,         /* the version of zlib */
    MIMICRY_ABOUT_DIVSUFSORT = 4    /* the version of libdivsufsort */
};
MIMICRY_API const char *mimicry_about(int32_t what);

/* ---- Status and errors ---------------------------------------------------------------------- */

/* Values are pinned for ever; new ones are only added. */
typedef int32_t mimicry_status;
enum {
    MIMICRY_OK = 0,
    MIMICRY_E_ARGUMENT = -1,   /* a value the caller passed is outside what the function takes */
    MIMICRY_E_MEMORY = -20,    /* not enough memory */
    MIMICRY_E_IO = -40,        /* the system refused a file operation; error.system is errno */
    MIMICRY_E_FORMAT = -60,    /* an input file is not what it should be; error.line says where */
    MIMICRY_E_CORRUPT = -61,   /* an index that fails its checks */
    MIMICRY_E_VERSION = -80,   /* an index of a format that this library does not read */
    MIMICRY_E_CANCELLED = -100 /* a callback of the caller asked to stop */
};

/* What went wrong: filled by a call that fails, left alone by one that succeeds. A size of 0 stands
 * for the struct of version 1.0. */
typedef struct mimicry_error {
    size_t size; /* sizeof(mimicry_error), or 0 */
    mimicry_status status;
    int32_t system;        /* errno, or 0 */
    uint64_t line, offset; /* of the input: line from 1, byte of the file; 0: unknown */
    char message[512];     /* "FILE:LINE: what is wrong and what was expected"; no newline */
} mimicry_error;

/* "ok", "argument", ...: a static string; "unknown" for any other value. */
MIMICRY_API const char *mimicry_status_name(mimicry_status status);

/* Kinds of names. */
enum {
    MIMICRY_NAMES_MATRICES = 1,     /* built-in matrices, from 0 */
    MIMICRY_NAMES_MASKS = 2,        /* weights by name, from 0 */
    MIMICRY_NAMES_SCORES = 3,       /* MIMICRY_SCORE_..., from 1 */
    MIMICRY_NAMES_PLANS = 4,        /* MIMICRY_PLAN_..., from 0 */
    MIMICRY_NAMES_INSTRUCTIONS = 5, /* MIMICRY_INSTRUCTIONS_..., from 0 */
    MIMICRY_NAMES_FORMATS = 6,      /* MIMICRY_FORMAT_..., from 1 */
    MIMICRY_NAMES_COLUMNS = 7,      /* columns on request, from 0: name i is that of bit 1 << i */
    MIMICRY_NAMES_ALLELES = 8,      /* HLA alleles that have a built-in motif, from 0 */
    MIMICRY_NAMES_ORDERS = 9        /* MIMICRY_ORDER_..., from 1 */
};

/* The name of number `i` of a kind: a static string; NULL for a number that has none. */
MIMICRY_API const char *mimicry_name(int32_t kind, size_t i);

/* ---- Tables ---------------------------------------------------------------------------------- */

/* The Arrow C data and stream interfaces, as https://arrow.apache.org/docs/format/CDataInterface
 * defines them: no library is needed. Types are int64 ("l"), float64 ("g") and UTF-8 ("u"). Each
 * column's metadata has a `description`; a `unit` where it has one; `brief` if it is of a short
 * selection, "always" or where there is "room"; and `residues` where some are compared, "query" or
 * "match", the n-th with the n-th. What is unknown is null.
 *
 * A stream is read once, by one thread at a time. It keeps what it needs: the index, queries and so
 * on may be closed before it, and batches outlive it. Its get_next does the work, in memory bounded
 * by the batch, calls the callbacks of mimicry_run, and returns 0 or an errno, of which
 * get_last_error gives the message: ECANCELED after a callback has cancelled, ENOMEM, EIO, EILSEQ
 * for FORMAT, EBADMSG for CORRUPT, or EINVAL. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* Text forms of a table. */
enum {
    MIMICRY_FORMAT_TSV = 1,      /* a header line, then tab-separated rows; null is empty */
    MIMICRY_FORMAT_CSV = 2,      /* comma-separated, quoted where needed */
    MIMICRY_FORMAT_JSONL = 3,    /* an object a line; null is null */
    MIMICRY_FORMAT_BLAST6 = 4,   /* BLAST's 12 columns, of a table of hits: docs/search-modes.md */
    MIMICRY_FORMAT_PEPMATCH = 5, /* PEPMatch's columns, of a table of hits: docs/search-modes.md */
    MIMICRY_FORMAT_TABLE = 6     /* for reading: columns that are marked `brief`, or all where none
                                    is, side by side as far as they fit; aligned by the first batch;
                                    text that is too wide ends with .., null is -, numbers have four
                                    digits; then a line that counts what was left out */
};

typedef struct mimicry_write_options {
    size_t size;
    int32_t format;    /* 0: TSV */
    int32_t no_header; /* 1: no line of column names */
    uint64_t batches;  /* write so many batches of the table, then return; 0: all */
    /* Of MIMICRY_FORMAT_TABLE: */
    int32_t width;    /* columns of the screen; 0: 80 */
    int32_t color;    /* 1: ANSI colours, for the residues too in which a match differs from its
                         query; 0: these are in lower case */
    uint64_t rows;    /* so many are written, the others counted; 0: all */
    const char *rest; /* how to get what is left out, for the line that counts it; or NULL */
    /* Of the others: */
    int32_t threads;  /* 0: one a processor. The caller's reads the table and calls `write`; if
                         there are more, text is made in another one meanwhile */
    int32_t reserved; /* 0 */
} mimicry_write_options;

/* Takes the next `count` bytes. Non-zero cancels. */
typedef int (*mimicry_write_fn)(void *data, const char *bytes, size_t count);

/* Writes a table, of this library or of another, as text, and leaves it to the caller to release.
 * `*opt_out_batches` is how many batches there were: fewer than asked for at the end of the table.
 * Numbers have the fewest digits that give them back. Errors: ARGUMENT, MEMORY, CANCELLED, and
 * those of the table. */
MIMICRY_API mimicry_status mimicry_table_write(struct ArrowArrayStream *table,
    const mimicry_write_options *opt_options, mimicry_write_fn write, void *data,
    uint64_t *opt_out_batches, mimicry_error *opt_error);

/* Opens a file that was written as TSV or CSV, plain or gzip, or standard input ("-"), as a table:
 * all columns are text, and what is empty is null. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry_table_open(
    const char *path, struct ArrowArrayStream *out_table, mimicry_error *opt_error);

/* For Python, the destructor of a capsule "arrow_array_stream" around a stream allocated by malloc:
 * releases the stream, unless it was moved away, and frees it. */
MIMICRY_API void mimicry_capsule_free(void *capsule);

/* ---- How a call runs ------------------------------------------------------------------------- */

/* How a peptide is searched; for tests and measurements. What the plan cannot do is an ARGUMENT
 * error. */
enum {
    MIMICRY_PLAN_AUTO = 0,   /* the cheapest */
    MIMICRY_PLAN_SUFFIX = 1, /* an interval of the suffix array: 0 mismatches only */
    MIMICRY_PLAN_SEEDS = 2,  /* pieces in the suffix array: fewer mismatches than residues */
    MIMICRY_PLAN_PLANES = 3, /* bit planes: any number of mismatches */
    MIMICRY_PLAN_LANES = 4,  /* byte lanes: everything */
    MIMICRY_PLAN_BRANCH = 5, /* branch and bound down the suffix array: everything */
    MIMICRY_PLAN_SCAN = 6,   /* every place: indels (or SEEDS) and discontinuous epitopes alone */
    MIMICRY_PLAN_SLIDING = 7 /* overlapping windows together: what PLANES does, and a matrix */
};

/* Instruction sets; one that the machine lacks is an ARGUMENT error. */
enum {
    MIMICRY_INSTRUCTIONS_AUTO = 0, /* the widest that the machine has */
    MIMICRY_INSTRUCTIONS_PORTABLE = 1,
    MIMICRY_INSTRUCTIONS_AVX2 = 2,
    MIMICRY_INSTRUCTIONS_AVX512 = 3
};

/* Called now and then, in the thread that made the call; 0 <= done <= total, in no fixed unit.
 * Non-zero cancels: the call gives up soon and returns MIMICRY_E_CANCELLED. */
typedef int (*mimicry_progress_fn)(void *data, uint64_t done, uint64_t total);

/* Takes what the user should know, one line: a set of genes that matches no record, say. */
typedef void (*mimicry_note_fn)(void *data, const char *note);

/* The first member, after the size, of all options that have work to do. */
typedef struct mimicry_run {
    int32_t threads;              /* 0: one a processor */
    int32_t plan, instructions;   /* MIMICRY_PLAN_..., MIMICRY_INSTRUCTIONS_... */
    int32_t reserved;             /* 0 */
    mimicry_progress_fn progress; /* NULL: none */
    mimicry_note_fn note;         /* NULL: none */
    void *data;                   /* of both */
} mimicry_run;

/* ---- Proteome index ------------------------------------------------------------------------- */

/* The records of one or more FASTA files, ready to search. */
typedef struct mimicry_index mimicry_index;

typedef struct mimicry_build_options {
    size_t size;
    mimicry_run run;      /* progress is not asked while the suffix array is sorted */
    int32_t suffix_width; /* bytes an entry of the suffix array: 0 (what the size needs), 4 or 8 */
    int32_t exclude_decoys; /* 1: records whose accession has a prefix of decoys or contaminants,
                               rev_, DECOY_, XXX_, CON__, contam_ and the like, are left out */
    const char *variants;   /* NULL, or a file of a person's variants, plain or gzip: a VCF that VEP
                               annotated, or a table (docs/variants.md). Those of both copies of a
                               gene replace residues of records, others add records, of which the
                               windows that they change count */
} mimicry_build_options;

/* Builds an index in memory from FASTA files, plain or gzip, read one after the other; "-" is
 * standard input. Records may be empty, residues may be `*`, blanks are passed over. Peak memory:
 * about 5 bytes a residue plus the names. Errors: ARGUMENT, MEMORY, IO, FORMAT, CANCELLED. */
MIMICRY_API mimicry_status mimicry_index_build(const char *const *paths, size_t n_paths,
    const mimicry_build_options *opt_options, mimicry_index **out_index, mimicry_error *opt_error);

/* Writes the index as one file, the same bytes for the same FASTA files. It is written under
 * another name, synced, then renamed: `path` is the whole index or untouched. Errors: IO, MEMORY.
 */
MIMICRY_API mimicry_status mimicry_index_save(
    const mimicry_index *index, const char *path, mimicry_error *opt_error);

/* Hands the bytes of that file to `write`, in blocks of at most 16 MiB. The data is the caller's,
 * as is the care for a file that is whole. Errors: ARGUMENT, CANCELLED. */
MIMICRY_API mimicry_status mimicry_index_write(
    const mimicry_index *index, mimicry_write_fn write, void *data, mimicry_error *opt_error);

enum {
    MIMICRY_OPEN_VERIFY = 1, /* verify the whole file first */
    MIMICRY_OPEN_FASTA = 2,  /* a file that is no index is read as FASTA and indexed in memory */
    MIMICRY_OPEN_EXCLUDE_DECOYS = 4 /* exclude_decoys, of FASTA; an index must have no decoys */
};

/* Maps an index file, which processes share. The header and every bound are checked, the bytes only
 * with MIMICRY_OPEN_VERIFY; a damaged file never crashes a search. The file must not be truncated
 * while it is open; to replace it by a rename is fine. Errors: ARGUMENT, IO, CORRUPT, VERSION,
 * MEMORY, and those of mimicry_index_build with MIMICRY_OPEN_FASTA. */
MIMICRY_API mimicry_status mimicry_index_open(
    const char *path, uint32_t flags, mimicry_index **out_index, mimicry_error *opt_error);

/* Reads the whole file and checks header, checksums, padding, names, and that the suffix array is a
 * permutation in sorted order. Errors: IO, CORRUPT, VERSION, MEMORY. */
MIMICRY_API mimicry_status mimicry_index_verify(const char *path, mimicry_error *opt_error);

typedef struct mimicry_info {
    size_t size;
    uint64_t records, residues, sources; /* proteins, their residues (`*` too), FASTA files */
    uint64_t memory;                     /* bytes of the index, mapped or in memory */
    uint32_t format_major, format_minor; /* of the index file */
    uint32_t suffix_width;               /* bytes an entry of the suffix array */
    uint32_t reserved;
    uint64_t without_gene, without_residues; /* records */
    uint64_t decoys;                         /* records that exclude_decoys would leave out */
    uint64_t left_out;                       /* records that it has left out; 0 of an index file */
    uint64_t changed, added;                 /* records that variants have changed, or added */
} mimicry_info;

/* The numbers of an index. Errors: ARGUMENT. */
MIMICRY_API mimicry_status mimicry_index_info(
    const mimicry_index *index, mimicry_info *out_info, mimicry_error *opt_error);

/* Tells what is unusual of a proteome that was read as FASTA, as mimicry_index_build does: records
 * that look like nucleotides, decoys, records without residues. Of an index file it tells nothing.
 */
MIMICRY_API void mimicry_index_notes(const mimicry_index *index, mimicry_note_fn note, void *data);

/* The strings live as long as the index; they are empty where the header had none. */
typedef struct mimicry_record {
    size_t size;
    const char *accession;   /* UniProt, Ensembl, GENCODE or NCBI accession, else the first word */
    const char *gene;        /* gene symbol, else gene identifier */
    const char *description; /* what the header says the protein is */
    uint64_t length;         /* residues */
    int32_t taxon;           /* NCBI taxonomy identifier, or 0 */
    int32_t reserved;
} mimicry_record;

/* A record by its number, in the order of the FASTA files. Errors: ARGUMENT, CORRUPT. */
MIMICRY_API mimicry_status mimicry_index_record(const mimicry_index *index, uint64_t record,
    mimicry_record *out_record, mimicry_error *opt_error);

/* Copies residues [start, start + length), cut to the record, to `out_letters`, upper case, with a
 * final NUL: room for length + 1 bytes. Returns how many; 0 for a record that does not exist. */
MIMICRY_API uint64_t mimicry_index_residues(const mimicry_index *index, uint64_t record,
    uint64_t start, uint64_t length, char *out_letters);

enum { MIMICRY_INDEX_RECORDS = 1, MIMICRY_INDEX_SOURCES = 2 };

/* The records, or the FASTA files they came from. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry_index_table(const mimicry_index *index, int32_t what,
    struct ArrowArrayStream *out_table, mimicry_error *opt_error);

MIMICRY_API void mimicry_index_close(mimicry_index *opt_index);

/* ---- Model: how similar two residues are ----------------------------------------------------- */

typedef struct mimicry_model mimicry_model;

/* Where a model's scores come from: `source` of its options. docs/models.md has the forms of files
 * and patterns, and says which model to take. */
enum {
    MIMICRY_MODEL_MATRIX = 0,   /* a substitution matrix: built in, by name, or a file in NCBI's
                                   format; NULL: BLOSUM62. Rows are the query's residue */
    MIMICRY_MODEL_MOTIF = 1,    /* a pattern: what is met at each position scores 1, what is not met
                                   is a mismatch */
    MIMICRY_MODEL_PROFILE = 2,  /* a file of a score for each position and amino acid; the best of a
                                   position are no mismatch */
    MIMICRY_MODEL_DISTANCE = 3, /* the score is a distance, negative. NULL or "relatedness":
                                   MIMICRY_SCORE_RELATEDNESS; else a file as
                                   MIMICRY_SCORE_CROSS_REACTIVITY takes it */
    MIMICRY_MODEL_SCAN = 4      /* a file of what a receptor answers to single mutants of a peptide,
                                   its index peptide. The score is a distance, negative, and
                                   0.05 to its power the predicted share of the index's response */
};

enum {
    MIMICRY_MODEL_UO_AS_CK = 1 /* a matrix scores U (selenocysteine) as C, O (pyrrolysine) as K */
};

typedef struct mimicry_model_options {
    size_t size;
    int32_t kind; /* MIMICRY_MODEL_... */
    uint32_t flags;
    const char *source;
    /* A weight for each position, 0 to 1e6, by which the scores of a matrix, or of relatedness, are
     * multiplied. A position of weight 0 is free: no mismatch, score 0. Either numbers, or text:
     * numbers separated by commas, a file of numbers, or the name of a mask (docs/models.md). */
    const double *weights;
    size_t n_weights;
    const char *mask;
    const char *peptide; /* the index peptide of a scan; NULL: the file tells it */
} mimicry_model_options;

/* Makes a model; NULL: BLOSUM62. Motifs, profiles and numbers of weights fix the length of the
 * peptides; a scan is of its index peptide alone. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry_model_create(
    const mimicry_model_options *opt_options, mimicry_model **out_model, mimicry_error *opt_error);

/* What a residue of the proteome scores at a position (from 0) of a peptide, which counts by its
 * length alone for motifs and profiles; NaN for what does not exist or the model does not take. */
MIMICRY_API double mimicry_model_score(
    const mimicry_model *model, const char *peptide, uint32_t position, char residue);

/* The peptide that stands for a motif, a profile or a scan, and is searched: the best residue of
 * each position, X for several in a motif; the index peptide. NULL for other models. It lives as
 * long as the model. */
MIMICRY_API const char *mimicry_model_peptide(const mimicry_model *model);

/* What was taken from a scan: its index peptide, how many mutants, which positions have none, how
 * responses became shares of the index's, and what was left out. "" for other models. It lives as
 * long as the model. */
MIMICRY_API const char *mimicry_model_remarks(const mimicry_model *model);

MIMICRY_API void mimicry_model_free(mimicry_model *opt_model);

/* ---- Queries: what is looked for ------------------------------------------------------------- */

/* Strings are "" where nothing is known; those that a caller fills in may be NULL, but for the
 * peptide. */
typedef struct mimicry_query {
    const char *id;       /* else its number, from 1 */
    const char *peptide;  /* upper case; or a sequence, or a discontinuous epitope. Empty only
                             where MIMICRY_READ_CONSTANTS alone has no peptides */
    const char *wildtype; /* what the peptide was before it was mutated */
    const char *target;   /* the peptide that a score compares it with */
    const char *gene, *accession, *allele; /* as they stand there; of a protein, or transcript */
    uint64_t line;                         /* of the file, from 1; 0: of none */
    double kd_wildtype, kd_mutant;         /* dissociation constants, nM; NaN: not known */
    uint32_t change_start, change_end;     /* the residues that are not the wild type's, computed;
                                              equal where some were deleted: docs/queries.md */
    uint32_t is_sequence; /* 1: only its windows can be searched: it comes from a column of
                             sequences, or from FASTA with its wild type, has `*`, or more than
                             MIMICRY_MAX_PEPTIDE residues */
    uint32_t junction; /* residues before the junction of a fusion or a cassette: it is a sequence
                          then, and its change is there; 0: none is known */
} mimicry_query;

enum {
    MIMICRY_MAX_PEPTIDE = 1024, /* residues of the longest peptide that can be searched */
    MIMICRY_MAX_EPITOPE = 255,  /* residues of a discontinuous epitope */
    MIMICRY_USUAL_WINDOW = 9    /* residues of the windows of a sequence, where nobody says */
};

typedef struct mimicry_queries mimicry_queries;

enum {
    MIMICRY_READ_EPITOPES = 1, /* discontinuous epitopes: residues with their positions from 1,
                                  rising, "R377, Q408, Q432": one a line, or an id, a tab and one */
    MIMICRY_READ_PAIRS = 2,    /* each has a target: mimicry_scorer_table */
    MIMICRY_READ_CONSTANTS = 4 /* each has kd_wildtype and kd_mutant: mimicry_scorer_table */
};

typedef struct mimicry_read_options {
    size_t size;
    uint32_t flags;     /* MIMICRY_READ_... */
    uint32_t junctions; /* above 0: the file is FASTA of the parts of a cassette, one after the
                           other, and a query so many residues on either side of a junction, those
                           before it of one part alone; 0: records are queries */
    const char *peptide_column; /* NULL: known by its name, as docs/queries.md lists them */
    const char *target_column;  /* NULL: likewise */
} mimicry_read_options;

/* Opens a file, plain or gzip, or standard input ("-"): FASTA, a table, or a peptide a line
 * (docs/queries.md). What is no peptide is refused with line and column. Errors: ARGUMENT, MEMORY,
 * IO, FORMAT. */
MIMICRY_API mimicry_status mimicry_queries_open(const char *path,
    const mimicry_read_options *opt_options, mimicry_queries **out_queries,
    mimicry_error *opt_error);

/* Rows of the caller, `stride` bytes apart. They are copied. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry_queries_from(const mimicry_query *rows, size_t n_rows,
    size_t stride, const mimicry_read_options *opt_options, mimicry_queries **out_queries,
    mimicry_error *opt_error);

/* A table of the caller's, its columns known by the same names: text ("u", "U", "vu" or
 * dictionaries of these) and numbers of any width. The stream is moved: it is released by
 * mimicry_queries_close, and by a failure. Errors: ARGUMENT, MEMORY, FORMAT. */
MIMICRY_API mimicry_status mimicry_queries_table(struct ArrowArrayStream *table,
    const mimicry_read_options *opt_options, mimicry_queries **out_queries,
    mimicry_error *opt_error);

/* The next queries, at most `most` (from 1 on), and at most 1 MiB of strings: `*out_count` records
 * `*out_stride` bytes apart, NULL and 0 at the end, as often as asked. They live until the next
 * call. Errors: MEMORY, IO, FORMAT, with the line and the column; after one, read no more. */
MIMICRY_API mimicry_status mimicry_queries_next(mimicry_queries *queries, size_t most,
    const mimicry_query **out_rows, size_t *out_count, size_t *out_stride,
    mimicry_error *opt_error);

/* Which column was taken for what, "peptide 'MT Epitope Seq', ..."; empty where there is no table.
 * It lives as long as `queries`. */
MIMICRY_API const char *mimicry_queries_columns(const mimicry_queries *queries);

/* The cells of row `row` of the last block as they stand in the file, or the names of its columns
 * if `row` is SIZE_MAX: `*out_count` strings, which live until the next call of
 * mimicry_queries_next. NULL where the queries are no table of a file. */
MIMICRY_API const char *const *mimicry_queries_cells(
    const mimicry_queries *queries, size_t row, size_t *out_count);

MIMICRY_API void mimicry_queries_close(mimicry_queries *opt_queries);

/* ---- Genes ----------------------------------------------------------------------------------- */

/* Genes by symbol or identifier; the case of ASCII letters, blanks around and the versions of
 * identifiers do not count. A text may be several names, separated by `;`, `,` or `|`. */
typedef struct mimicry_genes mimicry_genes;

/* A set of names; empty ones are left out. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry_genes_create(
    const char *const *names, size_t n_names, mimicry_genes **out_genes, mimicry_error *opt_error);

/* Reads a set from a file, plain or gzip, or from standard input ("-"): a name a line, or a table
 * with columns of genes (docs/tissues.md). A file without a name is an error. Errors: ARGUMENT,
 * MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry_genes_read(
    const char *path, mimicry_genes **out_genes, mimicry_error *opt_error);

/* A set of the genes of both. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry_genes_join(const mimicry_genes *a, const mimicry_genes *b,
    mimicry_genes **out_genes, mimicry_error *opt_error);

/* 1 if the set has the gene, else 0. */
MIMICRY_API int mimicry_genes_has(const mimicry_genes *genes, const char *gene);

MIMICRY_API void mimicry_genes_free(mimicry_genes *opt_genes);

/* ---- Annotations: what is known of genes and peptides ---------------------------------------- */

/* They become columns of tables of hits and of screens. Add all before they are used. */
typedef struct mimicry_annotations mimicry_annotations;

enum {
    MIMICRY_EXPRESSION = 1, /* levels of genes in tissues; one that is missing is unknown, not 0 */
    MIMICRY_ORGANS = 2,     /* the organ system of each tissue, and which are vital; NULL: the
                               built-in table, data/organs.tsv */
    MIMICRY_BINDERS = 3,    /* peptides that MHC molecules present, as predictors write them */
    MIMICRY_MOTIFS = 4      /* motifs of alleles: which windows they present; NULL: the built-in
                               ones, of 95 HLA alleles. docs/presentation.md */
};

MIMICRY_API mimicry_status mimicry_annotations_create(
    mimicry_annotations **out_annotations, mimicry_error *opt_error);

/* Adds a table from a file, plain or gzip, or from standard input ("-"), in the place of one of the
 * same kind. docs/tissues.md has the layouts and the names of columns. Errors: ARGUMENT, MEMORY,
 * IO, FORMAT; what was added before stays. */
MIMICRY_API mimicry_status mimicry_annotations_add(mimicry_annotations *annotations, int32_t kind,
    const char *opt_source, mimicry_error *opt_error);

/* What is known of some genes (EXPRESSION: a row for each tissue), tissues (ORGANS), peptides
 * (BINDERS: a row for each of the file) or alleles (MOTIFS: a row for each length), in their order;
 * a name of which nothing is known has one row of nulls. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry_annotations_table(const mimicry_annotations *annotations,
    int32_t kind, const char *const *names, size_t n_names, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

MIMICRY_API void mimicry_annotations_free(mimicry_annotations *opt_annotations);

/* ---- Search ---------------------------------------------------------------------------------- */

enum { MIMICRY_MAX_INDELS = 8 }; /* insertions and deletions, at most */

/* What a window must reach. Thresholds are inclusive; for scores, similarities and penalties a
 * difference of 1e-9 is forgiven. */
enum {
    MIMICRY_NO_THRESHOLD = 0,   /* exact matches; with `top`, the best by score */
    MIMICRY_MAX_MISMATCHES = 1, /* at most this many positions differ; what is not one of the 20
                                   amino acids differs from everything, itself included */
    MIMICRY_MIN_SCORE = 2,      /* the sum of the model's scores is at least this */
    MIMICRY_MIN_SIMILARITY = 3, /* score >= this times the peptide's score with itself */
    MIMICRY_MAX_PENALTY = 4,    /* the peptide's score with itself less the score is at most this */
    MIMICRY_MAX_EVALUE = 5,     /* chance gives at most this many windows (above 0) of that score
                                   or more (docs/significance.md) */
    MIMICRY_MIN_ACTIVITY = 6    /* of a scan: the predicted share of the index peptide's response,
                                   0.05 to the power of the distance, is at least this (above 0,
                                   to 1) */
};

enum {
    MIMICRY_POSITIONS_NONE = 0,     /* queries are peptides */
    MIMICRY_POSITIONS_ANYWHERE = 1, /* discontinuous epitopes, anywhere in a record */
    MIMICRY_POSITIONS_FIXED = 2     /* at these positions of a record */
};

/* What the rows of the table of a search are. */
enum {
    MIMICRY_ROWS_HITS = 0,     /* a hit each */
    MIMICRY_ROWS_PEPTIDES = 1, /* a distinct self-peptide of a query, with its proteins and genes */
    MIMICRY_ROWS_COUNTS = 2    /* how many hits a query has with a number of mismatches */
};

/* In which order the hits of a window come in a table; those that are as good stay as SIMILARITY
 * has them. docs/presentation.md has the reasons. */
enum {
    MIMICRY_ORDER_AUTO = 0,       /* COMBINED where the table says what is presented and queries are
                                     peptides, else SIMILARITY */
    MIMICRY_ORDER_SIMILARITY = 1, /* the highest score first */
    MIMICRY_ORDER_PRESENTED = 2,  /* the lowest percentile first, those that are unknown last */
    MIMICRY_ORDER_COMBINED = 3,   /* the lowest E-value of the score, times the root of the
                                     percentile's share, first: one below 0.001 % counts as that,
                                     one that is unknown as 100 % */
    MIMICRY_ORDER_EXPRESSION = 4  /* the highest level of the gene in any tissue first, those that
                                     are unknown last */
};

/* Columns of tables of hits on request; their names are MIMICRY_NAMES_COLUMNS. */
enum {
    MIMICRY_COLUMN_EVALUE = 1,    /* p, E and q, of the score */
    MIMICRY_COLUMN_ALIGNMENT = 2, /* the match with `.` where it is the query's residue, `-` where
                                     that is deleted, and in lower case what is inserted */
    MIMICRY_COLUMN_PROTEIN = 4,   /* what the record's header says the protein is */
    MIMICRY_COLUMN_GROUP = 8,     /* a number for each self-peptide of a query's window */
    MIMICRY_COLUMN_VITAL = 16,    /* vital tissues, with annotations that have EXPRESSION */
    MIMICRY_COLUMN_LISTS = 32     /* of the rows of a screen alone: the names of all self-peptides
                                     and genes within reach, of the genes' tissues, and of those
                                     of which the annotations know nothing; long ones */
};

typedef struct mimicry_search_options {
    size_t size;
    mimicry_run run;
    const mimicry_model *model; /* NULL: BLOSUM62 */
    double threshold;
    int32_t threshold_kind;
    uint32_t max_indels; /* 0 to MIMICRY_MAX_INDELS, with MAX_MISMATCHES or no threshold, without
                            top, under a matrix */
    uint64_t top; /* 0: all. Else the best of a peptide within the threshold, with every tie of the
                     last: by score; of mimicry_search_each under MAX_MISMATCHES by mismatches */
    uint32_t window_min, window_max; /* 0: the peptides themselves. Else every window of window_min
                                        to window_max residues of them */
    int32_t positions;               /* MIMICRY_POSITIONS_...: as max_indels, and without windows */
    int32_t rows;                    /* MIMICRY_ROWS_...; this, and what is below but for genes, is
                                        for mimicry_search alone */
    uint32_t columns;                /* MIMICRY_COLUMN_..., together */
    uint32_t flank; /* columns of up to so many residues on both sides, to 100; 0: none */
    /* Which records are searched. NULL: all. A record without a gene is in neither set. The best
     * `top` are the best of what is searched; E-values are those of the whole index. */
    const mimicry_genes *only_genes;
    const mimicry_genes *exclude_genes;
    const mimicry_annotations *annotations;
    double min_expression; /* the level from which on a gene counts as expressed; 0: 1 */
    /* Presentation (docs/presentation.md): the percentile of a window among those of its length,
     * by BINDERS of the annotations, else by MOTIFS (the built-in ones, if they have none). */
    const char *alleles;  /* separated by commas, in any spelling; NULL: each query's own; "": none.
                             An allele without a motif is told in a note */
    double max_presented; /* percent, to 100: windows that no allele presents so well are no hits;
                             those of which nothing is known are. 0: all are */
    const char *levels;   /* tissues of EXPRESSION, "heart muscle,liver", at most 16: columns
                             level_heart_muscle, level_liver of the gene there. NULL: none */
    int32_t order; /* MIMICRY_ORDER_...: of hits, by which `top` are the best, too. Not SIMILARITY:
                      without indels, positions and counts, and, but for COMBINED, with a threshold
                      if there is a `top` */
    int32_t reserved; /* 0 */
    /* Other models, separated by commas, at most 16: built-in matrices by name, files of matrices,
     * and "relatedness"; NULL: none. A column each, rank_BLOSUM80, of the place of the hit among
     * all windows that are searched by that model's score: 1 more than how many score more. Of
     * ROWS_HITS, without indels, positions, motifs and profiles. A search of each model counts them
     * (docs/models.md). A plan that cannot do that is not taken for it. */
    const char *models;
} mimicry_search_options;

/* Residues [start, start + length) of the record are like residues [query_start, query_start +
 * query_length) of the query. */
typedef struct mimicry_hit {
    uint64_t query;       /* number of the peptide in the array that was searched */
    uint64_t query_start; /* 0, unless windows of it were searched */
    uint64_t record, start;
    uint32_t length, mismatches;
    double score; /* under the model: the sum over positions, or over pairs, first to last */
    uint32_t indels, query_length;
} mimicry_hit;

/* Takes the next `count` hits, `stride` bytes apart, valid during the call. Non-zero cancels. */
typedef int (*mimicry_hits_fn)(void *data, const mimicry_hit *hits, size_t count, size_t stride);

/* All windows of the index within the threshold, for every peptide, in the calling thread. A window
 * is `length` consecutive residues of one record, none of them `*`. Peptides have 1 to
 * MIMICRY_MAX_PEPTIDE residues and no `*`, or any where windows of them are searched. Hits are
 * ordered by peptide, then window; then, under MAX_MISMATCHES, by fewest mismatches and highest
 * score, else by highest score and fewest mismatches; then by record and start. With max_indels: by
 * fewest edits, fewest indels, record, start and length. Memory is bounded by 1 GiB or the hits of
 * the one window that has most. Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED. */
MIMICRY_API mimicry_status mimicry_search_each(const mimicry_index *index,
    const char *const *peptides, size_t n_peptides, const mimicry_search_options *opt_options,
    mimicry_hits_fn each, void *data, mimicry_error *opt_error);

/* The same search, its hits only counted: out_counts[i * columns + k] is how many hits peptide i,
 * or its windows together, has with exactly k < columns mismatches. Without top, indels and
 * positions. No memory a hit. Errors: as mimicry_search_each. */
MIMICRY_API mimicry_status mimicry_search_count(const mimicry_index *index,
    const char *const *peptides, size_t n_peptides, const mimicry_search_options *opt_options,
    uint64_t *out_counts, uint32_t columns, mimicry_error *opt_error);

/* The same as a table, in which hits of a window come by highest score under every threshold, then
 * by fewest mismatches, record and start; with max_indels as above; or by another `order`. Its
 * column `rank` counts them from 1; hits that are as good share a rank. Queries are read as the
 * table is. Of a motif or a profile opt_queries is NULL; of a scan NULL, or its index peptide.
 * Hits of a scan have a column of activities. Errors: as mimicry_search_each, and those of the
 * queries; later ones come from the stream. */
MIMICRY_API mimicry_status mimicry_search(const mimicry_index *index, mimicry_queries *opt_queries,
    const mimicry_search_options *opt_options, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

/* How each query, or window of one, would be searched, and what each way is estimated to take; it
 * searches nothing. Errors: as mimicry_search. */
MIMICRY_API mimicry_status mimicry_explain(const mimicry_index *index, mimicry_queries *opt_queries,
    const mimicry_search_options *opt_options, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

/* How many windows of the index chance gives that are as good: of that score or more under the
 * model (MIN_SCORE), or of so many mismatches or fewer (MAX_MISMATCHES). NaN for what cannot be.
 * docs/significance.md has the definition. */
MIMICRY_API double mimicry_evalue(const mimicry_index *index, const mimicry_model *opt_model,
    const char *peptide, int32_t threshold_kind, double value);

/* Adjusts p-values for being several, by Benjamini and Hochberg 1995 (J. R. Stat. Soc. B 57:289):
 * those of at most q have a false discovery rate of at most q. `out_adjusted` may be `p_values`.
 * Errors: ARGUMENT (a value that is not from 0 to 1), MEMORY. */
MIMICRY_API mimicry_status mimicry_adjust_p_values(
    const double *p_values, size_t count, double *out_adjusted, mimicry_error *opt_error);

/* ---- Shared segments, and the profile along a sequence --------------------------------------- */

typedef struct mimicry_shared_options {
    size_t size;
    mimicry_run run;
    uint64_t min_length; /* residues of the shortest segment; 0: 8 */
    int32_t changed;     /* 1: only segments with residues of the change, or around a deletion */
    int32_t reserved;    /* 0 */
    const mimicry_genes *only_genes; /* as in mimicry_search_options */
    const mimicry_genes *exclude_genes;
} mimicry_shared_options;

/* All segments that queries, of any length, have in common with the index, each as long as it can
 * be, of the 20 amino acids and within one record; each pair of ranges is given. Ordered by query,
 * its start, length (the longest first), record and start. Errors: ARGUMENT, MEMORY, CORRUPT,
 * CANCELLED, and those of the queries. */
MIMICRY_API mimicry_status mimicry_shared(const mimicry_index *index, mimicry_queries *queries,
    const mimicry_shared_options *opt_options, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

typedef struct mimicry_along_options {
    size_t size;
    mimicry_run run;
    int32_t window;   /* residues of the windows; 0: the usual; -1: none, much faster */
    int32_t reserved; /* 0 */
    const mimicry_genes *only_genes; /* as in mimicry_search_options */
    const mimicry_genes *exclude_genes;
} mimicry_along_options;

/* How similar the index is along each query: a row for each residue, with the longest segment that
 * begins there, the longest that covers it, and the nearest window to the one that begins there, by
 * mismatches. Errors: as mimicry_shared. */
MIMICRY_API mimicry_status mimicry_along(const mimicry_index *index, mimicry_queries *queries,
    const mimicry_along_options *opt_options, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

/* ---- Screen ---------------------------------------------------------------------------------- */

typedef struct mimicry_screen_options {
    size_t size;
    mimicry_run run;            /* searches that the plan cannot do take another */
    const mimicry_model *model; /* gives the scores; NULL: BLOSUM62. No motif or profile */
    /* The reach, as in mimicry_search_options: which windows are counted, and are hits. Without
     * threshold and top: those of at most 3 mismatches. `nearest` and `best` are found at any
     * distance. docs/screen.md says how the columns follow the reach. */
    double threshold;
    int32_t threshold_kind;
    int32_t exclude_wildtype; /* 1: windows that are the wild type at the same place do not count */
    uint64_t top;
    uint32_t window_min, window_max; /* windows of queries that are sequences; 0 and 0: the usual */
    int32_t exclude_own_gene; /* 1: records of the query's gene, or accession, do not count */
    int32_t dissimilarity;    /* 1: also compute MIMICRY_SCORE_DISSIMILARITY */
    double exclude_paralogs; /* above 0, to 1: windows of which this share of the flanks agrees with
                                those of a source window do not count */
    uint32_t columns, flank; /* of the hits, as in a search, without MIMICRY_COLUMN_EVALUE;
                                MIMICRY_COLUMN_VITAL of the rows, too, LISTS of these alone */
    const mimicry_genes *only_genes;
    const mimicry_genes *exclude_genes;
    const mimicry_annotations *annotations;
    double min_expression;
    const char *alleles;  /* as in mimicry_search_options */
    double max_presented; /* likewise: other windows do not count */
    double max_rank;      /* percent: self-peptides up to this rank, or percentile, bind; 0: 2.
                             Refused without alleles and BINDERS */
    const char *levels;   /* as in a search, of the hits, and of `nearest` and `best` */
    int32_t annotate;     /* 1: the columns of the queries, which are a table of a file, come first,
                             as they stand there; one of ours of the same name is `mimicry_...` */
    int32_t order; /* MIMICRY_ORDER_...: of hits, by which `top` of all windows of a query are
                      the best; and of `first`, which is there unless it is SIMILARITY: with
                      COMBINED at any distance, else within reach */
    mimicry_queries *mutated; /* with annotate, or NULL: the mutants and wild types of pVACtools'
                                 FASTA, read at once, for its column `Ref Match` (docs/screen.md) */
    const char *models;       /* as in a search, of the hits: places among all windows that count */
} mimicry_screen_options;

/* What in the proteome is like each query once its own source is left out: a table with one row a
 * query, and one of all windows within reach. Under a scan the only query is its index peptide, and
 * opt_queries may be NULL. A query that is a sequence is cut into windows; of
 * these only those that have some of the change, and no `*`, are searched.
 *
 * The two tables come from one computation, done for a block of queries when the table that is
 * asked has no more of the last one; batch k of the hits is that of the queries of batch k of the
 * rows, so batches may be empty. What the other table has not given out yet is kept in memory: read
 * them in turn. Two threads may read one each. Progress is that of a block. Errors: ARGUMENT,
 * MEMORY, CORRUPT, CANCELLED, and those of the queries. */
MIMICRY_API mimicry_status mimicry_screen(const mimicry_index *index, mimicry_queries *opt_queries,
    const mimicry_screen_options *opt_options, struct ArrowArrayStream *out_rows,
    struct ArrowArrayStream *opt_out_hits, mimicry_error *opt_error);

/* ---- Published scores ------------------------------------------------------------------------ */

/* Published scores: docs/scores.md has the formula, the source and the limits of each. Values are
 * pinned for ever. */
enum {
    MIMICRY_SCORE_HAMMING = 1,          /* "hamming": how many positions differ */
    MIMICRY_SCORE_SUM = 2,              /* "score": the sum of the model's scores */
    MIMICRY_SCORE_SIMILARITY = 3,       /* "similarity": score(a, b) / score(a, a) */
    MIMICRY_SCORE_PENALTY = 4,          /* "penalty": score(a, a) - score(a, b) */
    MIMICRY_SCORE_GRAM_DISTANCE = 5,    /* "gram-distance", as seqtree has it */
    MIMICRY_SCORE_SELF_SIMILARITY = 6,  /* "self-similarity": the kernel of Shen et al. 2012 */
    MIMICRY_SCORE_RELATEDNESS = 7,      /* "relatedness", as Crossdome has it; 0 is the same */
    MIMICRY_SCORE_CROSS_REACTIVITY = 8, /* "cross-reactivity": ln C of Luksza et al. 2022 */
    MIMICRY_SCORE_HEX = 9,              /* "hex", as NeoFox has it: a the candidate */
    /* of a peptide and all records of an index, each once */
    MIMICRY_SCORE_DISSIMILARITY = 10,         /* "dissimilarity": Richman et al. 2019 */
    MIMICRY_SCORE_FOREIGNNESS = 11,           /* "foreignness": Luksza et al. 2017 */
    MIMICRY_SCORE_RECOGNITION_POTENTIAL = 12, /* "recognition-potential": with amplitude */
    MIMICRY_SCORE_AMPLITUDE = 13,             /* "amplitude": of two constants, without an index */
    MIMICRY_SCORE_ACTIVITY = 14 /* "activity": the share of the response to b, a scan's index
                                   peptide, that is predicted for a; in a table it is the target of
                                   queries that have none */
};

/* A method does not ignore what it does not take: that is an ARGUMENT error. */
typedef struct mimicry_score_options {
    size_t size;
    mimicry_run run;            /* plans are for those with records: SEEDS, where it can be done, or
                                   SCAN; the values are the same */
    const mimicry_model *model; /* of SUM, SIMILARITY, PENALTY, GRAM_DISTANCE and HEX, and, of whole
                                   numbers, of those with records; NULL: BLOSUM62. Of ACTIVITY the
                                   scan */
    const double *weights;      /* one a position, 0 to 1e6; NULL: none */
    size_t n_weights;
    const char *parameters;       /* the file that CROSS_REACTIVITY needs */
    int32_t method;               /* MIMICRY_SCORE_... */
    int32_t gap_open, gap_extend; /* of those with records; 0: 11 and 1; -1: no cost */
    int32_t reserved;
    double midpoint, slope; /* 0: those of the method */
} mimicry_score_options;

typedef struct mimicry_scorer mimicry_scorer;

/* Makes a method ready. What the options point at is copied. Errors: ARGUMENT, MEMORY, and of the
 * parameter file IO and FORMAT. */
MIMICRY_API mimicry_status mimicry_scorer_create(
    const mimicry_score_options *options, mimicry_scorer **out_scorer, mimicry_error *opt_error);

/* The score of two peptides of 1 to MIMICRY_MAX_PEPTIDE residues, of one length but for
 * SELF_SIMILARITY. Errors: ARGUMENT, also for letters that the method does not take. */
MIMICRY_API mimicry_status mimicry_scorer_pair(const mimicry_scorer *scorer, const char *a,
    const char *b, double *out_value, mimicry_error *opt_error);

/* The scores of queries with their targets, or with all records of an index (NULL for the others).
 * Errors: ARGUMENT, MEMORY, CANCELLED, and those of the queries. */
MIMICRY_API mimicry_status mimicry_scorer_table(const mimicry_scorer *scorer,
    const mimicry_index *opt_index, mimicry_queries *queries, struct ArrowArrayStream *out_table,
    mimicry_error *opt_error);

MIMICRY_API void mimicry_scorer_free(mimicry_scorer *opt_scorer);

/* ---- Report ---------------------------------------------------------------------------------- */

/* Hands each note of a run to `take`, with `taker`. Called when the tables have been read, so that
 * the notes of reading them are there. */
typedef void (*mimicry_notes_fn)(void *data, mimicry_note_fn take, void *taker);

typedef struct mimicry_report_options {
    size_t size;
    const char *title, *command; /* what was run, so that it can be run again; NULL: not shown */
    mimicry_notes_fn notes;      /* NULL: none */
    void *data;                  /* of notes */
    const mimicry_index *index;  /* that of the screen: its sources are named, and what chance gives
                                    of each score is drawn; NULL: neither */
    const mimicry_annotations *annotations; /* EXPRESSION: the levels of the genes of the hits */
    const mimicry_model *model;     /* that of the screen, for what chance gives; a scan is drawn;
                                       NULL: the usual one */
    struct ArrowArrayStream *along; /* of mimicry_along, of queries that are sequences: read after
                                       the rows and hits, and left to the caller; NULL: none */
} mimicry_report_options;

/* Writes one HTML file that shows the tables of a screen: it needs no network and no other file.
 * The tables are of one mimicry_screen, or of files that were written from them; they are read, and
 * left to the caller to release. Memory: the size of the file. Errors: ARGUMENT (also for tables
 * that lack the columns of a screen's), MEMORY, CANCELLED, and those of the tables. */
MIMICRY_API mimicry_status mimicry_report(struct ArrowArrayStream *rows,
    struct ArrowArrayStream *opt_hits, const mimicry_report_options *opt_options,
    mimicry_write_fn write, void *data, mimicry_error *opt_error);

#ifdef __cplusplus
}
#endif
#endif
