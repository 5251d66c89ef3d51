/* Picks the kernels of an instruction set. */
#include "search/kernels/kernels.h"

#if defined(__x86_64__)
extern const struct mim_kernels mim_kernels_avx2, mim_kernels_avx512;
#endif
extern const struct mim_kernels mim_kernels_portable;

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi");
}

const struct mim_kernels *mim_kernels_get(int32_t instructions)
{
    const bool any = instructions == MIMICRY_INSTRUCTIONS_AUTO;
    if ((any || instructions == MIMICRY_INSTRUCTIONS_AVX512) && has_avx512())
        return &mim_kernels_avx512;
    if ((any || instructions == MIMICRY_INSTRUCTIONS_AVX2) && has_avx2())
        return &mim_kernels_avx2;
    if (any || instructions == MIMICRY_INSTRUCTIONS_PORTABLE)
        return &mim_kernels_portable;
    return NULL;
}
#else
const struct mim_kernels *mim_kernels_get(int32_t instructions)
{
    if (instructions == MIMICRY_INSTRUCTIONS_AUTO || instructions == MIMICRY_INSTRUCTIONS_PORTABLE)
        return &mim_kernels_portable;
    return NULL;
}
#endif
