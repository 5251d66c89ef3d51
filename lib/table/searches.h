/* The tables of searches. */
#ifndef MIM_TABLE_SEARCHES_H
#define MIM_TABLE_SEARCHES_H

#include "table/hit_row.h"

/* All but `style` and `run`, which are copied, must outlive the table. */
struct mim_search_request {
    const struct mim_search *search;
    mimicry_queries *opt_queries; /* NULL: the peptide that the model stands for */
    struct mim_hit_style style;
    const mimicry_run *run; /* gets notes */
};

/* Makes a table and what produces its rows, both for mim_stream_create. The first queries are read
 * and checked. */
typedef mimicry_status (*mim_search_table_fn)(const struct mim_search_request *request,
                                              struct mim_table **out_table,
                                              struct mim_producer *out_producer,
                                              mimicry_error *error);

/* A row a hit. */
mimicry_status mim_hits_create(const struct mim_search_request *request,
                               struct mim_table **out_table, struct mim_producer *out_producer,
                               mimicry_error *error);

/* A row for each distinct residues of the hits of a window. */
mimicry_status mim_peptides_create(const struct mim_search_request *request,
                                   struct mim_table **out_table, struct mim_producer *out_producer,
                                   mimicry_error *error);

/* A row for each number of mismatches that hits of a window have. */
mimicry_status mim_counts_create(const struct mim_search_request *request,
                                 struct mim_table **out_table, struct mim_producer *out_producer,
                                 mimicry_error *error);

/* How each window would be searched. */
mimicry_status mim_explain_create(const struct mim_search_request *request,
                                  struct mim_table **out_table, struct mim_producer *out_producer,
                                  mimicry_error *error);

#endif
