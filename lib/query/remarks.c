/* Counts queries of which something is to be told. */
#include "query/remarks.h"

#include <stdio.h>
#include <string.h>

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

void mim_remarks_nucleotides(struct mim_remarks *remarks, const mimicry_query *query)
{
    static const char letters[] = "ACGTUN";
    static const unsigned kinds[] = {1, 2, 4, 8, 8, 0};
    const size_t length = strlen(query->peptide);
    if (strspn(query->peptide, letters) < length) {
        remarks->others++;
        return;
    }
    mim_remark_add(&remarks->nucleic, query);
    remarks->nucleic_letters += length;
    for (size_t i = 0; letters[i] != '\0'; i++)
        remarks->nucleic_kinds |= strchr(query->peptide, letters[i]) != NULL ? kinds[i] : 0;
}

/* Peptides may be made of these letters: one of 8 residues is by chance with 1 in 100,000. So all
 * queries have to be, with 8 letters together and three of the four kinds. */
static bool look_like_nucleotides(const struct mim_remarks *remarks)
{
    const unsigned k = remarks->nucleic_kinds;
    const unsigned count = (k & 1) + (k >> 1 & 1) + (k >> 2 & 1) + (k >> 3 & 1);
    return remarks->others == 0 && remarks->nucleic_letters >= 8 && count >= 3;
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
    if (look_like_nucleotides(remarks))
        tell(
            &remarks->nucleic,
            "are all A, C, G, T, U or N, as every query is: they were taken as peptides; translate "
            "them if they are nucleotides",
            note, data);
}
