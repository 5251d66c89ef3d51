/* The kernels of the instruction set that this is compiled for. */
#include "search/kernels/sources.h"

extern const struct mim_kernels MIM_KERNEL(kernels);
const struct mim_kernels MIM_KERNEL(kernels) = {
    .name = MIM_KERNELS_NAME,
    .bit_lanes = BIT_LANES,
    .byte_lanes = BYTE_LANES,
    .build_planes = MIM_KERNEL(build_planes),
    .build_bytes = MIM_KERNEL(build_bytes),
    .build_lines = MIM_KERNEL(build_lines),
    .scan_planes = MIM_KERNEL(scan_planes),
    .scan_window_planes = MIM_KERNEL(scan_window_planes),
    .slide_planes = MIM_KERNEL(slide_planes),
    .slide_sums = MIM_KERNEL(slide_sums),
    .scan_bytes = MIM_KERNEL(scan_bytes),
    .scan_windows = MIM_KERNEL(scan_windows),
    .scan_text = MIM_KERNEL(scan_text),
    .scan_edits = MIM_KERNEL(scan_edits),
    .spell = MIM_KERNEL(spell),
    .sum_motif = MIM_KERNEL(sum_motif),
    .align_vector = sizeof(signed_bytes),
    .align_records = MIM_KERNEL(align_records),
    .score_diagonals = MIM_KERNEL(score_diagonals),
};
