/* What a file says of a scan, before it is known which peptide it is of. */
#ifndef MIM_MODEL_SCAN_FILE_H
#define MIM_MODEL_SCAN_FILE_H

#include "model/scan_columns.h"
#include "residue/alphabet.h"

/* A response. */
struct mim_scan_entry {
    uint64_t row; /* of the table */
    size_t column;
    double value;
    const char *peptide; /* of PEPTIDES, without blanks around it */
    size_t length;
    uint32_t position; /* of the other layouts, from 1; 0: of the index peptide itself */
    uint8_t residue;   /* code */
};

struct mim_scan_file {
    struct mimicry_table *table;
    struct mim_scan_columns columns;
    struct mim_scan_entry *entries;
    size_t count, room;
    enum mim_scan_unit unit;               /* of the responses, if the file has it */
    uint32_t length;                       /* the highest position, with a response or without */
    uint64_t length_row;                   /* the first that has it */
    char letters[MIMICRY_MAX_PEPTIDE + 1]; /* of the index by position; '\0': not told */
    uint64_t letter_rows[MIMICRY_MAX_PEPTIDE]; /* that told them last */
    const char *index;                         /* the whole index, if a row or a column has it */
    size_t index_length;
    uint64_t index_row;
    size_t index_column;
    uint64_t multiple; /* rows of more than one mutation, of MUTATIONS */
};

/* To be closed after a failure too. */
mimicry_status mim_scan_file_read(const char *path, struct mim_scan_file *out,
                                  mimicry_error *error);
void mim_scan_file_close(struct mim_scan_file *file);

#endif
