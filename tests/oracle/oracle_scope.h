/* The naive oracle of what is left out for a candidate: every rule straight from its definition, by
 * a look at every record and place. It shares nothing with the library. */
#ifndef MIMICRY_TESTS_ORACLE_SCOPE_H
#define MIMICRY_TESTS_ORACLE_SCOPE_H

#include "oracle.h"

/* What a candidate says; NULL or empty where it says nothing. */
typedef struct scope_candidate {
    const char *peptide, *wildtype, *gene, *accession;
    size_t start, length; /* the window of the peptide */
} scope_candidate;

typedef struct scope_rules {
    bool wildtype, own_gene;
    double paralogs;      /* 0: not asked for */
    const bool *left_out; /* records of genes that are not searched, or NULL */
} scope_rules;

/* The records with their names. */
typedef struct scope_proteome {
    const oracle_records *records;
    const char *const *accessions;
    const char *const *genes;
} scope_proteome;

/* What the oracle finds out about a candidate once. */
typedef struct scope_oracle {
    const scope_proteome *proteome;
    const scope_candidate *candidate;
    const scope_rules *rules;
    bool *own;        /* by record */
    bool any_own;     /* some record is */
    bool says_source; /* it names a gene or an accession */
    size_t *sources;  /* places in all letters where its wild type stands, */
    size_t *source_records;
    size_t n_sources;
} scope_oracle;

scope_oracle oracle_scope(const scope_proteome *proteome, const scope_candidate *candidate,
                          const scope_rules *rules);
void oracle_scope_free(scope_oracle *oracle);

/* "", "wild type", "own gene", "paralog" or "genes": the first that applies to a window. */
const char *oracle_scope_reason(const scope_oracle *oracle, size_t record, size_t start);

/* Whether two accessions are of one protein, or two names of one gene. */
bool oracle_same_protein(const char *a, const char *b);
bool oracle_same_gene(const char *a, const char *b);

#endif
