/* What R may call, registered. */
#include "binding.h"

#include <R_ext/Rdynload.h>

#define CALL(name, arguments)                                                                      \
    {                                                                                              \
#name, (DL_FUNC)(void (*)(void)) & name, arguments                                         \
    }

static const R_CallMethodDef methods[] = {CALL(r_version, 0),         CALL(r_names, 1),
                                          CALL(r_index_build, 4),     CALL(r_index_open, 2),
                                          CALL(r_index_save, 2),      CALL(r_index_close, 1),
                                          CALL(r_index_verify, 1),    CALL(r_index_info, 1),
                                          CALL(r_index_table, 2),     CALL(r_index_residues, 4),
                                          CALL(r_model_create, 5),    CALL(r_model_peptide, 1),
                                          CALL(r_model_remarks, 1),   CALL(r_model_scores, 3),
                                          CALL(r_genes_create, 1),    CALL(r_genes_read, 1),
                                          CALL(r_genes_has, 2),       CALL(r_annotations_create, 0),
                                          CALL(r_annotations_add, 3), CALL(r_annotations_table, 3),
                                          CALL(r_queries_open, 2),    CALL(r_queries_table, 2),
                                          CALL(r_search, 3),          CALL(r_explain, 3),
                                          CALL(r_evalue, 5),          CALL(r_screen, 3),
                                          CALL(r_report, 6),          CALL(r_report_tables, 2),
                                          CALL(r_shared, 3),          CALL(r_along, 3),
                                          CALL(r_score_pairs, 3),     CALL(r_score_table, 3),
                                          CALL(r_table_text, 4),      {NULL, NULL, 0}};

void R_init_mimicry(DllInfo *library);

void R_init_mimicry(DllInfo *library)
{
    R_registerRoutines(library, NULL, methods, NULL, NULL);
    R_useDynamicSymbols(library, FALSE);
    R_forceSymbols(library, TRUE);
}
