/* Comparing a search of the library with the oracle, for every way that the library can do it. */
#ifndef MIMICRY_TESTS_CHECKS_H
#define MIMICRY_TESTS_CHECKS_H

#include "all_hits.h"
#include "generate.h"
#include "models.h"
#include "oracle.h"
#include "support.h"

/* The same FASTA as the library and as the oracle read it. */
typedef struct tested_proteome {
    char *fasta; /* NULL when it came from a file */
    oracle_records records;
    mimicry_index *index[2]; /* suffix arrays of 4 and of 8 bytes */
    /* What of it is searched, for the library; a request's .counts says the same to the oracle. */
    const mimicry_genes *only_genes, *exclude_genes;
} tested_proteome;

tested_proteome proteome_from_text(const char *fasta, size_t length);
tested_proteome proteome_from_file(const char *path);

/* Records of letters as in proteins, with some that are no amino acid; the first three are a run of
 * one, so that one string of four has more suffixes than are counted. */
tested_proteome long_proteome(test_random *random, unsigned records, unsigned residues);
void proteome_free(tested_proteome *proteome);

/* An index of a FASTA text; the file it was made of is gone. suffix_width as in the options. */
mimicry_index *index_from_text(const char *fasta, size_t length, int32_t suffix_width);

/* The same matrix as the library and as the oracle read it. */
typedef struct tested_model {
    char *name; /* what the library was given */
    bool usual; /* that model is the default of a search, so that NULL may stand for it */
    bool exact; /* sums of its scores never round */
    mimicry_model *model;
    oracle_matrix *matrix;
} tested_model;

/* A matrix of the data folder, by name or by its path there. */
tested_model model_of_data(const char *name, bool by_path, uint32_t flags);
tested_model model_from_text(const char *matrix, size_t length, bool exact, uint32_t flags);
void model_free(tested_model *model);

/* What is searched, and how the oracle is asked. */
typedef struct tested_search {
    const tested_proteome *proteome;
    const tested_model *model;
    const char *const *peptides;
    size_t n_peptides;
    oracle_request request; /* .matrix is the model's */
} tested_search;

/* Whether a plan takes a search, as the public header says. */
bool plan_applies(const tested_search *search, int32_t plan);
enum { N_PLANS = 8 };
const char *plan_name(int32_t plan);

/* The instruction sets of this machine: AUTO, PORTABLE and those wider ones that are not refused.
 */
typedef struct instruction_sets {
    int32_t set[4];
    size_t count;
} instruction_sets;

const instruction_sets *instruction_sets_here(void);
const char *instructions_name(int32_t instructions);

typedef struct search_manner {
    int32_t plan;
    int32_t instructions;
    int32_t threads;
    int32_t wide; /* index in tested_proteome.index */
} search_manner;

/* The library's hits; fails the test when there is an error. `label` goes into every message. */
all_hits *search_in_manner(const tested_search *search, const search_manner *manner,
                           const char *label);

/* Fails the test at the first hit that is not the oracle's. Scores must be equal, real ones too:
 * the order of their sum is defined. */
void expect_hits(const tested_search *search, const search_manner *manner, const all_hits *hits,
                 const oracle_hits *wanted, const char *label);

/* One way to search, against hits that the oracle already gave. */
void check_manner(const tested_search *search, const search_manner *manner,
                  const oracle_hits *wanted, const char *label);

/* How much is tried. */
typedef enum check_extent {
    CHECK_IN_TURN, /* each plan with one instruction set and number of threads, which take turns */
    CHECK_EACH,    /* with every instruction set that makes a difference to it */
    CHECK_SEVERAL  /* and each of these with every number of threads */
} check_extent;

/* Asks the oracle once and the library with every plan that applies. Threads (1, 2, 7) and suffix
 * widths take turns, and every other time hits are counted, too. In the thorough tests they always
 * are, all instruction sets are tried, and with CHECK_SEVERAL all pairs of threads and widths. */
void check_search_to(const tested_search *search, check_extent extent, const char *label);
void check_search(const tested_search *search, bool several, const char *label);

#endif
