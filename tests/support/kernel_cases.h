/* What tests of kernels between guard pages share. */
#ifndef KERNEL_CASES_H
#define KERNEL_CASES_H

#include <stdio.h>

#include "guarded.h"
#include "search/kernels/kernels.h"
#include "support.h"

static const int32_t kernel_sets[] = {MIMICRY_INSTRUCTIONS_PORTABLE, MIMICRY_INSTRUCTIONS_AVX2,
                                      MIMICRY_INSTRUCTIONS_AVX512};
enum { KERNEL_SETS = 3 };

/* NULL where the machine lacks the instructions, which is told. */
static inline const struct mim_kernels *kernels_of(int set)
{
    const struct mim_kernels *kernels = mim_kernels_get(kernel_sets[set]);

    if (kernels == NULL)
        printf("this machine lacks instructions %d\n", (int)kernel_sets[set]);
    return kernels;
}

/* The last `size` bytes before a page that cannot be touched. */
static inline void *end_of(const guarded *memory, size_t size)
{
    return memory->bytes + memory->room - size;
}

static inline guarded random_text(test_random *random, size_t size)
{
    const guarded memory = guarded_make(size);
    uint8_t *text = end_of(&memory, size);

    for (size_t i = 0; i < size; i++)
        text[i] = random_chance(random, 3) ? (uint8_t)random_between(random, 20, MIM_SEPARATOR)
                                           : (uint8_t)random_below(random, 4);
    return memory;
}

static inline uint8_t code_at(const uint8_t *text, size_t available, size_t at)
{
    return at < available ? text[at] : (uint8_t)MIM_SEPARATOR;
}

#endif
