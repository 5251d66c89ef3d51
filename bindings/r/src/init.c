/* What R may call, registered. */
#include "binding.h"

#include <R_ext/Rdynload.h>

#define CALL(name, arguments)                                                                      \
    {                                                                                              \
#name, (DL_FUNC)(void (*)(void)) & name, arguments                                         \
    }

static const R_CallMethodDef methods[] = {CALL(r_version, 0),
                                          CALL(r_index_build, 2),
                                          CALL(r_index_open, 2),
                                          CALL(r_index_save, 2),
                                          CALL(r_index_close, 1),
                                          CALL(r_index_verify, 1),
                                          CALL(r_index_info, 1),
                                          CALL(r_index_records, 1),
                                          CALL(r_index_residues, 4),
                                          CALL(r_model_matrix, 2),
                                          CALL(r_model_weighted, 2),
                                          CALL(r_model_motif, 1),
                                          CALL(r_model_profile, 1),
                                          CALL(r_model_distance, 2),
                                          CALL(r_model_consensus, 1),
                                          CALL(r_model_scores, 2),
                                          CALL(r_model_names, 0),
                                          CALL(r_sequences_read, 2),
                                          CALL(r_genes_create, 1),
                                          CALL(r_genes_read, 1),
                                          CALL(r_search, 4),
                                          CALL(r_count, 5),
                                          CALL(r_explain, 3),
                                          CALL(r_epitopes, 4),
                                          CALL(r_significance, 5),
                                          CALL(r_score, 6),
                                          CALL(r_score_names, 0),
                                          CALL(r_partition, 4),
                                          CALL(r_amplitude, 2),
                                          CALL(r_shared, 4),
                                          CALL(r_shared_profile, 4),
                                          CALL(r_candidates_open, 1),
                                          CALL(r_candidates_columns, 1),
                                          CALL(r_candidates_next, 2),
                                          CALL(r_screen, 4),
                                          CALL(r_expression_read, 1),
                                          CALL(r_organs_read, 1),
                                          CALL(r_binders_read, 1),
                                          CALL(r_tissue_names, 1),
                                          CALL(r_unmapped, 2),
                                          CALL(r_gene_tissues, 4),
                                          CALL(r_peptide_binders, 2),
                                          {NULL, NULL, 0}};

void R_init_mimicry(DllInfo *library);

void R_init_mimicry(DllInfo *library)
{
    R_registerRoutines(library, NULL, methods, NULL, NULL);
    R_useDynamicSymbols(library, FALSE);
    R_forceSymbols(library, TRUE);
}
