/* The cells of a scan's table. */
#ifndef MIM_MODEL_SCAN_CELLS_H
#define MIM_MODEL_SCAN_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "io/table_file.h"

/* "1", "E1", "E", "pos 1". */
struct mim_scan_label {
    char letter;       /* '\0': not told */
    uint32_t position; /* from 1; 0: not told */
};

/* "FILE:LINE: column 'NAME' has 'CELL' where ... was expected"; of the header, row 0, its name. */
mimicry_status mim_scan_wrong(const struct mimicry_table *table, uint64_t row, size_t column,
                              const char *expected, mimicry_error *error);

/* The letter of one of the 20 amino acids, blanks around it. */
bool mim_scan_read_residue(const char *cell, uint8_t *code);
bool mim_scan_read_label(const char *cell, struct mim_scan_label *out);

/* "E1A": more than one, with something between them, are counted only. */
struct mim_scan_mutation {
    struct mim_scan_label from;
    uint8_t to;
    size_t count;
};
bool mim_scan_read_mutation(const char *cell, struct mim_scan_mutation *out);

/* Whether a cell says that a row is the index peptide's: WT, wild type, index, native. */
bool mim_scan_is_own(const char *cell);

/* A number, or one and `%`. */
bool mim_scan_read_value(const char *cell, double *value, bool *is_percent);

/* A peptide of amino acids, without the blanks around it. */
bool mim_scan_read_peptide(const char *cell, const char **peptide, size_t *length);

#endif
