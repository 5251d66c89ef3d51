/* Public function: names by their numbers. */
#include "model/allele_motifs.h"
#include "model/matrix.h"
#include "model/weights_text.h"
#include "score/scorer.h"
#include "search/plan/plan.h"
#include "table/hit_row.h"

static const char *matrix_name(size_t i)
{
    return i < mim_matrix_file_count ? mim_matrix_files[i].name : NULL;
}

static const char *score_name(size_t i)
{
    return i <= INT32_MAX ? mim_score_name((int32_t)i) : NULL;
}

static const char *plan_name(size_t i)
{
    return i <= MIMICRY_PLAN_SLIDING ? mim_plan_name((int32_t)i) : NULL;
}

#define NAMED(names, i) ((i) < sizeof(names) / sizeof *(names) ? (names)[i] : NULL)

const char *mimicry_name(int32_t kind, size_t i)
{
    static const char *const instructions[] = {"auto", "portable", "avx2", "avx512"};
    static const char *const formats[] = {NULL,     "tsv",      "csv",  "jsonl",
                                          "blast6", "pepmatch", "table"};
    static const char *const orders[] = {NULL, "similarity", "presented", "combined", "expression"};
    switch (kind) {
    case MIMICRY_NAMES_MATRICES:
        return matrix_name(i);
    case MIMICRY_NAMES_MASKS:
        return mim_mask_name(i);
    case MIMICRY_NAMES_SCORES:
        return score_name(i);
    case MIMICRY_NAMES_PLANS:
        return plan_name(i);
    case MIMICRY_NAMES_INSTRUCTIONS:
        return NAMED(instructions, i);
    case MIMICRY_NAMES_FORMATS:
        return NAMED(formats, i);
    case MIMICRY_NAMES_COLUMNS:
        return mim_asked_column_name(i);
    case MIMICRY_NAMES_ALLELES:
        return mim_allele_motifs_name(i);
    case MIMICRY_NAMES_ORDERS:
        return NAMED(orders, i);
    default:
        return NULL;
    }
}
