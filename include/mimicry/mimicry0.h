/* The functions of the first edition, until nothing calls them any more. */
#ifndef MIMICRY_MIMICRY0_H
#define MIMICRY_MIMICRY0_H

/* ---- Proteome index ------------------------------------------------------------------------- */

/* The records of one or more FASTA files, ready to search. Immutable; safe to share by threads. */

/* Called now and then, in the thread that made the call; 0 <= done <= total, in no fixed unit.
 * A non-zero answer cancels: the call gives up soon and returns MIMICRY_E_CANCELLED. */

typedef struct mimicry0_build_options {
    size_t size;
    int32_t suffix_width; /* bytes an entry of the suffix array: 0 (what the size needs), 4 or 8 */
    int32_t reserved;     /* 0 */
    mimicry_progress_fn progress; /* NULL: none. Not asked while the suffix array is sorted. */
    void *progress_data;
} mimicry0_build_options;

/* Sets every field to its default. size is sizeof(mimicry0_build_options). */
MIMICRY_API void mimicry0_build_options_init(mimicry0_build_options *options, size_t size);

/* Builds an index in memory from FASTA files, plain or gzip (of one or more members), read one
 * after the other; "-" is standard input. Records may be empty. Residues are the 20 amino acids,
 * B, Z, J, X, U, O and `*`, in either case; blanks are passed over; anything else is an error with
 * file, line, column and character. Peak memory: about 5 bytes a residue plus the names.
 * options: NULL for the defaults. Errors: ARGUMENT, MEMORY, IO, FORMAT, CANCELLED. */
MIMICRY_API mimicry_status mimicry0_index_build(const char *const *fasta_paths, size_t n_paths,
                                                const mimicry0_build_options *opt_options,
                                                mimicry_index **out_index,
                                                mimicry_error *opt_error);

/* Writes the index as one file, the same bytes for the same FASTA files. It is written under
 * another name in the same folder, synced, then renamed: `path` is the whole index or untouched.
 * Errors: IO, MEMORY. */

/* Maps an index file; processes that open the same file share its memory. The header and every
 * bound are checked; the bytes of the sections only with MIMICRY_OPEN_VERIFY. A damaged file never
 * crashes a search. The file must not be truncated while it is open (replacing it by a rename,
 * as mimicry_index_save does, is fine). Errors: ARGUMENT, IO, CORRUPT, VERSION, MEMORY, and those
 * of mimicry0_index_build with MIMICRY_OPEN_FASTA. */

/* Reads the whole index file and checks every byte: header, checksums, padding, names, and that
 * the suffix array is a permutation in sorted order. MIMICRY_OK when all is well.
 * Errors: IO, CORRUPT, VERSION, MEMORY. */

typedef struct mimicry0_index_info {
    size_t size;           /* set by the caller */
    uint64_t records;      /* proteins */
    uint64_t residues;     /* of all records together, `*` included */
    uint64_t sources;      /* FASTA files it was made of */
    uint64_t memory;       /* bytes of the index, mapped or in memory */
    uint32_t format_major; /* of the index file format */
    uint32_t format_minor;
    uint32_t suffix_width; /* bytes an entry of the suffix array */
    uint32_t reserved;
} mimicry0_index_info;

/* The numbers of an index. Errors: ARGUMENT. */
MIMICRY_API mimicry_status mimicry0_index_get_info(const mimicry_index *index,
                                                   mimicry0_index_info *out_info,
                                                   mimicry_error *opt_error);

/* One FASTA file that the index was made of. */
typedef struct mimicry0_source {
    size_t size;      /* set by the caller */
    const char *name; /* the file's name without its folder; lives as long as the index */
    uint64_t bytes;   /* bytes of the file as it was read (compressed, when it was) */
    uint32_t crc32;   /* CRC-32 of those bytes (that of gzip, zip and Ethernet) */
    uint32_t reserved;
} mimicry0_source;

/* Source number `source` of mimicry0_index_info.sources. Errors: ARGUMENT. */
MIMICRY_API mimicry_status mimicry0_index_get_source(const mimicry_index *index, uint64_t source,
                                                     mimicry0_source *out_source,
                                                     mimicry_error *opt_error);

/* One record. The strings live as long as the index; they are empty where the header had none. */
typedef struct mimicry0_record {
    size_t size;             /* set by the caller */
    const char *accession;   /* UniProt, Ensembl, GENCODE or NCBI accession, else the first word */
    const char *gene;        /* gene symbol, else gene identifier */
    const char *description; /* what the header says the protein is */
    uint64_t length;         /* residues */
    int32_t taxon;           /* NCBI taxonomy identifier, or 0 */
    int32_t reserved;
} mimicry0_record;

/* Record number `record`, in the order of the FASTA files. Errors: ARGUMENT, CORRUPT. */
MIMICRY_API mimicry_status mimicry0_index_get_record(const mimicry_index *index, uint64_t record,
                                                     mimicry0_record *out_record,
                                                     mimicry_error *opt_error);

/* Copies residues [start, start + length) of a record to `out_letters`, upper case, with a final
 * NUL: room for length + 1 bytes. A range that leaves the record is cut to it. Returns how many
 * letters were copied; 0 for a record that does not exist. */
MIMICRY_API uint64_t mimicry0_index_get_residues(const mimicry_index *index, uint64_t record,
                                                 uint64_t start, uint64_t length,
                                                 char *out_letters);

/* ---- Model: how similar two residues are ----------------------------------------------------- */

/* A substitution matrix: the name of one that is built in (mimicry0_model_name; any case), else the
 * path of a file in NCBI's format: comments after #, a line of column letters, then a line a row,
 * its letter first. Integers or real numbers, |value| <= 1e6. Rows are the query's residue, columns
 * the proteome's; the 20 amino acids must be there. A residue without a row takes the matrix's
 * lowest value. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_model_matrix(const char *name_or_path, uint32_t flags,
                                                 mimicry_model **out_model,
                                                 mimicry_error *opt_error);

/* The name of built-in matrix number `i` (BLOSUM62, ...), or NULL past the last: a static string.
 */
MIMICRY_API const char *mimicry0_model_name(size_t i);

/* The score of a query residue against a proteome residue (upper-case letters of the 20 amino
 * acids, B, Z, J, X, U, O); NaN for any other character. */
MIMICRY_API double mimicry0_model_score(const mimicry_model *model, char query, char residue);

/* A matrix (NULL: BLOSUM62) times a weight of each position, 0 to 1e6, for peptides of `n_weights`
 * residues. A position of weight 0 is free: it scores 0 whatever stands there, and is no mismatch.
 * Both are copied. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_model_weighted(const mimicry_model *opt_base,
                                                   const double *weights, size_t n_weights,
                                                   mimicry_model **out_model,
                                                   mimicry_error *opt_error);

/* The same with weights of 0 and 1 by name. "mhc1-face" (peptides of 8 to 15): positions 4 to L-2,
 * which face the receptor. "mhc1-anchors" (8 to 15): all but 2 and the last. "mhc2-face" (9, a
 * core) or "mhc2-face:R" (up to 25, the core beginning at position R, from 1): positions 2, 3, 5, 7
 * and 8 of the core. No mask is right for every receptor (docs/models.md). Errors: ARGUMENT,
 * MEMORY. */
MIMICRY_API mimicry_status mimicry0_model_preset(const mimicry_model *opt_base, const char *preset,
                                                 mimicry_model **out_model,
                                                 mimicry_error *opt_error);

/* A motif: letters of amino acids, `.` or `x` for any residue, `[ILMV]` for one of these, `{P}` for
 * an amino acid that is none of these, each with `(3)` after it to repeat it; `-` between them is
 * passed over. A mismatch is a position that is not met; one that is met scores 1, and one of any
 * residue 0. The peptides that are searched count by their length alone, which is the motif's
 * (mimicry0_model_consensus). Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_model_motif(const char *pattern, mimicry_model **out_model,
                                                mimicry_error *opt_error);

/* A profile: a table file (tab- or comma-separated, plain or gzip) with a row for each position and
 * a column for each of some amino acids, named by its letter; a column `position`, if there is one,
 * has the numbers of the rows from 1. Scores are numbers, |value| <= 1e6; an empty cell, and a
 * residue without a column, has the lowest score of its row. The best residues of a position are no
 * mismatch. Peptides as for motifs. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_model_profile(const char *path, mimicry_model **out_model,
                                                  mimicry_error *opt_error);

/* A distance as a model: the score is the distance, negative, so that MAX_PENALTY takes what is
 * within a distance. opt_parameters: the path of a file as MIMICRY_SCORE_CROSS_REACTIVITY takes it;
 * NULL: Crossdome's relatedness (MIMICRY_SCORE_RELATEDNESS) with opt_weights, one a position, or
 * NULL for none. What is none of the 20 amino acids is as far as can be. Errors: ARGUMENT, MEMORY,
 * IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_model_distance(const char *opt_parameters,
                                                   const double *opt_weights, size_t n_weights,
                                                   mimicry_model **out_model,
                                                   mimicry_error *opt_error);

/* A peptide that stands for a motif or a profile: the best residue of each position, X where there
 * are several in a motif. NULL for other models. It lives as long as the model. */
MIMICRY_API const char *mimicry0_model_consensus(const mimicry_model *model);

/* ---- Sequences: what a file of peptides or proteins holds -------------------------------------
 */

typedef struct mimicry0_sequences mimicry0_sequences; /* immutable; safe to share by threads */

enum {
    MIMICRY_READ_PEPTIDES = 1, /* each must be a peptide that can be searched as it is: 1 to
                                  MIMICRY_MAX_PEPTIDE residues, none of them `*` */
    MIMICRY0_READ_EPITOPES = 2 /* instead of sequences, discontinuous epitopes: a line has one, or
                                 an id, a tab and one (see mimicry0_search_epitopes) */
};

/* Reads sequences from a file, plain or gzip, or from standard input ("-"): FASTA; or a table,
 * tab- or comma-separated, with a column `peptide` (and, if there is one, `id`); or one peptide a
 * line. Letters as in mimicry0_index_build; they are upper-cased. A sequence's id is the first word
 * of its FASTA header, or its `id` cell, or else its number, from 1.
 * Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_sequences_read(const char *path, uint32_t flags,
                                                   mimicry0_sequences **out_sequences,
                                                   mimicry_error *opt_error);

MIMICRY_API uint64_t mimicry0_sequences_count(const mimicry0_sequences *sequences);

/* count pointers to NUL-terminated strings, as mimicry0_search takes them; they live as long as
 * `sequences`. */
MIMICRY_API const char *const *mimicry0_sequences_letters(const mimicry0_sequences *sequences);
MIMICRY_API const char *const *mimicry0_sequences_ids(const mimicry0_sequences *sequences);

MIMICRY_API void mimicry0_sequences_free(mimicry0_sequences *opt_sequences);

/* ---- Tables ---------------------------------------------------------------------------------- */

typedef struct mimicry_table mimicry_table; /* immutable; safe to share by threads */

/* Reads a table into memory, from a file, plain or gzip, or from standard input ("-"):
 * tab-separated if its first line has a tab, else comma-separated; every row has as many cells as
 * the first. Cells may be quoted, quotes within doubled; they hold no line ends. Blank lines are
 * passed over. Memory: the text, and 16 bytes a cell. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_table_read(const char *path, mimicry_table **out_table,
                                               mimicry_error *opt_error);

/* The path, or "standard input", as messages show it; lives as long as the table. */
MIMICRY_API const char *mimicry0_table_name(const mimicry_table *table);

/* The cells of a row, `*out_cells` NUL-terminated strings that live as long as the table, and the
 * line of the file where it stands, from 1. Row 0 is the first line, which mostly names the
 * columns; NULL past the last row. */
MIMICRY_API const char *const *mimicry0_table_row(const mimicry_table *table, uint64_t row,
                                                  size_t *out_cells, uint64_t *out_line);

MIMICRY_API void mimicry0_table_free(mimicry_table *opt_table);

/* ---- Candidates ------------------------------------------------------------------------------ */

/* A peptide of a tumour, or a longer mutated sequence, and where it is from. Strings are
 * NUL-terminated, and empty where the file does not say. */
typedef struct mimicry0_candidate {
    const char *id;        /* else its number, from 1 */
    const char *peptide;   /* upper case, never empty */
    const char *wildtype;  /* what the peptide was before it was mutated */
    const char *gene;      /* as it stands there */
    const char *accession; /* of a protein, else of a transcript */
    uint64_t line;         /* of the file, from 1 */
    /* Residues [change_start, change_end) of the peptide are not the wild type's: all that is left
     * of it after the longest common beginning of the two, and then their longest common ending.
     * Equal numbers: residues were deleted, between change_start - 1 and change_start; both are the
     * peptide's length if it is its wild type, or lacks only the end of it. Without a wild type: 0
     * and the length. */
    uint32_t change_start;
    uint32_t change_end;
    uint32_t is_sequence; /* 1: a sequence to be cut into windows, `*` allowed; else a peptide of 1
                             to MIMICRY_MAX_PEPTIDE residues */
    uint32_t reserved;
} mimicry0_candidate;

/* Reads candidates from a file. For one thread at a time. */
typedef struct mimicry0_candidates mimicry0_candidates;

/* Opens a file, plain or gzip, or standard input ("-"): a table with a header line, tab-separated
 * if that has a tab, else comma-separated; or FASTA; or a peptide a line (these two without wild
 * type). A table's columns are known by their names, in any case, with blanks, `_`, `-`, `.` or
 * nothing between the words; others are passed over:
 *
 *     peptide     peptide; MT Epitope Seq, Best Peptide (pVACseq), mutatedPeptide (NeoFox),
 *                 mutant peptide; else the sequence mutation.mutatedXmer or mutatedXmer (NeoFox)
 *     wild type   wildtype (wild type, wild_type); WT Epitope Seq, wildTypePeptide, WT peptide; for
 *                 sequences mutation.wildTypeXmer or wildTypeXmer. Without such a column, but with
 *                 AA Change and Pos (pVACseq, aggregated), the peptide with its one residue changed
 *                 back, where they say which: E204Q and 6, and the peptide has Q there
 *     gene        gene; Gene Name, gene symbol, Hugo symbol, symbol
 *     accession   accession; else UniProt, UniProt id, protein id; else what HGVSp has before the
 *                 colon; else Transcript, Best Transcript: row by row the first that says something
 *     id          id; identifier, Index
 *
 * Of one line above, a name before the first semicolon is taken before those after it. Two columns
 * that could be taken as well are an error that names both. NA, None and the like, and empty cells,
 * say nothing. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_candidates_open(const char *path,
                                                    mimicry0_candidates **out_candidates,
                                                    mimicry_error *opt_error);

/* The next candidates, at most `most` (from 1 on): `*out_count` records `*out_stride` bytes apart,
 * NULL and 0 at the end. They, and their strings, live until the next call. There may be fewer than
 * `most` before the end: a block ends at 1 MiB of strings, so that memory does not grow with the
 * file. Errors: ARGUMENT, MEMORY, IO, FORMAT, with the line and the column; after one, read no
 * more. */
MIMICRY_API mimicry_status mimicry0_candidates_next(mimicry0_candidates *candidates, size_t most,
                                                    const mimicry0_candidate **out_block,
                                                    size_t *out_count, size_t *out_stride,
                                                    mimicry_error *opt_error);

/* Which column was taken for what, "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', ...";
 * empty where there is no table. It lives as long as `candidates`. */
MIMICRY_API const char *mimicry0_candidates_columns(const mimicry0_candidates *candidates);

MIMICRY_API void mimicry0_candidates_close(mimicry0_candidates *opt_candidates);

/* ---- Genes ----------------------------------------------------------------------------------- */

/* A set of genes, by symbol or identifier. The case of ASCII letters does not count, nor do blanks
 * around a name. */

/* A set of `n_names` NUL-terminated names, which are copied; empty ones are left out.
 * Errors: ARGUMENT, MEMORY. */

/* Reads a set from a file, plain or gzip, or from standard input ("-"): a name a line, but for
 * lines that begin with #; or a table as mimicry0_table_read takes it, of which all columns of
 * genes count: `gene`, `genes`, `gene name`, `gene symbol`, `gene id`, `symbol`, `HGNC symbol`,
 * `Hugo symbol`, `Ensembl` and `Ensembl gene id`, in any case, with blanks, `_`, `-`, `.` or
 * nothing between the words. One of these alone on the first line is the name of a column. NA,
 * None and the like are no names; a file without a name is an error.
 * Errors: ARGUMENT, MEMORY, IO, FORMAT. */

/* How many genes the set has, and name number `i` of them, sorted and in capitals, or NULL past the
 * last. Names live as long as the set. */
MIMICRY_API size_t mimicry0_genes_count(const mimicry_genes *genes);
MIMICRY_API const char *mimicry0_genes_name(const mimicry_genes *genes, size_t i);

/* 1 if the set has the gene, else 0. */

/* ---- Tissues: where genes are expressed, and what is presented there ------------------------- */

/* Levels of genes in tissues. Immutable; safe to share by threads. */
typedef struct mimicry0_expression mimicry0_expression;

/* Reads a table of expression from a file, plain or gzip, or from standard input ("-"), tab- or
 * comma-separated (as mimicry0_table_read has it), in one of three layouts:
 * - a row for each gene and tissue: columns of genes, `Tissue` and one of nTPM, NX, TPM, pTPM, FPKM
 *   (the first of these that is there), as the Human Protein Atlas has it;
 * - a row for each gene, a column for each tissue;
 * - the same after the two lines that begin a GCT file, as GTEx has its medians.
 * Genes are in columns named gene, Gene name, gene_symbol, symbol, Description, or, by identifier,
 * Gene (beside Gene name), ensembl_id, Gene ID, Name and the like; aliases in one named Gene
 * synonym, aliases and the like, separated by commas, semicolons or bars. In the names of columns
 * case, blanks, `_`, `-` and `.` do not count. A column whose first value is no number is text and
 * no tissue; so are a few by name (Entrez ID, chromosome, start ...: docs/tissues.md). An empty
 * cell, NA, NaN, null, `-` and `.` say nothing: unknown. Of several levels of one gene in one
 * tissue the highest counts. Memory: 8 bytes a gene and tissue, twice that while it reads, and
 * their names. Errors: ARGUMENT, MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_expression_read(const char *path,
                                                    mimicry0_expression **out_expression,
                                                    mimicry_error *opt_error);

/* How many tissues there are, and the name of each, in the order of the table; NULL past the last.
 * It lives as long as `expression`. */
MIMICRY_API size_t mimicry0_expression_tissues(const mimicry0_expression *expression);
MIMICRY_API const char *mimicry0_expression_tissue(const mimicry0_expression *expression,
                                                   size_t tissue);

/* The levels of a gene, one a tissue, in the table's unit; NaN where it says nothing. NULL for a
 * gene that the table has not: unknown, not unexpressed. A gene is looked up by its symbol, then by
 * identifier, then by alias: so a proper name wins over an alias, and an alias of several genes is
 * none. ASCII case, blanks around it and the version of an Ensembl identifier (ENSG00000155657.29)
 * do not count. Where several genes have the symbol, the highest levels of them. They live as long
 * as `expression`. */
MIMICRY_API const double *mimicry0_expression_levels(const mimicry0_expression *expression,
                                                     const char *gene);

/* What the levels of a gene come to. */
typedef struct mimicry0_expression_summary {
    size_t size;      /* set by the caller */
    int32_t known;    /* 1: the table has a level of the gene; 0: nothing is known of it */
    int32_t reserved; /* 0 */
    double highest;   /* NaN when nothing is known */
    size_t tissue;    /* where it is highest, the first of several; SIZE_MAX when not known */
    size_t count;     /* how many tissues have the floor or more */
} mimicry0_expression_summary;

/* Summarizes the levels of a gene. Its tissues at `floor` or above, highest first and of equal ones
 * the first in the table, are written to `opt_tissues` (by number): room for
 * mimicry0_expression_tissues, or NULL. Errors: ARGUMENT (also when floor is NaN), MEMORY. */
MIMICRY_API mimicry_status mimicry0_expression_summarize(const mimicry0_expression *expression,
                                                         const char *gene, double floor,
                                                         mimicry0_expression_summary *out_summary,
                                                         size_t *opt_tissues,
                                                         mimicry_error *opt_error);

/* The organ systems that tissues belong to, and which tissues are vital. Immutable; safe to share
 * by threads. */
typedef struct mimicry0_organs mimicry0_organs;

/* Reads a table with the columns tissue, organ and vital (yes or no), plain or gzip; NULL: the one
 * that is built in, data/organs.tsv, with the names that the Human Protein Atlas and GTEx use.
 * Names of tissues are the same when their words are, in any case, whatever parts them: `Heart -
 * Left Ventricle` and `heart_left_ventricle`. Errors: MEMORY, IO, FORMAT. */
MIMICRY_API mimicry_status mimicry0_organs_read(const char *opt_path, mimicry0_organs **out_organs,
                                                mimicry_error *opt_error);

/* The organ system of a tissue, NULL when the table has not the tissue. It lives as long as
 * `organs`; tissues of one system give the same pointer. */
MIMICRY_API const char *mimicry0_organs_system(const mimicry0_organs *organs, const char *tissue);

/* 1 if the table has the tissue and calls it vital, else 0. */
MIMICRY_API int mimicry0_organs_is_vital(const mimicry0_organs *organs, const char *tissue);

MIMICRY_API void mimicry0_organs_free(mimicry0_organs *opt_organs);

enum {
    MIMICRY_TEXT_TISSUES = 1, /* the tissues at the floor or above, highest first */
    MIMICRY_TEXT_VITAL = 2,   /* those of them that are vital */
    MIMICRY_TEXT_ORGANS = 3   /* the organ systems of all of them, each once, in that order; a
                                 tissue that the organs have not counts as `unmapped` */
};

/* The same in words, separated by ";". "unknown" when nothing is known of the gene (or it is ""),
 * "none" when it is known and there are none. Writes as much as `room` bytes hold, a NUL included;
 * `*out_length`, or NULL, is the length of the whole. opt_organs: NULL will do for TISSUES.
 * Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_expression_text(const mimicry0_expression *expression,
                                                    const mimicry0_organs *opt_organs,
                                                    const char *gene, double floor, int32_t what,
                                                    char *out_text, size_t room, size_t *out_length,
                                                    mimicry_error *opt_error);

MIMICRY_API void mimicry0_expression_free(mimicry0_expression *opt_expression);

/* Peptides that MHC molecules present, or are predicted to. Immutable; safe to share by threads. */
typedef struct mimicry0_binders mimicry0_binders;

/* One row of a table of binders. */
typedef struct mimicry0_binder {
    const char *allele; /* as the table has it; "" when it has none */
    double rank;        /* lower is better; NaN when the table has none */
} mimicry0_binder;

/* Reads a table (as mimicry0_expression_read) with a column of peptides, and one of alleles or of
 * ranks or both: `peptide allele rank`, and as netMHCpan (Peptide, MHC or HLA, %Rank_EL, Rank) and
 * MHCflurry (best_allele, mhcflurry_presentation_percentile) call them (docs/tissues.md). Memory:
 * 32 bytes a row, twice that while it reads, and the names. Errors: ARGUMENT, MEMORY, IO,
 * FORMAT. */
MIMICRY_API mimicry_status mimicry0_binders_read(const char *path, mimicry0_binders **out_binders,
                                                 mimicry_error *opt_error);

/* The rows of a peptide, in either case: `*out_count` records `*out_stride` bytes apart, lowest
 * rank first, those without a rank last, equal ones as in the table. NULL if it has none. They live
 * as long as `binders`. */
MIMICRY_API const mimicry0_binder *mimicry0_binders_find(const mimicry0_binders *binders,
                                                         const char *peptide, size_t *out_count,
                                                         size_t *out_stride);

MIMICRY_API void mimicry0_binders_free(mimicry0_binders *opt_binders);

/* ---- Search ---------------------------------------------------------------------------------- */

/* What a window must reach. Thresholds are inclusive; for scores, similarities and penalties a
 * difference of 1e-9 is forgiven. */

/* How a peptide is searched. Every plan gives the same hits; AUTO takes the cheapest. Forcing one
 * is for tests and measurements; a search that a plan cannot do is an ARGUMENT error. */

/* The instructions of the kernels. Every set gives the same hits; AUTO takes the widest that the
 * machine has. Asking for one that it lacks is an ARGUMENT error. */

typedef struct mimicry0_search_options {
    size_t size;
    const mimicry_model *model;   /* gives the scores; NULL: BLOSUM62 */
    int32_t threshold_kind;       /* default MIMICRY_MAX_MISMATCHES */
    int32_t threads;              /* 0 (default): one a processor */
    double threshold;             /* default 0; MIN_SCORE takes -INFINITY: no threshold */
    uint64_t top;                 /* 0 (default): all. Else the best `top` of a peptide within the
                                     threshold, with every tie of the last: by fewest mismatches
                                     under MAX_MISMATCHES, by highest score under the others */
    uint32_t window_min;          /* 0 (default): the peptides themselves. Else every window of */
    uint32_t window_max;          /* window_min to window_max residues of them is searched */
    int32_t plan;                 /* default MIMICRY_PLAN_AUTO */
    int32_t instructions;         /* default MIMICRY_INSTRUCTIONS_AUTO */
    mimicry_progress_fn progress; /* NULL (default): none */
    void *progress_data;
    uint32_t max_indels; /* 0 (default) to MIMICRY_MAX_INDELS insertions and deletions together;
                            under MAX_MISMATCHES and without top (see mimicry0_search) */
    uint32_t reserved;   /* 0 */
    /* Which records are searched. NULL (default): all. A record without a gene is in neither set:
     * only_genes leaves it out, exclude_genes keeps it. The best `top` are the best of what is
     * searched; E-values are those of the whole index. */
    const mimicry_genes *only_genes;    /* those whose gene is in this set */
    const mimicry_genes *exclude_genes; /* and not in this one */
} mimicry0_search_options;

/* Sets every field to its default. size is sizeof(mimicry0_search_options). */
MIMICRY_API void mimicry0_search_options_init(mimicry0_search_options *options, size_t size);

/* A peptide and a window within the threshold: residues [start, start + length) of the record are
 * like residues [query_start, query_start + query_length) of the query. */

typedef struct mimicry0_hits mimicry0_hits;

/* All windows of the index within the threshold, for every peptide. A window is `length`
 * consecutive residues of one record, none of them `*`. Peptides are NUL-terminated, letters as in
 * mimicry0_index_build but for `*`, 1 to MIMICRY_MAX_PEPTIDE residues, or of any length, `*`
 * included, when windows of them are searched: a window with `*` is left out.
 *
 * Hits are ordered by peptide; within it by window (start, then length); then, under
 * MAX_MISMATCHES, by fewest mismatches and highest score, else by highest score and fewest
 * mismatches; then by record and start. The same for any number of threads, plan and instructions.
 * Memory: 64 bytes a hit. Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED.
 *
 * With max_indels, a window of any length is a hit if the peptide can be aligned with it so that at
 * most `threshold` residues are paired with another and at most max_indels are left out: residues
 * of the peptide (deletions) and of the window (insertions) together. The window's first and last
 * residue are paired: what lies around a window is not inserted into it. Any residue of the peptide
 * may be deleted, the first and the last too. Each window is given once, with the fewest indels
 * that it takes and then the fewest mismatches; the score is that of the alignment
 * mimicry0_edits_text shows, in which indels count nothing. Within a peptide (and its window) hits
 * are ordered by fewest edits (indels and mismatches together), fewest indels, record, start and
 * length. */
MIMICRY_API mimicry_status mimicry0_search(const mimicry_index *index, const char *const *peptides,
                                           size_t n_peptides,
                                           const mimicry0_search_options *opt_options,
                                           mimicry0_hits **out_hits, mimicry_error *opt_error);

/* The hits, `*out_count` records `*out_stride` bytes apart (the record may grow in later versions:
 * step by the stride). They live as long as `hits`. */
MIMICRY_API const mimicry_hit *mimicry0_hits_data(const mimicry0_hits *hits, size_t *out_count,
                                                  size_t *out_stride);
MIMICRY_API void mimicry0_hits_free(mimicry0_hits *opt_hits);

/* Takes the next `count` hits, `stride` bytes apart, valid during the call. Non-zero cancels. */

/* The same search, its hits handed over in the same order, a block at a time, in the calling
 * thread: for results larger than memory. Memory is bounded by 1 GiB or the hits of the one window
 * of a peptide that has most, whichever is more. */
MIMICRY_API mimicry_status mimicry0_search_each(const mimicry_index *index,
                                                const char *const *peptides, size_t n_peptides,
                                                const mimicry0_search_options *opt_options,
                                                mimicry_hits_fn each, void *data,
                                                mimicry_error *opt_error);

/* Which hits show the same self-peptide: out_groups[i] becomes the number of the one of hit i, and
 * two hits have one number if they are of the same window of the same peptide and their own windows
 * have the same letters. Numbers go from 0 in the order of first hits; `*opt_out_count` is how many
 * there are. `count` hits, `stride` bytes apart, of any search of this index. A window's hits need
 * not be there all at once: same letters have the same mismatches, indels and score, and hits that
 * agree in mismatches and score (with max_indels, in mismatches and indels) come one after the
 * other. Memory: 32 bytes a hit. Errors: ARGUMENT (a hit that is none of this index), MEMORY. */
MIMICRY_API mimicry_status mimicry0_hits_group(const mimicry_index *index, const mimicry_hit *hits,
                                               size_t count, size_t stride, uint64_t *out_groups,
                                               uint64_t *opt_out_count, mimicry_error *opt_error);

/* The same search, its hits only counted: out_counts[i * columns + k] is how many hits peptide i
 * has with exactly k mismatches, k < columns (1 to MIMICRY_MAX_PEPTIDE + 1); its windows together
 * where windows are searched. `top` must be 0. No memory a hit. Errors: as mimicry0_search. */
MIMICRY_API mimicry_status mimicry0_search_count(const mimicry_index *index,
                                                 const char *const *peptides, size_t n_peptides,
                                                 const mimicry0_search_options *opt_options,
                                                 uint64_t *out_counts, uint32_t columns,
                                                 mimicry_error *opt_error);

/* How a search would look for a peptide, or for a window of it. Times are estimates, of a core of a
 * 2023 server; NAN: not considered, because the plan was asked for, or look-ups are so cheap that
 * no scan can be cheaper. Where the best are wanted, this is the plan of the first, strictest
 * round. */
typedef struct mimicry0_explanation {
    uint64_t query;
    uint64_t query_start;
    uint32_t length;
    int32_t plan;       /* MIMICRY_PLAN_..., not AUTO */
    double look_ups_ns; /* in the suffix array: SUFFIX, SEEDS, BRANCH */
    double planes_ns;
    double lanes_ns;
} mimicry0_explanation;

/* Non-zero cancels. */
typedef int (*mimicry0_explain_fn)(void *data, const mimicry0_explanation *explanation);

/* Tells how mimicry0_search would look for each peptide, in order, and searches nothing. Errors: as
 * mimicry0_search. */
MIMICRY_API mimicry_status mimicry0_search_explain(const mimicry_index *index,
                                                   const char *const *peptides, size_t n_peptides,
                                                   const mimicry0_search_options *opt_options,
                                                   mimicry0_explain_fn each, void *data,
                                                   mimicry_error *opt_error);

/* "suffix", "seeds", "planes", "lanes", "branch", "scan" or "auto": a static string; NULL for any
 * other number. */
MIMICRY_API const char *mimicry0_plan_name(int32_t plan);

/* ---- Significance -----------------------------------------------------------------------------
 */

/* How surprising hits are: an immutable object, safe to share by threads; it needs neither the
 * index nor the model any more.
 *
 * The p-value of a hit is the probability that a random window has its score or more, and its
 * E-value that times the windows of its length in the index: how many such windows chance alone
 * gives. In a random window the residues are independent of each other and as common as in the
 * index, without `*`. After a search under MAX_MISMATCHES the mismatches take the score's place,
 * and fewer are better. Both values follow from the score (the mismatches) alone.
 *
 * The distribution of the score is the convolution of those of the positions. It is exact, but for
 * a relative error of about 1e-13, for mismatches and for scores that are whole numbers and range
 * over less than 65536. Else p and E are upper bounds: they are at most those of a score lower by
 * 1/2048 of the range that the scores of windows can have (by length/65536 of it for peptides of
 * more than 32 residues). */
typedef struct mimicry0_significance mimicry0_significance;

/* Of the options the model counts, and whether threshold_kind is MAX_MISMATCHES; opt_options: NULL
 * for the defaults. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_significance_create(const mimicry_index *index,
                                                        const mimicry0_search_options *opt_options,
                                                        mimicry0_significance **out_significance,
                                                        mimicry_error *opt_error);

/* The p- and E-values of `count` hits, `stride` bytes apart, of a search of these peptides: arrays
 * of `count`, or NULL for what is not wanted. Fast when the hits of a window stand together, as a
 * search gives them: its distribution is then computed once, in a time that goes with the square
 * of its length. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_significance_hits(const mimicry0_significance *significance,
                                                      const char *const *peptides,
                                                      size_t n_peptides, const mimicry_hit *hits,
                                                      size_t count, size_t stride,
                                                      double *opt_p_values, double *opt_evalues,
                                                      mimicry_error *opt_error);

/* The same for any scores, or numbers of mismatches, of one peptide: NUL-terminated, 1 to
 * MIMICRY_MAX_PEPTIDE residue letters in either case. Errors: ARGUMENT, MEMORY. */
MIMICRY_API mimicry_status mimicry0_significance_values(const mimicry0_significance *significance,
                                                        const char *peptide, const double *values,
                                                        size_t count, double *opt_p_values,
                                                        double *opt_evalues,
                                                        mimicry_error *opt_error);

/* The other way round: the lowest score whose E-value is at most `evalue`, a number from 0 on. It
 * is -INFINITY if that is so of every score, INFINITY if of none that a window can have. For
 * mismatches: the highest number of them; -1 if even none is too likely. Errors: ARGUMENT,
 * MEMORY. */
MIMICRY_API mimicry_status
mimicry0_significance_threshold(const mimicry0_significance *significance, const char *peptide,
                                double evalue, double *out_value, mimicry_error *opt_error);

MIMICRY_API void mimicry0_significance_free(mimicry0_significance *opt_significance);

/* Adjusts p-values for being several, so that those of at most q have a false discovery rate of at
 * most q: sorted, p_1 <= ... <= p_n, the adjusted value of p_i is the least p_j * n / j of all
 * j >= i, and at most 1 (Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57:289). Of a list of
 * queries, take for each 1 - exp(-E), E being the E-value of its best hit: the probability that
 * chance gives any hit as good; 1 if it has no hit. `out_adjusted` may be `p_values`.
 * Errors: ARGUMENT (a value that is not from 0 to 1), MEMORY. */

/* The edits that lead from a peptide to a window with so many indels and mismatches as a hit says,
 * in the notation of PEPMatch: "d: A[6]" when residue A at position 6 of the peptide is deleted,
 * "i: X[3]" when X is inserted before position 3 (positions from 1); a run of them together,
 * "d: YA[2]". A run that would do as well further right is told with all its places: "d: A[2,4]",
 * or "d: BA[2], d: AB[3], d: BA[4]" where its letters change. And "m: V>S[2]" when V at position 2
 * is paired with S. Separated by ", ", from left to right; nothing for equal ones.
 *
 * Of the alignments with these numbers it shows the one that deletes the fewest of the peptide's
 * first and last residue; of these, one of the fewest runs; of these, the leftmost: at the first
 * column where two differ, a deletion goes before an insertion, and that before a pair.
 *
 * Writes as much as `room` bytes hold, a NUL included; `*out_length`, or NULL, is the length of the
 * whole. Letters as in mimicry0_search, 1 to MIMICRY_MAX_PEPTIDE (and as many more as there are
 * indels for the window). Errors: ARGUMENT (also when there is no such alignment, or one with fewer
 * mismatches), MEMORY. */
MIMICRY_API mimicry_status mimicry0_edits_text(const char *peptide, const char *window,
                                               uint32_t indels, uint32_t mismatches, char *out_text,
                                               size_t room, size_t *out_length,
                                               mimicry_error *opt_error);

/* ---- Discontinuous epitopes ------------------------------------------------------------------ */

typedef struct mimicry0_epitope_options {
    size_t size;
    const mimicry_model *model;   /* gives the scores; NULL (default): BLOSUM62 */
    uint32_t max_mismatches;      /* residues that may be others; default 0 */
    int32_t fixed_positions;      /* 0 (default): anywhere in a record. 1: at these positions */
    int32_t threads;              /* 0 (default): one a processor */
    int32_t reserved;             /* 0 */
    mimicry_progress_fn progress; /* NULL (default): none */
    void *progress_data;
    const mimicry_genes *only_genes; /* as in mimicry0_search_options */
    const mimicry_genes *exclude_genes;
} mimicry0_epitope_options;

/* Sets every field to its default. size is sizeof(mimicry0_epitope_options). */
MIMICRY_API void mimicry0_epitope_options_init(mimicry0_epitope_options *options, size_t size);

/* All places where residues stand at the distances that an epitope has. An epitope names residues
 * with their positions in the protein, from 1 and rising, "R377, Q408, Q432": separated by commas
 * or blanks, letters as in mimicry0_search, 1 to MIMICRY_MAX_EPITOPE of them. All of the place is
 * in one record, with no `*` from the first residue to the last. A letter that is not one of the 20
 * amino acids differs from everything.
 *
 * A hit's start is where the first residue is, length reaches to the last, query_length is how many
 * residues the epitope has, and score the sum of theirs. Hits are ordered by epitope; then by
 * fewest mismatches, highest score, record and start; the same for any number of threads. Every
 * place is looked at: time goes with the residues of the index times those of the epitope. Memory:
 * 64 bytes a hit. Errors: ARGUMENT, MEMORY, CANCELLED. */
MIMICRY_API mimicry_status mimicry0_search_epitopes(const mimicry_index *index,
                                                    const char *const *epitopes, size_t n_epitopes,
                                                    const mimicry0_epitope_options *opt_options,
                                                    mimicry0_hits **out_hits,
                                                    mimicry_error *opt_error);

/* The residues that a hit of an epitope has instead, with their positions in the record, in the
 * same notation: "R12, Q43, K67". Writes as much as `room` bytes hold, a NUL included;
 * `*out_length`, or NULL, is the length of the whole. Errors: ARGUMENT. */
MIMICRY_API mimicry_status mimicry0_epitope_text(const mimicry_index *index, const char *epitope,
                                                 const mimicry_hit *hit, char *out_text,
                                                 size_t room, size_t *out_length,
                                                 mimicry_error *opt_error);

/* ---- Shared segments ------------------------------------------------------------------------- */

/* Residues [query_start, query_start + length) of a sequence that was given are those at
 * [start, start + length) of a record. */
typedef struct mimicry0_segment {
    uint64_t query; /* number of the sequence in the array */
    uint64_t query_start;
    uint64_t record;
    uint64_t start;
    uint64_t length;
} mimicry0_segment;

/* Takes the next `count` segments, `stride` bytes apart, valid during the call. Non-zero cancels.
 */
typedef int (*mimicry0_segments_fn)(void *data, const mimicry0_segment *segments, size_t count,
                                    size_t stride);

typedef struct mimicry0_shared_options {
    size_t size;
    uint64_t min_length;           /* default 8; at least 1 */
    const uint32_t *change_starts; /* NULL (default): all segments. Else, with change_ends, one a */
    const uint32_t *change_ends;   /* sequence: only segments that have a residue of its
                                      [start, end); where start == end, which is a deletion, those
                                      that have the residues before and after that place */
    int32_t threads;               /* 0 (default): one a processor */
    int32_t reserved;              /* 0 */
    mimicry_progress_fn progress;  /* NULL (default): none */
    void *progress_data;
    const mimicry_genes *only_genes; /* as in mimicry0_search_options */
    const mimicry_genes *exclude_genes;
} mimicry0_shared_options;

/* Sets every field to its default. size is sizeof(mimicry0_shared_options). */
MIMICRY_API void mimicry0_shared_options_init(mimicry0_shared_options *options, size_t size);

/* All segments of at least min_length residues that sequences have in common with the index, each
 * as long as it can be: the residues before the two differ, and those after, or there are none.
 * Every such pair of ranges is given, so a shorter one that lies within a longer one but is of
 * another record, or of another place, is there too. A segment has none but the 20 amino acids (as
 * for MIMICRY_MAX_MISMATCHES, other letters differ from everything) and is within one record.
 * Sequences are NUL-terminated, of any length, letters as in mimicry0_index_build.
 *
 * pVACtools' rule for a match with the reference, 8 residues around the change of a mutant, is
 * min_length 8 with the change.
 *
 * Segments are handed over in the calling thread, ordered by sequence, query_start, length (the
 * longest first), record and start; the same for any number of threads. Time goes with the residues
 * of the sequences, and with the places where min_length residues of theirs occur. Memory does not
 * grow with the segments: 32 MiB a thread, 32 bytes for each that begins at one residue, and a byte
 * for each residue. Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED. */
MIMICRY_API mimicry_status mimicry0_shared(const mimicry_index *index, const char *const *sequences,
                                           size_t n_sequences,
                                           const mimicry0_shared_options *opt_options,
                                           mimicry0_segments_fn each, void *data,
                                           mimicry_error *opt_error);

/* A residue of a sequence, and how similar the index is there. */
typedef struct mimicry0_shared_position {
    uint64_t query;    /* number of the sequence in the array */
    uint64_t position; /* of the residue */
    uint64_t longest;  /* residues of the longest segment that begins here and is in the index; 0
                          where there is none, as at a letter that is no amino acid */
    uint64_t covering; /* of the longest one that contains this residue */
    uint64_t shared_record; /* where the segment of `longest` is, the first place in the order of */
    uint64_t shared_start;  /* records; 0 where there is none */
    uint64_t nearest_record; /* where the window of the index is that has the fewest mismatches with
                                the window that begins here; of several that of the highest score */
    uint64_t nearest_start;  /* under BLOSUM62, then the first; 0 without a window */
    uint32_t window;         /* residues of it; 0: no window, because the sequence ends or has `*`
                                before, or the index has no window of that length */
    uint32_t mismatches;     /* of the two windows */
} mimicry0_shared_position;

/* Takes the next `count` positions, `stride` bytes apart, valid during the call. Non-zero cancels.
 */
typedef int (*mimicry0_shared_positions_fn)(void *data, const mimicry0_shared_position *positions,
                                            size_t count, size_t stride);

typedef struct mimicry0_shared_profile_options {
    size_t size;
    uint32_t window;              /* default 9; to MIMICRY_MAX_PEPTIDE; 0: none, much faster */
    int32_t threads;              /* 0 (default): one a processor */
    mimicry_progress_fn progress; /* NULL (default): none */
    void *progress_data;
    const mimicry_genes *only_genes; /* as in mimicry0_search_options */
    const mimicry_genes *exclude_genes;
} mimicry0_shared_profile_options;

/* Sets every field to its default. size is sizeof(mimicry0_shared_profile_options). */
MIMICRY_API void mimicry0_shared_profile_options_init(mimicry0_shared_profile_options *options,
                                                      size_t size);

/* How similar the index is along sequences: each residue of each, in order, handed over in the
 * calling thread. Sequences as in mimicry0_shared; the same for any number of threads. Time goes
 * with the search of all windows for their nearest one. Memory: that of the search, and 80 bytes
 * for each residue of the longest sequence, or of 65536 if that is more.
 * Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED. */
MIMICRY_API mimicry_status
mimicry0_shared_profile(const mimicry_index *index, const char *const *sequences,
                        size_t n_sequences, const mimicry0_shared_profile_options *opt_options,
                        mimicry0_shared_positions_fn each, void *data, mimicry_error *opt_error);

/* ---- Scores of pairs ------------------------------------------------------------------------- */

/* How alike two peptides a and b are, as published. s is the model's score, w the weights (all 1
 * when there are none); i is a position. Values are pinned for ever. */

/* The name in quotes above: a static string; NULL for any other number. They go from 1 on, without
 * gaps. */
MIMICRY_API const char *mimicry0_score_name(int32_t method);

/* A method does not ignore what it does not take: that is an ARGUMENT error. */
typedef struct mimicry0_scorer_options {
    size_t size;
    const mimicry_model *model; /* of SUM, SIMILARITY, PENALTY, GRAM_DISTANCE and HEX; NULL
                                   (default): BLOSUM62. It is copied. */
    const double *weights;      /* one a position, 0 to 1e6, for all but SELF_SIMILARITY and
                                   CROSS_REACTIVITY; NULL (default): none. They are copied. */
    size_t n_weights;           /* the length that the peptides then must have */
    const char *parameters;     /* CROSS_REACTIVITY needs it and no other takes it: the path of a
                                   JSON file, {"d_i": [...], "M_ab": {"A->A": 0, ...}} as published,
                                   or {"factors": [...], "residues": "ARND...", "table": [[...]]},
                                   a row for each residue of a (docs/scores.md) */
} mimicry0_scorer_options;

/* Sets every field to its default. size is sizeof(mimicry0_scorer_options). */
MIMICRY_API void mimicry0_scorer_options_init(mimicry0_scorer_options *options, size_t size);

typedef struct mimicry0_scorer mimicry0_scorer; /* immutable; safe to share by threads */

/* Makes a method ready for any number of pairs. opt_options: NULL for the defaults.
 * Errors: ARGUMENT, MEMORY, and of the parameter file IO and FORMAT. */
MIMICRY_API mimicry_status mimicry0_scorer_create(int32_t method,
                                                  const mimicry0_scorer_options *opt_options,
                                                  mimicry0_scorer **out_scorer,
                                                  mimicry_error *opt_error);

/* The score of two NUL-terminated peptides, 1 to MIMICRY_MAX_PEPTIDE residue letters in either
 * case. They have one length, but for SELF_SIMILARITY. Letters that are not one of the 20 amino
 * acids are an error for SELF_SIMILARITY, RELATEDNESS and CROSS_REACTIVITY; HAMMING and the model
 * treat them as in a search. SIMILARITY needs a first peptide whose score with itself is above 0.
 * The time goes with the length, for SELF_SIMILARITY with its square. Errors: ARGUMENT. */
MIMICRY_API mimicry_status mimicry0_scorer_pair(const mimicry0_scorer *scorer, const char *a,
                                                const char *b, double *out_value,
                                                mimicry_error *opt_error);

MIMICRY_API void mimicry0_scorer_free(mimicry0_scorer *opt_scorer);

/* ---- Scores against all records -----------------------------------------------------------------
 */

/* How strongly a set of sequences recognises a peptide (Luksza et al., Nature 551, 517, 2017):
 *
 *     R = Z / (1 + Z),   Z = sum over records i of e^(-k (a - s_i))
 *
 * where s_i is the score of the best local alignment of the peptide with record i (Smith and
 * Waterman), and a record without an alignment of positive score has no term. Against the epitopes
 * of pathogens R is the foreignness (a = 26), and against a proteome 1 - R is the dissimilarity
 * (a = 32; Richman et al., Cell Systems 9, 375, 2019). A gap of g residues costs gap_open + g *
 * gap_extend, so that the first residue of a gap costs 12: as in BLAST. Every record has its term,
 * once: there is no search for words before it and no limit to how many there are. Records that can
 * change Z by less than 1e-16 together need not be aligned. */
typedef struct mimicry0_partition_options {
    size_t size;
    const mimicry_model *model;   /* of whole numbers; NULL (default): BLOSUM62 */
    double a;                     /* default 32 */
    double k;                     /* default 4.87; above 0 */
    int32_t gap_open;             /* default 11; 0 to 1,000,000, as gap_extend */
    int32_t gap_extend;           /* default 1 */
    int32_t threads;              /* 0 (default): one a processor */
    int32_t instructions;         /* default MIMICRY_INSTRUCTIONS_AUTO */
    mimicry_progress_fn progress; /* NULL (default): none */
    void *progress_data;
} mimicry0_partition_options;

/* Sets every field to its default. size is sizeof(mimicry0_partition_options). */
MIMICRY_API void mimicry0_partition_options_init(mimicry0_partition_options *options, size_t size);

/* R and 1 - R of each peptide against all records of the index, into arrays of n_peptides; either
 * may be NULL. 1 - R is computed as 1 / (1 + Z), so a small one keeps its digits; with no
 * alignment at all R is 0 and 1 - R is 1. Peptides as in mimicry0_search. No alignment contains or
 * passes over `*`. The same numbers for any number of threads and instructions. Fast where the
 * peptide's best possible score is at most 255, exact for all. Memory: 3 MiB a thread, 40 bytes
 * a peptide, and 4 bytes a record where a peptide does not fit. Errors: ARGUMENT, MEMORY,
 * CANCELLED; what was written then means nothing. */
MIMICRY_API mimicry_status mimicry0_score_partition(const mimicry_index *index,
                                                    const char *const *peptides, size_t n_peptides,
                                                    const mimicry0_partition_options *opt_options,
                                                    double *opt_out_r, double *opt_out_rest,
                                                    mimicry_error *opt_error);

/* The amplitude of a mutation: (kd_wild_type / kd_mutant) / (1 + 0.0003 * kd_wild_type), of the
 * dissociation constants, in nM, of the peptide before and after it with the patient's MHC (Luksza
 * et al. 2017; 0.0003 / nM is theirs). Times the foreignness of the mutant it is the recognition
 * potential. NaN unless both are finite and above 0. */
MIMICRY_API double mimicry0_score_amplitude(double kd_wild_type, double kd_mutant);

/* ---- Screen -----------------------------------------------------------------------------------
 */

enum { MIMICRY_SCREEN_MISMATCHES = 3 }; /* self-peptides with at most so many are counted */

/* Why a window of the proteome does not count for a candidate: the first of these that applies. */
enum {
    MIMICRY_LEFT_OUT_WILDTYPE = 1, /* it is the candidate's wild type */
    MIMICRY_LEFT_OUT_OWN_GENE = 2, /* it is of the candidate's own gene */
    MIMICRY_LEFT_OUT_PARALOG = 3,  /* its flanks are like those of the candidate's source */
    MIMICRY_LEFT_OUT_GENES = 4,    /* its gene is not searched: only_genes, exclude_genes */
    MIMICRY_LEFT_OUT_REASONS = 5   /* one more than the highest */
};

/* Whether records of a candidate's own are known. */
enum {
    MIMICRY_SOURCE_UNKNOWN = 0, /* it names neither gene nor accession */
    MIMICRY_SOURCE_ABSENT = 1,  /* no record has them */
    MIMICRY_SOURCE_FOUND = 2
};

/* Yes, no or not known. */
enum { MIMICRY_NO = 0, MIMICRY_YES = 1, MIMICRY_UNKNOWN = -1 };

typedef struct mimicry0_names {
    const char *const *names; /* NUL-terminated */
    size_t count;
} mimicry0_names;

/* What a screen tells of a candidate. "Within reach" are the windows that count and have at most
 * MIMICRY_SCREEN_MISMATCHES mismatches. Of a sequence, all of its windows are taken together. */
typedef struct mimicry0_screen_row {
    uint64_t candidate; /* its number, from 0 */
    uint64_t windows;   /* of it that were searched: 1, or those of a sequence */

    /* The nearest window of the proteome that counts, however far it is; of length 0: there is
     * none. By fewest mismatches, then highest score, first record and start; of a sequence the one
     * of its first window. And by highest score, then fewest mismatches, in the same way. */
    const mimicry_hit *nearest;
    const mimicry_hit *best;
    double evalue; /* of the best by score, under the model: see Significance; of a sequence the
                      lowest of its windows; NaN if there is none */
    double dissimilarity; /* 1 - R of the peptide to the whole proteome (see
                             mimicry0_score_partition: BLOSUM62, a = 32, k = 4.87), of a sequence
                             the lowest of its windows; nothing is left out. NaN if it was not asked
                             for or no window was searched */

    /* Within reach: */
    uint64_t self[MIMICRY_SCREEN_MISMATCHES + 1]; /* how many, by mismatches */
    uint64_t left_out[MIMICRY_LEFT_OUT_REASONS];  /* that do not count, by MIMICRY_LEFT_OUT_... */
    mimicry0_names peptides; /* the distinct self-peptides, of fewest mismatches first */
    mimicry0_names genes;    /* the distinct genes (ASCII case does not count), likewise */
    uint64_t unnamed;        /* records without a gene */

    /* With a table of expression, of these genes together: */
    mimicry0_names unknown_genes; /* those of which it knows nothing */
    mimicry0_names tissues; /* that one of the others is expressed in at the floor or above, of
                              the highest level first */
    mimicry0_names vital;   /* those of them that are vital, */
    mimicry0_names organs;  /* and their organ systems; "unmapped" for a tissue without one */
    double expression;      /* the highest level in any tissue; NaN: not known */
    int32_t is_vital; /* MIMICRY_YES: vital has a name. MIMICRY_UNKNOWN: it has not, but there are
                         genes of which nothing is known, or records without one. Else NO */

    int32_t source; /* MIMICRY_SOURCE_... */

    /* With a table of binders: */
    uint64_t binders;   /* distinct self-peptides that are in it, */
    const char *binder; /* the one of the lowest rank, NULL: none, */
    const char *binder_allele;
    double binder_rank; /* NaN: the table has none */
} mimicry0_screen_row;

/* Takes the next row, of `size` bytes; it and what it points at live during the call. Non-zero
 * cancels. */
typedef int (*mimicry0_screen_fn)(void *data, const mimicry0_screen_row *row, size_t size);

typedef struct mimicry0_screen_options {
    size_t size;
    const mimicry_model *model; /* gives the scores; NULL (default): BLOSUM62. Not a motif or a
                                   profile, which take the peptides' place */
    uint32_t window_min;        /* windows of candidates that are sequences: window_min to */
    uint32_t window_max;        /* window_max residues; default 9 and 9 */
    int32_t exclude_wildtype;   /* 1: windows whose residues are those of the wild type at the same
                                   distance from its start, or from its end */
    int32_t exclude_own_gene;   /* 1: records of the candidate's gene, of its accession and all
                                   isoforms of that, and of that one's gene */
    double exclude_paralogs;    /* above 0, to 1: windows of which this share of the flanks agrees
                                   with those of a source window. Flanks: up to 10 residues on
                                   either side, as many as both have, position by position outward;
                                   fewer than 5 are too few. Sources: where the wild type (without
                                   one: the peptide) stands in the candidate's own records, or
                                   anywhere if they are not known. Default 0: none is left out */
    const mimicry_genes *only_genes; /* as in mimicry0_search_options */
    const mimicry_genes *exclude_genes;
    const mimicry0_expression *expression; /* NULL (default): nothing is said of tissues */
    const mimicry0_organs *organs;         /* NULL (default): nothing of vital ones and systems */
    double min_expression;                 /* the floor; default 1 */
    const mimicry0_binders *binders;       /* NULL (default): nothing is said of them */
    int32_t dissimilarity;                 /* 1: compute it */
    int32_t threads;                       /* 0 (default): one a processor */
    int32_t plan;         /* default MIMICRY_PLAN_AUTO; searches that another cannot do take that */
    int32_t instructions; /* default MIMICRY_INSTRUCTIONS_AUTO */
    mimicry_hits_fn each_hit; /* takes all windows within reach: hit.query is the candidate's
                                 number, hit.query_start where in it the window lies. By candidate,
                                 then as mimicry0_search orders them; before the rows of the same
                                 candidates. NULL (default): none */
    void *hit_data;
    mimicry_progress_fn progress; /* NULL (default): none */
    void *progress_data;
} mimicry0_screen_options;

/* Sets every field to its default. size is sizeof(mimicry0_screen_options). */
MIMICRY_API void mimicry0_screen_options_init(mimicry0_screen_options *options, size_t size);

/* Screens candidates, `stride` bytes apart, as mimicry0_candidates_next gives them (or as you fill
 * them in: strings may be NULL where nothing is known, but for the peptide; a peptide without wild
 * type has change_start 0 and change_end its length). A candidate that is a sequence is cut into
 * windows; of these only those that have some of the change, or residues on both sides of a
 * deletion, and no `*`, are searched. One of fewer than window_min residues is a window itself.
 *
 * Rows come in the order of the candidates, in the calling thread: the same for any number of
 * threads, plan and instructions. Candidates that are the same are searched once. The genes of the
 * index are looked through once a call: many candidates a call are faster. Memory does not grow
 * with the candidates: about 300 MiB at most, or what the windows within reach of one candidate
 * take, some 60 bytes each, if that is more. Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED. */
MIMICRY_API mimicry_status mimicry0_screen(const mimicry_index *index,
                                           const mimicry0_candidate *candidates,
                                           size_t n_candidates, size_t stride,
                                           const mimicry0_screen_options *opt_options,
                                           mimicry0_screen_fn each, void *data,
                                           mimicry_error *opt_error);

#ifdef __cplusplus
}
#endif
#endif
