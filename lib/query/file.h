/* Queries of a file: FASTA, a table, a list, or discontinuous epitopes. */
#ifndef MIM_QUERY_FILE_H
#define MIM_QUERY_FILE_H

#include "io/table_rows.h"
#include "query/take.h"

struct mim_query_file {
    enum {
        MIM_FILE_TABLE,
        MIM_FILE_REPORT,
        MIM_FILE_LIST,
        MIM_FILE_FASTA,
        MIM_FILE_CASSETTE,
        MIM_FILE_EPITOPES
    } kind;
    struct mim_source *source;
    struct mim_table_rows rows;
    char *held; /* a line that has been read and not been used: it lives in `rows` */
    bool row_is_held;
    struct mim_query_columns columns; /* of a table or a report */
    struct mim_query_block parts;     /* of a cassette */
    const mimicry_query *part;        /* that comes before the next junction, */
    size_t parts_left;                /* and how many there are from it on */
    uint32_t flank;                   /* residues on either side of a junction */
};

/* Opens it; what its queries need is in the options. Zeroed before; to be closed even if this
 * fails. */
mimicry_status mim_query_file_open(const char *path, const mimicry_read_options *options,
                                   struct mim_query_file *file, mimicry_error *error);

/* Adds the next query to the block, and its cells if these are kept. */
mimicry_status mim_query_file_next(struct mim_query_file *file, struct mim_query_block *block,
                                   bool *more, mimicry_error *error);

void mim_query_file_close(struct mim_query_file *file);

/* ---- Parts ---- */

/* The next line that says anything, as `held`, or NULL after the last. */
mimicry_status mim_query_file_line(struct mim_query_file *file, mimicry_error *error);

/* Where the last line stands. */
struct mim_place mim_query_file_place(const struct mim_query_file *file);

/* The held line has the names of the columns. */
mimicry_status mim_query_file_open_table(struct mim_query_file *file,
                                         const mimicry_read_options *options, mimicry_error *error);
mimicry_status mim_query_file_next_row(struct mim_query_file *file, struct mim_query_block *block,
                                       bool *more, mimicry_error *error);

/* Whether a line begins the report of a predictor such as netMHCpan; its queries. */
bool mim_query_file_is_report(const char *line);
mimicry_status mim_query_file_open_report(struct mim_query_file *file,
                                          const mimicry_read_options *options,
                                          mimicry_error *error);
mimicry_status mim_query_file_next_of_report(struct mim_query_file *file,
                                             struct mim_query_block *block, bool *more,
                                             mimicry_error *error);

/* The held line is a header of FASTA. */
mimicry_status mim_query_file_next_record(struct mim_query_file *file,
                                          struct mim_query_block *block, bool *more,
                                          mimicry_error *error);

/* The held line is the header of a cassette's first part; a query for each junction. */
mimicry_status mim_query_file_open_cassette(struct mim_query_file *file, mimicry_error *error);
mimicry_status mim_query_file_next_junction(struct mim_query_file *file,
                                            struct mim_query_block *block, bool *more,
                                            mimicry_error *error);

#endif
