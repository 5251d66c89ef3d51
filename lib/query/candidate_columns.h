/* Which columns of a table of candidates say what: those of pVACseq's and NeoFox's tables, and
 * plain ones. */
#ifndef MIM_QUERY_CANDIDATE_COLUMNS_H
#define MIM_QUERY_CANDIDATE_COLUMNS_H

#include "base/error.h"
#include "io/table.h"

enum { MIM_ACCESSION_COLUMNS = 4 };

/* Numbers of columns, or MIM_NO_COLUMN. */
struct mim_candidate_columns {
    long peptide;
    bool is_sequence; /* the peptide's column has longer sequences */
    long wildtype;
    long gene;
    long accession[MIM_ACCESSION_COLUMNS]; /* the first that says something counts */
    long id;
    long aa_change, position; /* of pVACseq's aggregated report, when there is no wild type */
};

/* Reads the cells of a header line; `file` and `line` are for messages. */
mimicry_status mim_candidate_columns_find(const struct mim_cells *header, const char *file,
                                          uint64_t line, struct mim_candidate_columns *out,
                                          mimicry_error *error);

/* Whether a line alone is the name of a column of peptides and not a peptide: PEPTIDE is one. */
bool mim_candidate_columns_is_header(const char *line);

/* "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', ...", or NULL; the caller frees it. */
char *mim_candidate_columns_describe(const struct mim_candidate_columns *columns,
                                     const struct mim_cells *header);

#endif
