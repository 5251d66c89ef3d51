/* Jobs of test_memory: tables of expression, organ systems and binders. */
#ifndef MIMICRY_TESTS_MEMORY_TISSUES_H
#define MIMICRY_TESTS_MEMORY_TISSUES_H

#include <mimicry/mimicry.h>

mimicry_status memory_expression_long(mimicry_error *error);
mimicry_status memory_expression_wide(mimicry_error *error);
mimicry_status memory_organs(mimicry_error *error);
mimicry_status memory_binders(mimicry_error *error);

#endif
