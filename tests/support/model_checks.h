/* Models of positions against a search that looks at every window. */
#ifndef MIMICRY_TESTS_MODEL_CHECKS_H
#define MIMICRY_TESTS_MODEL_CHECKS_H

#include "checks.h"
#include "generate.h"

enum { MODEL_RECORDS = 30, MODEL_LONGEST = 70, MODEL_MOST = 15 };

/* The 20 amino acids. */
extern const char model_letters[];

typedef struct model_proteome {
    oracle_records records;
    mimicry_index *index;
} model_proteome;

/* Random records, some with a peptide that is like `planted`. */
void make_proteome(test_random *random, const char *planted, model_proteome *out);
void model_proteome_free(model_proteome *proteome);

/* Searches by every plan that applies and every instruction set, with thresholds of every kind,
 * those at a window's own score included. */
void check_model(test_random *random, const model_proteome *p, const mimicry_model *model,
                 const oracle_table *t, const char *peptide, const char *label);

/* The same for a least activity of a scan: at some windows' own, just above and just below. */
void check_activities(test_random *random, const model_proteome *p, const mimicry_model *model,
                      const oracle_table *t, const char *peptide);

#endif
