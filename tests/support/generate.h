/* Random proteomes, peptides and matrices for the tests. */
#ifndef MIMICRY_TESTS_GENERATE_H
#define MIMICRY_TESTS_GENERATE_H

#include "support.h"

/* Where random letters come from: any letter of the string, as often as it stands there. */
typedef struct letter_source {
    char letters[256];
    unsigned lower_percent; /* how many are in lower case */
} letter_source;

/* Of a few standard letters, so that hits are dense; of natural composition; or of all letters. */
letter_source random_letter_source(test_random *random);
letter_source natural_letters(void);
char random_letter(test_random *random, const letter_source *source);

/* So many of the 20 amino acids; the caller frees them. */
char *random_protein(test_random *random, size_t residues);

/* A FASTA text of random records: empty ones, single residues, copies, repeats, odd line ends. */
typedef struct proteome_shape {
    unsigned max_records;
    unsigned max_length;
} proteome_shape;

test_text random_fasta(test_random *random, const letter_source *source,
                       const proteome_shape *shape);

/* Peptides cut out of the letters of a proteome, records not kept apart, and then changed here and
 * there; or of random letters; or twice the same. `*` only with `star`. */
typedef struct peptide_shape {
    const char *proteome; /* its letters */
    size_t proteome_length;
    unsigned count;
    unsigned min_length;
    unsigned max_length;
    bool star;
} peptide_shape;

test_peptides random_peptides(test_random *random, const letter_source *source,
                              const peptide_shape *shape);

/* Adds one peptide of this length in the same way. */
void add_random_peptide(test_random *random, const letter_source *source,
                        const peptide_shape *shape, unsigned length, test_peptides *peptides);

/* Kinds of generated matrices. */
enum {
    MATRIX_SMALL,      /* like BLOSUM */
    MATRIX_ASYMMETRIC, /* all letters and `*`; rows in another order than columns */
    MATRIX_BIG,        /* integers up to 1e6 */
    MATRIX_NEGATIVE,   /* all below zero */
    MATRIX_ZERO,
    MATRIX_ODD_SELF, /* letters score higher with others than with themselves */
    MATRIX_OUTLIER,  /* small ones, and one number of 1e6 or -1e6 */
    MATRIX_QUARTERS, /* not integers, but without rounding */
    MATRIX_REAL,     /* from here on sums round */
    MATRIX_TINY,     /* real, of about 1e-6 */
    MATRIX_HUGE,     /* real, up to 1e6 */
    MATRIX_FORGIVEN, /* real, of about 1e-10: below what is forgiven */
    N_MATRIX_KINDS
};

bool matrix_kind_is_exact(int kind);
const char *matrix_kind_name(int kind);
test_text random_matrix(test_random *random, int kind);

#endif
