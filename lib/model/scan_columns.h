/* What the columns of a scan's table are. */
#ifndef MIM_MODEL_SCAN_COLUMNS_H
#define MIM_MODEL_SCAN_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "io/table_file.h"

enum mim_scan_layout {
    MIM_SCAN_WIDE,       /* a row a position, a column a residue */
    MIM_SCAN_TRANSPOSED, /* a row a residue, a column a position */
    MIM_SCAN_POSITIONS,  /* a row a mutant, by position and residue */
    MIM_SCAN_MUTATIONS,  /* a row a mutant, written as E1A */
    MIM_SCAN_PEPTIDES    /* a row a mutant, its peptide */
};

enum mim_scan_unit { MIM_SCAN_UNTOLD, MIM_SCAN_FRACTION, MIM_SCAN_PERCENT };

/* What has to be one and the same in all rows: others are no replicates. */
enum mim_scan_constant {
    MIM_SCAN_RECEPTOR,
    MIM_SCAN_CONCENTRATION,
    MIM_SCAN_ASSAY,
    MIM_SCAN_CONSTANTS
};

/* Columns by meaning; those that there are not, or that the layout has no use for, are
 * MIM_NO_COLUMN. */
struct mim_scan_columns {
    enum mim_scan_layout layout;
    long position, residue, wildtype, mutation, peptide, index;
    long constant[MIM_SCAN_CONSTANTS];
    bool *is_response;       /* by column; of the grids: a residue, or a position */
    enum mim_scan_unit unit; /* as the name of the responses has it */
};

/* By the names in the first row. What cannot be told apart is refused. */
mimicry_status mim_scan_columns_find(const struct mimicry_table *table,
                                     struct mim_scan_columns *out, mimicry_error *error);
void mim_scan_columns_free(struct mim_scan_columns *columns);

#endif
