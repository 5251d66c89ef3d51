/* The layout of what the public header declares, as programs were compiled with it: a change of it
 * does not compile. Written by tests/tree/check_abi.sh --update, which docs/abi.md explains. */
#include <mimicry/mimicry.h>

#define VALUE(name, number) _Static_assert((name) == (number), #name)
#define SIZE(type, bytes)   _Static_assert(sizeof(type) == (bytes), "size of " #type)
#define FIELD(type, field, at, bytes)                                                              \
    _Static_assert(offsetof(type, field) == (at) && sizeof(((type *)0)->field) == (bytes),         \
                   #type "." #field)

VALUE(MIMICRY_OK, 0);
VALUE(MIMICRY_E_ARGUMENT, -1);
VALUE(MIMICRY_E_MEMORY, -20);
VALUE(MIMICRY_E_IO, -40);
VALUE(MIMICRY_E_FORMAT, -60);
VALUE(MIMICRY_E_CORRUPT, -61);
VALUE(MIMICRY_E_VERSION, -80);
VALUE(MIMICRY_E_CANCELLED, -100);
VALUE(MIMICRY_NAMES_MATRICES, 1);
VALUE(MIMICRY_NAMES_MASKS, 2);
VALUE(MIMICRY_NAMES_SCORES, 3);
VALUE(MIMICRY_NAMES_PLANS, 4);
VALUE(MIMICRY_NAMES_INSTRUCTIONS, 5);
VALUE(MIMICRY_NAMES_FORMATS, 6);
VALUE(MIMICRY_NAMES_COLUMNS, 7);
VALUE(MIMICRY_NAMES_ALLELES, 8);
VALUE(MIMICRY_FORMAT_TSV, 1);
VALUE(MIMICRY_FORMAT_CSV, 2);
VALUE(MIMICRY_FORMAT_JSONL, 3);
VALUE(MIMICRY_FORMAT_BLAST6, 4);
VALUE(MIMICRY_FORMAT_PEPMATCH, 5);
VALUE(MIMICRY_PLAN_AUTO, 0);
VALUE(MIMICRY_PLAN_SUFFIX, 1);
VALUE(MIMICRY_PLAN_SEEDS, 2);
VALUE(MIMICRY_PLAN_PLANES, 3);
VALUE(MIMICRY_PLAN_LANES, 4);
VALUE(MIMICRY_PLAN_BRANCH, 5);
VALUE(MIMICRY_PLAN_SCAN, 6);
VALUE(MIMICRY_INSTRUCTIONS_AUTO, 0);
VALUE(MIMICRY_INSTRUCTIONS_PORTABLE, 1);
VALUE(MIMICRY_INSTRUCTIONS_AVX2, 2);
VALUE(MIMICRY_INSTRUCTIONS_AVX512, 3);
VALUE(MIMICRY_OPEN_VERIFY, 1);
VALUE(MIMICRY_OPEN_FASTA, 2);
VALUE(MIMICRY_OPEN_EXCLUDE_DECOYS, 4);
VALUE(MIMICRY_INDEX_RECORDS, 1);
VALUE(MIMICRY_INDEX_SOURCES, 2);
VALUE(MIMICRY_MODEL_MATRIX, 0);
VALUE(MIMICRY_MODEL_MOTIF, 1);
VALUE(MIMICRY_MODEL_PROFILE, 2);
VALUE(MIMICRY_MODEL_DISTANCE, 3);
VALUE(MIMICRY_MODEL_SCAN, 4);
VALUE(MIMICRY_MODEL_UO_AS_CK, 1);
VALUE(MIMICRY_MAX_PEPTIDE, 1024);
VALUE(MIMICRY_MAX_EPITOPE, 255);
VALUE(MIMICRY_READ_EPITOPES, 1);
VALUE(MIMICRY_READ_PAIRS, 2);
VALUE(MIMICRY_READ_CONSTANTS, 4);
VALUE(MIMICRY_EXPRESSION, 1);
VALUE(MIMICRY_ORGANS, 2);
VALUE(MIMICRY_BINDERS, 3);
VALUE(MIMICRY_MOTIFS, 4);
VALUE(MIMICRY_MAX_INDELS, 8);
VALUE(MIMICRY_NO_THRESHOLD, 0);
VALUE(MIMICRY_MAX_MISMATCHES, 1);
VALUE(MIMICRY_MIN_SCORE, 2);
VALUE(MIMICRY_MIN_SIMILARITY, 3);
VALUE(MIMICRY_MAX_PENALTY, 4);
VALUE(MIMICRY_MAX_EVALUE, 5);
VALUE(MIMICRY_MIN_ACTIVITY, 6);
VALUE(MIMICRY_POSITIONS_NONE, 0);
VALUE(MIMICRY_POSITIONS_ANYWHERE, 1);
VALUE(MIMICRY_POSITIONS_FIXED, 2);
VALUE(MIMICRY_ROWS_HITS, 0);
VALUE(MIMICRY_ROWS_PEPTIDES, 1);
VALUE(MIMICRY_ROWS_COUNTS, 2);
VALUE(MIMICRY_COLUMN_EVALUE, 1);
VALUE(MIMICRY_COLUMN_ALIGNMENT, 2);
VALUE(MIMICRY_COLUMN_PROTEIN, 4);
VALUE(MIMICRY_COLUMN_GROUP, 8);
VALUE(MIMICRY_COLUMN_VITAL, 16);
VALUE(MIMICRY_SCORE_HAMMING, 1);
VALUE(MIMICRY_SCORE_SUM, 2);
VALUE(MIMICRY_SCORE_SIMILARITY, 3);
VALUE(MIMICRY_SCORE_PENALTY, 4);
VALUE(MIMICRY_SCORE_GRAM_DISTANCE, 5);
VALUE(MIMICRY_SCORE_SELF_SIMILARITY, 6);
VALUE(MIMICRY_SCORE_RELATEDNESS, 7);
VALUE(MIMICRY_SCORE_CROSS_REACTIVITY, 8);
VALUE(MIMICRY_SCORE_HEX, 9);
VALUE(MIMICRY_SCORE_DISSIMILARITY, 10);
VALUE(MIMICRY_SCORE_FOREIGNNESS, 11);
VALUE(MIMICRY_SCORE_RECOGNITION_POTENTIAL, 12);
VALUE(MIMICRY_SCORE_AMPLITUDE, 13);
VALUE(MIMICRY_SCORE_ACTIVITY, 14);

#if UINTPTR_MAX == UINT64_MAX
SIZE(mimicry_error, 544);
FIELD(mimicry_error, size, 0, 8);
FIELD(mimicry_error, status, 8, 4);
FIELD(mimicry_error, system, 12, 4);
FIELD(mimicry_error, line, 16, 8);
FIELD(mimicry_error, offset, 24, 8);
FIELD(mimicry_error, message, 32, 512);

SIZE(mimicry_write_options, 24);
FIELD(mimicry_write_options, size, 0, 8);
FIELD(mimicry_write_options, format, 8, 4);
FIELD(mimicry_write_options, no_header, 12, 4);
FIELD(mimicry_write_options, batches, 16, 8);

SIZE(mimicry_run, 40);
FIELD(mimicry_run, threads, 0, 4);
FIELD(mimicry_run, plan, 4, 4);
FIELD(mimicry_run, instructions, 8, 4);
FIELD(mimicry_run, reserved, 12, 4);
FIELD(mimicry_run, progress, 16, 8);
FIELD(mimicry_run, note, 24, 8);
FIELD(mimicry_run, data, 32, 8);

SIZE(mimicry_build_options, 64);
FIELD(mimicry_build_options, size, 0, 8);
FIELD(mimicry_build_options, run, 8, 40);
FIELD(mimicry_build_options, suffix_width, 48, 4);
FIELD(mimicry_build_options, exclude_decoys, 52, 4);
FIELD(mimicry_build_options, variants, 56, 8);

SIZE(mimicry_info, 104);
FIELD(mimicry_info, size, 0, 8);
FIELD(mimicry_info, records, 8, 8);
FIELD(mimicry_info, residues, 16, 8);
FIELD(mimicry_info, sources, 24, 8);
FIELD(mimicry_info, memory, 32, 8);
FIELD(mimicry_info, format_major, 40, 4);
FIELD(mimicry_info, format_minor, 44, 4);
FIELD(mimicry_info, suffix_width, 48, 4);
FIELD(mimicry_info, reserved, 52, 4);
FIELD(mimicry_info, without_gene, 56, 8);
FIELD(mimicry_info, without_residues, 64, 8);
FIELD(mimicry_info, decoys, 72, 8);
FIELD(mimicry_info, left_out, 80, 8);
FIELD(mimicry_info, changed, 88, 8);
FIELD(mimicry_info, added, 96, 8);

SIZE(mimicry_record, 48);
FIELD(mimicry_record, size, 0, 8);
FIELD(mimicry_record, accession, 8, 8);
FIELD(mimicry_record, gene, 16, 8);
FIELD(mimicry_record, description, 24, 8);
FIELD(mimicry_record, length, 32, 8);
FIELD(mimicry_record, taxon, 40, 4);
FIELD(mimicry_record, reserved, 44, 4);

SIZE(mimicry_model_options, 56);
FIELD(mimicry_model_options, size, 0, 8);
FIELD(mimicry_model_options, kind, 8, 4);
FIELD(mimicry_model_options, flags, 12, 4);
FIELD(mimicry_model_options, source, 16, 8);
FIELD(mimicry_model_options, weights, 24, 8);
FIELD(mimicry_model_options, n_weights, 32, 8);
FIELD(mimicry_model_options, mask, 40, 8);
FIELD(mimicry_model_options, peptide, 48, 8);

SIZE(mimicry_query, 96);
FIELD(mimicry_query, id, 0, 8);
FIELD(mimicry_query, peptide, 8, 8);
FIELD(mimicry_query, wildtype, 16, 8);
FIELD(mimicry_query, target, 24, 8);
FIELD(mimicry_query, gene, 32, 8);
FIELD(mimicry_query, accession, 40, 8);
FIELD(mimicry_query, allele, 48, 8);
FIELD(mimicry_query, line, 56, 8);
FIELD(mimicry_query, kd_wildtype, 64, 8);
FIELD(mimicry_query, kd_mutant, 72, 8);
FIELD(mimicry_query, change_start, 80, 4);
FIELD(mimicry_query, change_end, 84, 4);
FIELD(mimicry_query, is_sequence, 88, 4);
FIELD(mimicry_query, reserved, 92, 4);

SIZE(mimicry_read_options, 32);
FIELD(mimicry_read_options, size, 0, 8);
FIELD(mimicry_read_options, flags, 8, 4);
FIELD(mimicry_read_options, reserved, 12, 4);
FIELD(mimicry_read_options, peptide_column, 16, 8);
FIELD(mimicry_read_options, target_column, 24, 8);

SIZE(mimicry_search_options, 160);
FIELD(mimicry_search_options, size, 0, 8);
FIELD(mimicry_search_options, run, 8, 40);
FIELD(mimicry_search_options, model, 48, 8);
FIELD(mimicry_search_options, threshold, 56, 8);
FIELD(mimicry_search_options, threshold_kind, 64, 4);
FIELD(mimicry_search_options, max_indels, 68, 4);
FIELD(mimicry_search_options, top, 72, 8);
FIELD(mimicry_search_options, window_min, 80, 4);
FIELD(mimicry_search_options, window_max, 84, 4);
FIELD(mimicry_search_options, positions, 88, 4);
FIELD(mimicry_search_options, rows, 92, 4);
FIELD(mimicry_search_options, columns, 96, 4);
FIELD(mimicry_search_options, flank, 100, 4);
FIELD(mimicry_search_options, only_genes, 104, 8);
FIELD(mimicry_search_options, exclude_genes, 112, 8);
FIELD(mimicry_search_options, annotations, 120, 8);
FIELD(mimicry_search_options, min_expression, 128, 8);
FIELD(mimicry_search_options, alleles, 136, 8);
FIELD(mimicry_search_options, max_presented, 144, 8);
FIELD(mimicry_search_options, levels, 152, 8);

SIZE(mimicry_hit, 56);
FIELD(mimicry_hit, query, 0, 8);
FIELD(mimicry_hit, query_start, 8, 8);
FIELD(mimicry_hit, record, 16, 8);
FIELD(mimicry_hit, start, 24, 8);
FIELD(mimicry_hit, length, 32, 4);
FIELD(mimicry_hit, mismatches, 36, 4);
FIELD(mimicry_hit, score, 40, 8);
FIELD(mimicry_hit, indels, 48, 4);
FIELD(mimicry_hit, query_length, 52, 4);

SIZE(mimicry_shared_options, 80);
FIELD(mimicry_shared_options, size, 0, 8);
FIELD(mimicry_shared_options, run, 8, 40);
FIELD(mimicry_shared_options, min_length, 48, 8);
FIELD(mimicry_shared_options, changed, 56, 4);
FIELD(mimicry_shared_options, reserved, 60, 4);
FIELD(mimicry_shared_options, only_genes, 64, 8);
FIELD(mimicry_shared_options, exclude_genes, 72, 8);

SIZE(mimicry_along_options, 72);
FIELD(mimicry_along_options, size, 0, 8);
FIELD(mimicry_along_options, run, 8, 40);
FIELD(mimicry_along_options, window, 48, 4);
FIELD(mimicry_along_options, reserved, 52, 4);
FIELD(mimicry_along_options, only_genes, 56, 8);
FIELD(mimicry_along_options, exclude_genes, 64, 8);

SIZE(mimicry_screen_options, 176);
FIELD(mimicry_screen_options, size, 0, 8);
FIELD(mimicry_screen_options, run, 8, 40);
FIELD(mimicry_screen_options, model, 48, 8);
FIELD(mimicry_screen_options, threshold, 56, 8);
FIELD(mimicry_screen_options, threshold_kind, 64, 4);
FIELD(mimicry_screen_options, exclude_wildtype, 68, 4);
FIELD(mimicry_screen_options, top, 72, 8);
FIELD(mimicry_screen_options, window_min, 80, 4);
FIELD(mimicry_screen_options, window_max, 84, 4);
FIELD(mimicry_screen_options, exclude_own_gene, 88, 4);
FIELD(mimicry_screen_options, dissimilarity, 92, 4);
FIELD(mimicry_screen_options, exclude_paralogs, 96, 8);
FIELD(mimicry_screen_options, columns, 104, 4);
FIELD(mimicry_screen_options, flank, 108, 4);
FIELD(mimicry_screen_options, only_genes, 112, 8);
FIELD(mimicry_screen_options, exclude_genes, 120, 8);
FIELD(mimicry_screen_options, annotations, 128, 8);
FIELD(mimicry_screen_options, min_expression, 136, 8);
FIELD(mimicry_screen_options, alleles, 144, 8);
FIELD(mimicry_screen_options, max_presented, 152, 8);
FIELD(mimicry_screen_options, max_rank, 160, 8);
FIELD(mimicry_screen_options, levels, 168, 8);

SIZE(mimicry_score_options, 112);
FIELD(mimicry_score_options, size, 0, 8);
FIELD(mimicry_score_options, run, 8, 40);
FIELD(mimicry_score_options, model, 48, 8);
FIELD(mimicry_score_options, weights, 56, 8);
FIELD(mimicry_score_options, n_weights, 64, 8);
FIELD(mimicry_score_options, parameters, 72, 8);
FIELD(mimicry_score_options, method, 80, 4);
FIELD(mimicry_score_options, gap_open, 84, 4);
FIELD(mimicry_score_options, gap_extend, 88, 4);
FIELD(mimicry_score_options, reserved, 92, 4);
FIELD(mimicry_score_options, midpoint, 96, 8);
FIELD(mimicry_score_options, slope, 104, 8);

SIZE(mimicry_report_options, 72);
FIELD(mimicry_report_options, size, 0, 8);
FIELD(mimicry_report_options, title, 8, 8);
FIELD(mimicry_report_options, command, 16, 8);
FIELD(mimicry_report_options, notes, 24, 8);
FIELD(mimicry_report_options, data, 32, 8);
FIELD(mimicry_report_options, index, 40, 8);
FIELD(mimicry_report_options, annotations, 48, 8);
FIELD(mimicry_report_options, model, 56, 8);
FIELD(mimicry_report_options, along, 64, 8);
#endif
