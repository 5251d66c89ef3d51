/* Counts queries of which something is to be told. */
#include "query/remarks.h"

#include <stdio.h>

#include "residue/alphabet.h"

void mim_remark_add(struct mim_remark *remark, const mimicry_query *query)
{
    if (remark->count++ > 0)
        return;
    if (query->line > 0)
        snprintf(remark->first, sizeof remark->first, "'%.100s' on line %llu", query->id,
                 (unsigned long long)query->line);
    else
        snprintf(remark->first, sizeof remark->first, "'%.100s'", query->id);
}

void mim_remarks_letters(struct mim_remarks *remarks, const mimicry_query *query)
{
    for (const char *c = query->peptide; *c != '\0'; c++) {
        const uint8_t code = mim_code_of[(unsigned char)*c];
        if (code >= MIM_AMINO_ACIDS && code < MIM_STOP) {
            mim_remark_add(&remarks->uncommon, query);
            return;
        }
    }
}

static void tell(const struct mim_remark *remark, const char *what, mimicry_note_fn note,
                 void *data)
{
    char text[400];
    if (remark->count == 0)
        return;
    snprintf(text, sizeof text, "queries that %s: %llu, the first %s", what,
             (unsigned long long)remark->count, remark->first);
    note(data, text);
}

void mim_remarks_tell(struct mim_remarks *remarks, mimicry_note_fn note, void *data)
{
    if (remarks->told || note == NULL)
        return;
    remarks->told = true;
    tell(&remarks->windowless,
         "have no window to search (too short, with `*`, or without a change)", note, data);
    tell(&remarks->uncommon,
         "have U, O, X, B, Z or J, which differ from every residue, the same one too, where "
         "mismatches count",
         note, data);
}
