/* The naive oracle: what a search must give, computed from the definitions in the plainest way.
 *
 * It shares nothing with the library but the hit record and the kinds of thresholds of the public
 * header: it has its own FASTA and matrix readers and its own scores. It costs queries x residues x
 * length, and nothing in it is clever. It stops the program when it cannot go on. */
#ifndef MIMICRY_TESTS_ORACLE_H
#define MIMICRY_TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mimicry/mimicry.h>

/* The upper-case letters of all records, one after the other: record r is
 * letters[starts[r]] up to letters[starts[r + 1]]. */
typedef struct oracle_records {
    size_t count;
    char *letters;
    size_t *starts; /* count + 1 of them */
} oracle_records;

oracle_records oracle_fasta_parse(const char *text, size_t length);

/* A file, plain, or gzip when its name ends in ".gz". */
oracle_records oracle_fasta_read(const char *path);

void oracle_records_free(oracle_records *records);

/* score[query residue][proteome residue], for all 26 residue letters that are not `*`. */
typedef struct oracle_matrix {
    double lowest; /* of all numbers in the file */
    double score[128][128];
} oracle_matrix;

/* Reads a matrix in NCBI's format. With uo_as_ck, U scores as C and O as K. */
oracle_matrix *oracle_matrix_read(const char *path, bool uo_as_ck);

/* The sum over positions, first to last. */
double oracle_score(const oracle_matrix *matrix, const char *query, const char *window,
                    size_t length);

/* What is looked for: every search is one of such a table. At `offset[j]` of a window, letter c
 * scores position[j].score[c], and is no mismatch if position[j].accepts[c]. */
typedef struct oracle_table {
    size_t length; /* positions */
    size_t span;   /* residues of a window: more than positions where there are gaps between them */
    double self;   /* the score of the peptide with itself */
    size_t *offset;
    struct oracle_position {
        double score[128];
        bool accepts[128];
    } * position;
} oracle_table;

/* Positions one beside the other, of zeros. */
oracle_table oracle_table_make(size_t length);
oracle_table oracle_table_of_peptide(const oracle_matrix *matrix, const char *letters,
                                     size_t length);
void oracle_table_free(oracle_table *table);

typedef struct oracle_request {
    int32_t kind; /* MIMICRY_MAX_MISMATCHES, ... */
    double threshold;
    uint64_t top;        /* 0: all */
    bool similar_first;  /* as tables have it: by score under MAX_MISMATCHES too */
    uint32_t window_min; /* 0: the peptides themselves */
    uint32_t window_max;
    const oracle_matrix *matrix;
    /* Whether a window counts at all; NULL: every one does. */
    bool (*counts)(const void *data, uint64_t query, uint64_t record, uint64_t start,
                   uint32_t length);
    const void *counts_data;
    bool fixed; /* only windows that begin at fixed_start of their record */
    uint64_t fixed_start;
} oracle_request;

typedef struct oracle_hits {
    mimicry_hit *data;
    size_t count;
    size_t capacity;
} oracle_hits;

/* All hits in the documented order. Peptides in either case. MAX_EVALUE: for matrices of whole
 * numbers alone (see oracle_significance.h). */
oracle_hits oracle_search(const oracle_records *records, const char *const *peptides,
                          size_t n_peptides, const oracle_request *request);

/* The same for one table: adds the hits, in order, each with the query and query_start of `first`.
 * `lowest`: under MAX_EVALUE, the lowest score that is within it. */
void oracle_search_table(const oracle_records *records, const oracle_table *table,
                         const mimicry_hit *first, const oracle_request *request, double lowest,
                         oracle_hits *hits);

void oracle_hits_free(oracle_hits *hits);

#endif
