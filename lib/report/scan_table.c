/* Puts the predicted activity of each single mutant into a table. */
#include "report/scan_table.h"

#include <math.h>

#include "model/create.h"
#include "model/model.h"
#include "model/scan.h"
#include "table/table.h"

static const char amino_acids[] = "ACDEFGHIKLMNPQRSTVWY";

static const struct mim_column columns[] = {
    {"position", MIM_INTEGER, 0, "residue", "Number of the residue in the index peptide"},
    {"query", MIM_TEXT, 0, NULL, "Residue of the index peptide"},
    {"residue", MIM_TEXT, 0, NULL, "Residue in its place"},
    {"activity", MIM_REAL, 0, NULL,
     "Share of the response to the index peptide that is predicted for the mutant"},
};

/* A scan takes every amino acid: it has no score of one for want of memory alone. */
static mimicry_status put_row(struct mim_table *table, const mimicry_model *model,
                              uint32_t position, char residue, mimicry_error *error)
{
    const char *peptide = mim_model_only(model);
    const double score = mim_model_score(model, peptide, position, residue);
    if (isnan(score))
        return mim_fail_memory(error);
    mim_put_integer(table, position + 1);
    mim_put_text(table, &peptide[position], 1);
    mim_put_text(table, &residue, 1);
    mim_put_real(table, mim_scan_share(-score));
    return mim_end_row(table, error);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    const mimicry_model *model = data;
    const char *peptide = mim_model_only(model);
    mimicry_status status = MIMICRY_OK;
    *more = false;
    for (uint32_t i = 0; peptide[i] != '\0'; i++)
        for (const char *residue = amino_acids; *residue != '\0' && status == MIMICRY_OK; residue++)
            status = put_row(table, model, i, *residue, error);
    return status;
}

mimicry_status mim_scan_table(const mimicry_model *scan, struct ArrowArrayStream *out,
                              mimicry_error *error)
{
    struct mim_table *table = NULL;
    const mimicry_status status =
        mim_table_create(columns, sizeof columns / sizeof *columns, &table, error);
    /* The model is only read. */
    const struct mim_producer producer = {.next = next, .data = (void *)(uintptr_t)scan};
    return status == MIMICRY_OK ? mim_stream_create(table, &producer, out, error) : status;
}
