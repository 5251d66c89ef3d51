/* What a test of failing allocations does with shared segments and groups of hits. */
#ifndef MIMICRY_TESTS_MEMORY_SHARED_H
#define MIMICRY_TESTS_MEMORY_SHARED_H

#include <mimicry/mimicry.h>

extern const mimicry_index *memory_index; /* to be set first */

mimicry_status memory_shared(mimicry_error *error);
mimicry_status memory_shared_profile(mimicry_error *error);
mimicry_status memory_groups(mimicry_error *error);

#endif
