/* What the kernels' sources share. Each is compiled once for each instruction set, and what it
 * gives to the others bears the set's name: MIM_KERNEL(scan_planes) is mim_scan_planes_avx2. */
#ifndef MIM_SEARCH_KERNELS_SOURCES_H
#define MIM_SEARCH_KERNELS_SOURCES_H

#include "search/kernels/kernels.h"
#include "search/kernels/vectors.h"

/* The functions of struct mim_kernels. */
void MIM_KERNEL(build_planes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                              void *out);
void MIM_KERNEL(build_bytes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                             uint8_t *out);
void MIM_KERNEL(build_lines)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                             uint8_t *out);
uint32_t MIM_KERNEL(scan_planes)(const void *planes, struct mim_tile_shape shape, uint32_t from,
                                 uint32_t to, const struct mim_plane_query *queries, uint32_t n,
                                 void *work, struct mim_proposal *out, size_t room, size_t *count);
uint32_t MIM_KERNEL(scan_window_planes)(const void *planes, uint32_t rows,
                                        const struct mim_plane_query *queries, uint32_t n,
                                        struct mim_proposal *out, size_t room, size_t *count);
uint32_t MIM_KERNEL(slide_planes)(const void *planes, struct mim_tile_shape shape,
                                  const struct mim_slide_query *query, uint32_t diagonal,
                                  struct mim_proposal *out, size_t room, size_t *count);
bool MIM_KERNEL(slide_sums)(const uint8_t *lines, struct mim_tile_shape shape,
                            const struct mim_sums_query *query, struct mim_sums_work *work,
                            struct mim_proposal *out, size_t room, size_t *count);
size_t MIM_KERNEL(scan_bytes)(const uint8_t *rows, struct mim_tile_shape shape, uint32_t from,
                              uint32_t to, const struct mim_profile *profile, uint32_t *out);
size_t MIM_KERNEL(scan_windows)(const uint8_t *groups, uint32_t rows,
                                const struct mim_profile *profile, uint32_t *out);
size_t MIM_KERNEL(scan_text)(const uint8_t *text, uint32_t windows,
                             const struct mim_profile *profile, uint32_t *out);
void MIM_KERNEL(scan_edits)(const struct mim_edits_pattern *pattern, const uint8_t *text,
                            uint8_t *work);
void MIM_KERNEL(spell)(uint8_t *codes, size_t count);
void MIM_KERNEL(sum_motif)(const uint8_t *text, uint32_t windows,
                           const int16_t (*scores)[MIM_CODES], uint32_t length, int16_t *out);
void MIM_KERNEL(align_records)(const struct mim_align_tile *tile,
                               const struct mim_align_query *query, void *work,
                               struct mim_align_found *found);
uint64_t MIM_KERNEL(score_diagonals)(const uint8_t *text, const int64_t *places,
                                     const int8_t (*scores)[MIM_CODES], uint32_t length,
                                     uint8_t least, uint8_t *best);

#endif
