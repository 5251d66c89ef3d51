/* Counts what is unusual in a proteome, and tells it. */
#include "index/survey.h"

#include <stdio.h>
#include <string.h>

#include "index/changes.h"
#include "residue/header.h"

static uint64_t length_of(const struct mimicry_index *index, uint64_t record)
{
    return index->starts[record + 1] - index->starts[record] - 1;
}

void mim_survey_take(const struct mimicry_index *index, struct mim_survey *out)
{
    *out = (struct mim_survey){0};
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        out->without_residues += length_of(index, r) == 0;
        if (!mim_index_names(index, r, names))
            continue;
        out->without_gene += names[1][0] == '\0';
        if (!mim_header_is_decoy((struct mim_slice){names[0], strlen(names[0])}))
            continue;
        if (out->decoys == 0)
            out->first_decoy = r;
        out->decoys++;
    }
    for (uint64_t i = 0; i < index->n_changes; i++) {
        const uint64_t record = index->changes[i].record;
        if (i > 0 && index->changes[i - 1].record == record)
            continue;
        out->added += mim_is_added(index, record);
        out->changed += !mim_is_added(index, record);
    }
}

/* ---- Nucleotides ---- */

struct nucleotides {
    uint64_t records, residues, first;
};

static uint64_t count_nucleotides(const uint8_t *codes, uint64_t count)
{
    static const char letters[] = "ACGTUN";
    uint8_t is_one[MIM_CODES] = {0};
    uint64_t found = 0;
    for (size_t i = 0; letters[i] != '\0'; i++)
        is_one[mim_code_of[(unsigned char)letters[i]]] = 1;
    for (uint64_t i = 0; i < count; i++)
        found += is_one[codes[i] % MIM_CODES];
    return found;
}

/* Proteins have about a quarter of these letters. A few short records may have no others: what
 * counts is a share of all residues. */
static struct nucleotides find_nucleotides(const struct mimicry_index *index)
{
    enum { SHORTEST = 20, PERCENT = 95 };
    struct nucleotides found = {0};
    for (uint64_t r = 0; r < index->records; r++) {
        const uint64_t length = length_of(index, r);
        if (length < SHORTEST ||
            count_nucleotides(index->text + index->starts[r], length) < length * PERCENT / 100)
            continue;
        if (found.records == 0)
            found.first = r;
        found.records++;
        found.residues += length;
    }
    return found;
}

/* ---- Telling ---- */

static const char *accession(const struct mimicry_index *index, uint64_t record)
{
    const char *names[3];
    return mim_index_names(index, record, names) ? names[0] : "";
}

static void tell_nucleotides(const struct mimicry_index *index, mimicry_note_fn note, void *data)
{
    enum { PERCENT = 10 };
    const struct nucleotides found = find_nucleotides(index);
    const uint64_t residues = index->text_length - index->records;
    char text[256];
    /* One record of A, C, G and T among proteins may be one of them. */
    if (found.records == 0 || (found.records == 1 && index->records > 1) ||
        found.residues < residues / 100 * PERCENT)
        return;
    snprintf(text, sizeof text,
             "records that look like nucleotides, where proteins were expected: %llu of %llu, the "
             "first '%.80s'",
             (unsigned long long)found.records, (unsigned long long)index->records,
             accession(index, found.first));
    note(data, text);
}

static void tell_decoys(const struct mimicry_index *index, const struct mim_survey *survey,
                        mimicry_note_fn note, void *data)
{
    char text[256];
    if (survey->decoys == 0)
        return;
    snprintf(text, sizeof text,
             "records that are decoys or contaminants by their names, which are searched unless "
             "decoys are excluded: %llu of %llu, the first '%.80s'",
             (unsigned long long)survey->decoys, (unsigned long long)index->records,
             accession(index, survey->first_decoy));
    note(data, text);
}

static void tell_left_out(const struct mimicry_index *index, mimicry_note_fn note, void *data)
{
    char text[128];
    if (index->reading.left_out == 0)
        return;
    snprintf(text, sizeof text,
             "records that are decoys or contaminants by their names, which are left out: %llu of "
             "%llu",
             (unsigned long long)index->reading.left_out,
             (unsigned long long)(index->records + index->reading.left_out));
    note(data, text);
}

static void tell_empty(const struct mimicry_index *index, const struct mim_survey *survey,
                       mimicry_note_fn note, void *data)
{
    char text[320];
    if (survey->without_residues == 0)
        return;
    snprintf(text, sizeof text,
             "records without residues: %llu of %llu, the first on line %llu of %.200s",
             (unsigned long long)survey->without_residues, (unsigned long long)index->records,
             (unsigned long long)index->reading.empty_line,
             index->source_names + index->sources[index->reading.empty_source].name);
    note(data, text);
}

void mim_survey_tell(const struct mimicry_index *index, mimicry_note_fn note, void *data)
{
    struct mim_survey survey;
    if (index->map.data != NULL) /* told when it was made */
        return;
    mim_survey_take(index, &survey);
    tell_nucleotides(index, note, data);
    tell_decoys(index, &survey, note, data);
    tell_left_out(index, note, data);
    tell_empty(index, &survey, note, data);
}
