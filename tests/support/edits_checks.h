/* What the tests of searches with indels share. */
#ifndef MIMICRY_TESTS_EDITS_CHECKS_H
#define MIMICRY_TESTS_EDITS_CHECKS_H

#include "all_hits.h"
#include "models.h"
#include "checks.h"
#include "generate.h"
#include "oracle_edits.h"

mimicry_status edits_search(const mimicry_index *index, const test_peptides *peptides,
                            const edits_request *request, int32_t plan, int32_t threads,
                            all_hits **hits, mimicry_error *error);

/* The letters with so many of them changed, left out or put in between. The caller frees it. */
char *edits_changed(test_random *random, const letter_source *source, const char *from,
                    size_t length, unsigned edits);

/* Peptides that are like some window, with up to one edit more than is allowed. */
test_peptides edits_peptides(test_random *random, const letter_source *source,
                             const tested_proteome *proteome, unsigned longest,
                             const edits_request *request);

#endif
