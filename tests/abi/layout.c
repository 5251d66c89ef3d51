/* The layout of what the public header declares, as programs were compiled with it: a change of it
 * does not compile. Written by tests/check_abi.sh --update, which docs/abi.md explains. */
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
VALUE(MIMICRY_OPEN_VERIFY, 1);
VALUE(MIMICRY_OPEN_FASTA, 2);
VALUE(MIMICRY_MODEL_UO_AS_CK, 1);
VALUE(MIMICRY_READ_PEPTIDES, 1);
VALUE(MIMICRY0_READ_EPITOPES, 2);
VALUE(MIMICRY_TEXT_TISSUES, 1);
VALUE(MIMICRY_TEXT_VITAL, 2);
VALUE(MIMICRY_TEXT_ORGANS, 3);
VALUE(MIMICRY_MAX_PEPTIDE, 1024);
VALUE(MIMICRY_MAX_INDELS, 8);
VALUE(MIMICRY_MAX_MISMATCHES, 1);
VALUE(MIMICRY_MIN_SCORE, 2);
VALUE(MIMICRY_MIN_SIMILARITY, 3);
VALUE(MIMICRY_MAX_PENALTY, 4);
VALUE(MIMICRY_MAX_EVALUE, 5);
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
VALUE(MIMICRY_MAX_EPITOPE, 255);
VALUE(MIMICRY_SCORE_HAMMING, 1);
VALUE(MIMICRY_SCORE_SUM, 2);
VALUE(MIMICRY_SCORE_SIMILARITY, 3);
VALUE(MIMICRY_SCORE_PENALTY, 4);
VALUE(MIMICRY_SCORE_GRAM_DISTANCE, 5);
VALUE(MIMICRY_SCORE_SELF_SIMILARITY, 6);
VALUE(MIMICRY_SCORE_RELATEDNESS, 7);
VALUE(MIMICRY_SCORE_CROSS_REACTIVITY, 8);
VALUE(MIMICRY_SCORE_HEX, 9);
VALUE(MIMICRY_SCREEN_MISMATCHES, 3);
VALUE(MIMICRY_LEFT_OUT_WILDTYPE, 1);
VALUE(MIMICRY_LEFT_OUT_OWN_GENE, 2);
VALUE(MIMICRY_LEFT_OUT_PARALOG, 3);
VALUE(MIMICRY_LEFT_OUT_GENES, 4);
VALUE(MIMICRY_LEFT_OUT_REASONS, 5);
VALUE(MIMICRY_SOURCE_UNKNOWN, 0);
VALUE(MIMICRY_SOURCE_ABSENT, 1);
VALUE(MIMICRY_SOURCE_FOUND, 2);
VALUE(MIMICRY_NO, 0);
VALUE(MIMICRY_YES, 1);
VALUE(MIMICRY_UNKNOWN, -1);

#if UINTPTR_MAX == UINT64_MAX
SIZE(mimicry_error, 544);
FIELD(mimicry_error, size, 0, 8);
FIELD(mimicry_error, status, 8, 4);
FIELD(mimicry_error, system, 12, 4);
FIELD(mimicry_error, line, 16, 8);
FIELD(mimicry_error, offset, 24, 8);
FIELD(mimicry_error, message, 32, 512);

SIZE(mimicry0_build_options, 32);
FIELD(mimicry0_build_options, size, 0, 8);
FIELD(mimicry0_build_options, suffix_width, 8, 4);
FIELD(mimicry0_build_options, reserved, 12, 4);
FIELD(mimicry0_build_options, progress, 16, 8);
FIELD(mimicry0_build_options, progress_data, 24, 8);

SIZE(mimicry0_index_info, 56);
FIELD(mimicry0_index_info, size, 0, 8);
FIELD(mimicry0_index_info, records, 8, 8);
FIELD(mimicry0_index_info, residues, 16, 8);
FIELD(mimicry0_index_info, sources, 24, 8);
FIELD(mimicry0_index_info, memory, 32, 8);
FIELD(mimicry0_index_info, format_major, 40, 4);
FIELD(mimicry0_index_info, format_minor, 44, 4);
FIELD(mimicry0_index_info, suffix_width, 48, 4);
FIELD(mimicry0_index_info, reserved, 52, 4);

SIZE(mimicry0_source, 32);
FIELD(mimicry0_source, size, 0, 8);
FIELD(mimicry0_source, name, 8, 8);
FIELD(mimicry0_source, size, 16, 8);
FIELD(mimicry0_source, crc32, 24, 4);
FIELD(mimicry0_source, reserved, 28, 4);

SIZE(mimicry0_record, 48);
FIELD(mimicry0_record, size, 0, 8);
FIELD(mimicry0_record, accession, 8, 8);
FIELD(mimicry0_record, gene, 16, 8);
FIELD(mimicry0_record, description, 24, 8);
FIELD(mimicry0_record, length, 32, 8);
FIELD(mimicry0_record, taxon, 40, 4);
FIELD(mimicry0_record, reserved, 44, 4);

SIZE(mimicry0_candidate, 64);
FIELD(mimicry0_candidate, id, 0, 8);
FIELD(mimicry0_candidate, peptide, 8, 8);
FIELD(mimicry0_candidate, wildtype, 16, 8);
FIELD(mimicry0_candidate, gene, 24, 8);
FIELD(mimicry0_candidate, accession, 32, 8);
FIELD(mimicry0_candidate, line, 40, 8);
FIELD(mimicry0_candidate, change_start, 48, 4);
FIELD(mimicry0_candidate, change_end, 52, 4);
FIELD(mimicry0_candidate, is_sequence, 56, 4);
FIELD(mimicry0_candidate, reserved, 60, 4);

SIZE(mimicry0_expression_summary, 40);
FIELD(mimicry0_expression_summary, size, 0, 8);
FIELD(mimicry0_expression_summary, known, 8, 4);
FIELD(mimicry0_expression_summary, reserved, 12, 4);
FIELD(mimicry0_expression_summary, highest, 16, 8);
FIELD(mimicry0_expression_summary, tissue, 24, 8);
FIELD(mimicry0_expression_summary, count, 32, 8);

SIZE(mimicry0_binder, 16);
FIELD(mimicry0_binder, allele, 0, 8);
FIELD(mimicry0_binder, rank, 8, 8);

SIZE(mimicry0_search_options, 96);
FIELD(mimicry0_search_options, size, 0, 8);
FIELD(mimicry0_search_options, model, 8, 8);
FIELD(mimicry0_search_options, threshold_kind, 16, 4);
FIELD(mimicry0_search_options, threads, 20, 4);
FIELD(mimicry0_search_options, threshold, 24, 8);
FIELD(mimicry0_search_options, top, 32, 8);
FIELD(mimicry0_search_options, window_min, 40, 4);
FIELD(mimicry0_search_options, window_max, 44, 4);
FIELD(mimicry0_search_options, plan, 48, 4);
FIELD(mimicry0_search_options, instructions, 52, 4);
FIELD(mimicry0_search_options, progress, 56, 8);
FIELD(mimicry0_search_options, progress_data, 64, 8);
FIELD(mimicry0_search_options, max_indels, 72, 4);
FIELD(mimicry0_search_options, reserved, 76, 4);
FIELD(mimicry0_search_options, only_genes, 80, 8);
FIELD(mimicry0_search_options, exclude_genes, 88, 8);

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

SIZE(mimicry0_explanation, 48);
FIELD(mimicry0_explanation, query, 0, 8);
FIELD(mimicry0_explanation, query_start, 8, 8);
FIELD(mimicry0_explanation, length, 16, 4);
FIELD(mimicry0_explanation, plan, 20, 4);
FIELD(mimicry0_explanation, look_ups_ns, 24, 8);
FIELD(mimicry0_explanation, planes_ns, 32, 8);
FIELD(mimicry0_explanation, lanes_ns, 40, 8);

SIZE(mimicry0_epitope_options, 64);
FIELD(mimicry0_epitope_options, size, 0, 8);
FIELD(mimicry0_epitope_options, model, 8, 8);
FIELD(mimicry0_epitope_options, max_mismatches, 16, 4);
FIELD(mimicry0_epitope_options, fixed_positions, 20, 4);
FIELD(mimicry0_epitope_options, threads, 24, 4);
FIELD(mimicry0_epitope_options, reserved, 28, 4);
FIELD(mimicry0_epitope_options, progress, 32, 8);
FIELD(mimicry0_epitope_options, progress_data, 40, 8);
FIELD(mimicry0_epitope_options, only_genes, 48, 8);
FIELD(mimicry0_epitope_options, exclude_genes, 56, 8);

SIZE(mimicry0_segment, 40);
FIELD(mimicry0_segment, query, 0, 8);
FIELD(mimicry0_segment, query_start, 8, 8);
FIELD(mimicry0_segment, record, 16, 8);
FIELD(mimicry0_segment, start, 24, 8);
FIELD(mimicry0_segment, length, 32, 8);

SIZE(mimicry0_shared_options, 72);
FIELD(mimicry0_shared_options, size, 0, 8);
FIELD(mimicry0_shared_options, min_length, 8, 8);
FIELD(mimicry0_shared_options, change_starts, 16, 8);
FIELD(mimicry0_shared_options, change_ends, 24, 8);
FIELD(mimicry0_shared_options, threads, 32, 4);
FIELD(mimicry0_shared_options, reserved, 36, 4);
FIELD(mimicry0_shared_options, progress, 40, 8);
FIELD(mimicry0_shared_options, progress_data, 48, 8);
FIELD(mimicry0_shared_options, only_genes, 56, 8);
FIELD(mimicry0_shared_options, exclude_genes, 64, 8);

SIZE(mimicry0_shared_position, 72);
FIELD(mimicry0_shared_position, query, 0, 8);
FIELD(mimicry0_shared_position, position, 8, 8);
FIELD(mimicry0_shared_position, longest, 16, 8);
FIELD(mimicry0_shared_position, covering, 24, 8);
FIELD(mimicry0_shared_position, shared_record, 32, 8);
FIELD(mimicry0_shared_position, shared_start, 40, 8);
FIELD(mimicry0_shared_position, nearest_record, 48, 8);
FIELD(mimicry0_shared_position, nearest_start, 56, 8);
FIELD(mimicry0_shared_position, window, 64, 4);
FIELD(mimicry0_shared_position, mismatches, 68, 4);

SIZE(mimicry0_shared_profile_options, 48);
FIELD(mimicry0_shared_profile_options, size, 0, 8);
FIELD(mimicry0_shared_profile_options, window, 8, 4);
FIELD(mimicry0_shared_profile_options, threads, 12, 4);
FIELD(mimicry0_shared_profile_options, progress, 16, 8);
FIELD(mimicry0_shared_profile_options, progress_data, 24, 8);
FIELD(mimicry0_shared_profile_options, only_genes, 32, 8);
FIELD(mimicry0_shared_profile_options, exclude_genes, 40, 8);

SIZE(mimicry0_scorer_options, 40);
FIELD(mimicry0_scorer_options, size, 0, 8);
FIELD(mimicry0_scorer_options, model, 8, 8);
FIELD(mimicry0_scorer_options, weights, 16, 8);
FIELD(mimicry0_scorer_options, n_weights, 24, 8);
FIELD(mimicry0_scorer_options, parameters, 32, 8);

SIZE(mimicry0_partition_options, 64);
FIELD(mimicry0_partition_options, size, 0, 8);
FIELD(mimicry0_partition_options, model, 8, 8);
FIELD(mimicry0_partition_options, a, 16, 8);
FIELD(mimicry0_partition_options, k, 24, 8);
FIELD(mimicry0_partition_options, gap_open, 32, 4);
FIELD(mimicry0_partition_options, gap_extend, 36, 4);
FIELD(mimicry0_partition_options, threads, 40, 4);
FIELD(mimicry0_partition_options, instructions, 44, 4);
FIELD(mimicry0_partition_options, progress, 48, 8);
FIELD(mimicry0_partition_options, progress_data, 56, 8);

SIZE(mimicry0_names, 16);
FIELD(mimicry0_names, names, 0, 8);
FIELD(mimicry0_names, count, 8, 8);

SIZE(mimicry0_screen_row, 272);
FIELD(mimicry0_screen_row, candidate, 0, 8);
FIELD(mimicry0_screen_row, windows, 8, 8);
FIELD(mimicry0_screen_row, nearest, 16, 8);
FIELD(mimicry0_screen_row, best, 24, 8);
FIELD(mimicry0_screen_row, evalue, 32, 8);
FIELD(mimicry0_screen_row, dissimilarity, 40, 8);
FIELD(mimicry0_screen_row, self, 48, 32);
FIELD(mimicry0_screen_row, left_out, 80, 40);
FIELD(mimicry0_screen_row, peptides, 120, 16);
FIELD(mimicry0_screen_row, genes, 136, 16);
FIELD(mimicry0_screen_row, unnamed, 152, 8);
FIELD(mimicry0_screen_row, unknown_genes, 160, 16);
FIELD(mimicry0_screen_row, tissues, 176, 16);
FIELD(mimicry0_screen_row, vital, 192, 16);
FIELD(mimicry0_screen_row, organs, 208, 16);
FIELD(mimicry0_screen_row, expression, 224, 8);
FIELD(mimicry0_screen_row, is_vital, 232, 4);
FIELD(mimicry0_screen_row, source, 236, 4);
FIELD(mimicry0_screen_row, binders, 240, 8);
FIELD(mimicry0_screen_row, binder, 248, 8);
FIELD(mimicry0_screen_row, binder_allele, 256, 8);
FIELD(mimicry0_screen_row, binder_rank, 264, 8);

SIZE(mimicry0_screen_options, 136);
FIELD(mimicry0_screen_options, size, 0, 8);
FIELD(mimicry0_screen_options, model, 8, 8);
FIELD(mimicry0_screen_options, window_min, 16, 4);
FIELD(mimicry0_screen_options, window_max, 20, 4);
FIELD(mimicry0_screen_options, exclude_wildtype, 24, 4);
FIELD(mimicry0_screen_options, exclude_own_gene, 28, 4);
FIELD(mimicry0_screen_options, exclude_paralogs, 32, 8);
FIELD(mimicry0_screen_options, only_genes, 40, 8);
FIELD(mimicry0_screen_options, exclude_genes, 48, 8);
FIELD(mimicry0_screen_options, expression, 56, 8);
FIELD(mimicry0_screen_options, organs, 64, 8);
FIELD(mimicry0_screen_options, min_expression, 72, 8);
FIELD(mimicry0_screen_options, binders, 80, 8);
FIELD(mimicry0_screen_options, dissimilarity, 88, 4);
FIELD(mimicry0_screen_options, threads, 92, 4);
FIELD(mimicry0_screen_options, plan, 96, 4);
FIELD(mimicry0_screen_options, instructions, 100, 4);
FIELD(mimicry0_screen_options, each_hit, 104, 8);
FIELD(mimicry0_screen_options, hit_data, 112, 8);
FIELD(mimicry0_screen_options, progress, 120, 8);
FIELD(mimicry0_screen_options, progress_data, 128, 8);
#endif
