/* What the columns of a table say, known by their names. */
#ifndef MIM_QUERY_MEANINGS_H
#define MIM_QUERY_MEANINGS_H

#include "io/table.h"
#include "query/place.h"

enum { MIM_ACCESSION_RANKS = 4 };

/* Numbers of columns, or MIM_NO_COLUMN. */
struct mim_meanings {
    long peptide;
    bool is_sequence; /* the peptide's column has longer sequences */
    long wildtype;
    long target;
    long gene;
    long accession[MIM_ACCESSION_RANKS]; /* the first that says something counts */
    long allele;
    long isoform; /* NeoFox's of class II, of rows without an allele */
    long id;
    long kd_wildtype, kd_mutant;
    long junction;            /* residues before it */
    long aa_change, position; /* of pVACseq's aggregated report, when there is no wild type */
};

/* Finds the columns by their names. A table without one that is needed, or with two of one meaning,
 * is refused. */
mimicry_status mim_meanings_find(const char *const *names, size_t count,
                                 const mimicry_read_options *options, const struct mim_place *place,
                                 struct mim_meanings *out, mimicry_error *error);

/* Whether a column has any meaning; whether it is one of constants. */
bool mim_meanings_has(const struct mim_meanings *meanings, long column);
bool mim_meanings_is_constant(const struct mim_meanings *meanings, long column);

/* Whether a line alone is the name of a column of peptides. */
bool mim_meanings_is_name(const char *line, const mimicry_read_options *options);

/* "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', ...", or NULL; the caller frees it. */
char *mim_meanings_describe(const struct mim_meanings *meanings, const char *const *names);

#endif
