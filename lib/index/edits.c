/* Finds what variants edit: their records by name, and in these the residues that they name. */
#include "index/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/identifier.h"

/* Records by a name, as lists. */
struct name_lists {
    struct mim_names names;
    uint64_t *first; /* by name: a record + 1 */
    uint64_t *next;  /* by record: the next of its name + 1; 0 at the end */
    size_t room;
};

struct edit_finder {
    const struct mimicry_index *index;
    struct mim_variants *variants;
    struct mim_record_edits *out;
    struct name_lists accessions, transcripts, genes;
    bool has_record; /* a record has a name of the variant at hand */
};

/* ---- Records by name ---- */

static mimicry_status add_record(struct name_lists *lists, const char *name, uint64_t record,
                                 mimicry_error *error)
{
    size_t number;
    const size_t before = lists->names.count, length = mim_identifier_base(name, strlen(name));
    lists->next[record] = 0;
    if (length == 0)
        return MIMICRY_OK;
    if (!mim_names_add(&lists->names, name, length, &number))
        return mim_fail_memory(error);
    uint64_t *grown = mim_grow(lists->first, &lists->room, lists->names.count, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    lists->first = grown;
    if (number == before)
        grown[number] = 0;
    lists->next[record] = grown[number];
    grown[number] = record + 1;
    return MIMICRY_OK;
}

static mimicry_status list_records(struct edit_finder *f, mimicry_error *error)
{
    const uint64_t records = f->index->records;
    mimicry_status status = MIMICRY_OK;
    f->accessions.next = mim_alloc_array(records, sizeof *f->accessions.next);
    f->genes.next = mim_alloc_array(records, sizeof *f->genes.next);
    f->transcripts.next = mim_alloc_array(records, sizeof *f->transcripts.next);
    if (f->accessions.next == NULL || f->genes.next == NULL || f->transcripts.next == NULL)
        return mim_fail_memory(error);
    for (uint64_t r = 0; r < records && status == MIMICRY_OK; r++) {
        const char *names[3];
        if (!mim_index_names(f->index, r, names))
            return mim_fail_damaged(error);
        status = add_record(&f->accessions, names[0], r, error);
        if (status == MIMICRY_OK)
            status = add_record(&f->transcripts, mim_index_transcript(f->index, r), r, error);
        if (status == MIMICRY_OK)
            status = add_record(&f->genes, names[1], r, error);
    }
    return status;
}

static void free_lists(struct name_lists *lists)
{
    mim_names_free(&lists->names);
    free(lists->first);
    free(lists->next);
}

/* A record + 1; 0 for a name that none has. */
static uint64_t first_of(const struct name_lists *lists, const char *name)
{
    const size_t number =
        mim_names_find(&lists->names, name, mim_identifier_base(name, strlen(name)));
    return number == MIM_NO_NAME ? 0 : lists->first[number];
}

/* ---- One edit ---- */

static char letter_at(const struct edit_finder *f, uint64_t record, uint64_t at)
{
    const uint64_t from = f->index->starts[record];
    const uint64_t residues = f->index->starts[record + 1] - 1 - from;
    return at < residues ? mim_letter_of[f->index->text[from + at]] : '\0';
}

/* Whether the record has the residues that the variant replaces. */
static bool is_expected(const struct edit_finder *f, const struct mim_variant *v, uint64_t record)
{
    const char *reference = f->variants->bytes + v->reference;
    const uint64_t residues = f->index->starts[record + 1] - 1 - f->index->starts[record];
    if (v->start > residues || v->length > residues - v->start)
        return false;
    if (v->length == 0 && (v->start == 0 || v->start == residues))
        return false;
    for (uint64_t i = 0; reference[i] != '\0'; i++) {
        if (letter_at(f, record, v->start + i) != reference[i])
            return false;
    }
    return (v->first.letter == '\0' || letter_at(f, record, v->first.at) == v->first.letter) &&
           (v->last.letter == '\0' || letter_at(f, record, v->last.at) == v->last.letter);
}

/* Letters [start, start + length) of a record, terminated; the caller frees them. */
static char *copy_residues(const struct edit_finder *f, uint64_t record, uint64_t start,
                           uint64_t length)
{
    char *out = mim_alloc_array(length + 1, 1);
    for (uint64_t i = 0; out != NULL && i < length; i++)
        out[i] = letter_at(f, record, start + i);
    if (out != NULL)
        out[length] = '\0';
    return out;
}

/* Takes residues off both ends that stay as they are. */
static void trim(const char **reference, uint64_t *start, uint64_t *length, char *alternative,
                 bool stops)
{
    size_t others = strlen(alternative), same = 0;
    while (same < *length && same < others && (*reference)[same] == alternative[same])
        same++;
    *reference += same;
    *start += same;
    *length -= same;
    others -= same;
    memmove(alternative, alternative + same, others + 1);
    while (!stops && *length > 0 && others > 0 &&
           (*reference)[*length - 1] == alternative[others - 1]) {
        --*length;
        alternative[--others] = '\0';
    }
}

static mimicry_status push(struct edit_finder *f, const struct mim_record_edit *edit,
                           mimicry_error *error)
{
    struct mim_record_edit *grown =
        mim_grow(f->out->list, &f->out->capacity, f->out->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    f->out->list = grown;
    grown[f->out->count] = *edit;
    grown[f->out->count].order = f->out->count;
    f->out->count++;
    return MIMICRY_OK;
}

/* Adds the edit, with its residues and name, once both are trimmed. */
static mimicry_status add_trimmed(struct edit_finder *f, struct mim_record_edit *edit,
                                  char *reference, const char *alternative, mimicry_error *error)
{
    char name[400];
    reference[edit->length] = '\0';
    const size_t n =
        mim_change_write(edit->start, reference, alternative, edit->stops,
                         edit->start > 0 ? letter_at(f, edit->record, edit->start - 1) : '\0',
                         letter_at(f, edit->record, edit->start + edit->length), name, sizeof name);
    edit->n_alternative = (uint32_t)strlen(alternative);
    if (edit->stops)
        edit->length =
            f->index->starts[edit->record + 1] - 1 - f->index->starts[edit->record] - edit->start;
    if (edit->length == 0 && edit->n_alternative == 0)
        return MIMICRY_OK;
    mimicry_status status = mim_variants_string(f->variants, alternative, edit->n_alternative,
                                                &edit->alternative, error);
    if (status == MIMICRY_OK)
        status = mim_variants_string(f->variants, name, n, &edit->name, error);
    return status == MIMICRY_OK ? push(f, edit, error) : status;
}

static mimicry_status add_edit(struct edit_finder *f, const struct mim_variant *v, uint64_t record,
                               mimicry_error *error)
{
    char *const reference = copy_residues(f, record, v->start, v->length);
    char *alternative = v->doubles ? mim_alloc_array(2 * v->length + 1, 1)
                                   : strdup(f->variants->bytes + v->alternative);
    const char *left = reference;
    struct mim_record_edit edit = {
        .record = record,
        .start = v->start,
        .length = v->length,
        .stops = v->stops,
        .copies = v->copies,
        .block = v->phase != MIM_NO_NAME ? v->phase : UINT64_MAX - v->line,
        .line = v->line,
    };
    mimicry_status status =
        reference != NULL && alternative != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK) {
        if (v->doubles) {
            memcpy(alternative, reference, v->length);
            memcpy(alternative + v->length, reference, v->length + 1);
        }
        trim(&left, &edit.start, &edit.length, alternative, edit.stops);
        status = add_trimmed(f, &edit, reference + (left - reference), alternative, error);
    }
    free(reference);
    free(alternative);
    return status;
}

/* Of all records of a list. */
static mimicry_status add_edits(struct edit_finder *f, const struct mim_variant *v,
                                const struct name_lists *lists, uint64_t first,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t r = first; r != 0 && status == MIMICRY_OK; r = lists->next[r - 1]) {
        const char *names[3];
        f->has_record = true;
        if (is_expected(f, v, r - 1))
            status = add_edit(f, v, r - 1, error);
        else if (mim_index_names(f->index, r - 1, names))
            mim_left_add(&f->variants->left[MIM_LEFT_REFERENCE], "on line %llu (%.60s)",
                         (unsigned long long)v->line, names[0]);
    }
    return status;
}

/* ---- One variant, of one transcript or several ---- */

/* Of the records that have the first of its names that any has, as accession or as transcript. */
static mimicry_status by_accession(struct edit_finder *f, const struct mim_variant *v,
                                   mimicry_error *error)
{
    const struct name_lists *const both[] = {&f->accessions, &f->transcripts}, *lists = both[0];
    uint64_t first = 0;
    for (uint32_t i = 0; i < 2 * v->n_names && first == 0; i++) {
        lists = both[i % 2];
        first = first_of(lists, f->variants->bytes + v->names[i / 2]);
    }
    return add_edits(f, v, lists, first, error);
}

/* Of a gene with one record. Those of its transcripts that are not that record's mostly expect
 * other residues there, which is nothing to tell if another's are as expected. */
static mimicry_status by_gene(struct edit_finder *f, const struct mim_variant *v, size_t n,
                              mimicry_error *error)
{
    const struct mim_left before = f->variants->left[MIM_LEFT_REFERENCE];
    const size_t count = f->out->count;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++) {
        const uint64_t first =
            v[i].has_gene ? first_of(&f->genes, f->variants->bytes + v[i].gene) : 0;
        if (first != 0 && f->genes.next[first - 1] == 0)
            status = add_edits(f, &v[i], &f->genes, first, error);
    }
    if (f->out->count > count)
        f->variants->left[MIM_LEFT_REFERENCE] = before;
    return status;
}

static bool is_same(const struct mim_variants *v, const struct mim_record_edit *a,
                    const struct mim_record_edit *b)
{
    return a->start == b->start && a->length == b->length && a->stops == b->stops &&
           strcmp(v->bytes + a->alternative, v->bytes + b->alternative) == 0;
}

/* Edits from number `first` on are those of a variant: of each record one is left if they are all
 * the same, else none. */
static void unite(struct edit_finder *f, size_t first, uint64_t line)
{
    struct mim_record_edit *list = f->out->list;
    size_t kept = first;
    for (size_t i = first; i < f->out->count; i++) {
        bool is_first = true, alike = true;
        for (size_t j = first; j < f->out->count; j++) {
            is_first = is_first && (j >= i || list[j].record != list[i].record);
            alike = alike &&
                    (list[j].record != list[i].record || is_same(f->variants, &list[i], &list[j]));
        }
        list[i].copies = alike ? list[i].copies : 0;
        if (!alike && is_first)
            mim_left_add(&f->variants->left[MIM_LEFT_AMBIGUOUS], "on line %llu",
                         (unsigned long long)line);
        if (!is_first)
            list[i].copies = 0;
    }
    for (size_t i = first; i < f->out->count; i++) {
        if (list[i].copies != 0)
            list[kept++] = list[i];
    }
    f->out->count = kept;
}

static mimicry_status add_variant(struct edit_finder *f, const struct mim_variant *v, size_t n,
                                  mimicry_error *error)
{
    const size_t first = f->out->count;
    mimicry_status status = MIMICRY_OK;
    f->has_record = false;
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++)
        status = by_accession(f, &v[i], error);
    if (status == MIMICRY_OK && !f->has_record)
        status = by_gene(f, v, n, error);
    if (status == MIMICRY_OK && !f->has_record)
        mim_left_add(&f->variants->left[MIM_LEFT_UNKNOWN], "on line %llu (%.80s)",
                     (unsigned long long)v->line,
                     v->n_names > 0 ? f->variants->bytes + v->names[0]
                     : v->has_gene  ? f->variants->bytes + v->gene
                                    : "");
    if (status == MIMICRY_OK && f->out->count > first + 1)
        unite(f, first, v->line);
    return status;
}

/* ---- All ---- */

static int compare_edits(const void *x, const void *y)
{
    const struct mim_record_edit *a = x, *b = y;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

mimicry_status mim_record_edits_set(struct mim_record_edits *out, const struct mimicry_index *index,
                                    struct mim_variants *variants, mimicry_error *error)
{
    struct edit_finder f = {.index = index, .variants = variants, .out = out};
    *out = (struct mim_record_edits){0};
    mimicry_status status = list_records(&f, error);
    for (size_t i = 0, end; i < variants->count && status == MIMICRY_OK; i = end) {
        for (end = i + 1; end < variants->count &&
                          variants->list[end].line == variants->list[i].line &&
                          variants->list[end].allele == variants->list[i].allele;)
            end++;
        status = add_variant(&f, &variants->list[i], end - i, error);
    }
    free_lists(&f.accessions);
    free_lists(&f.transcripts);
    free_lists(&f.genes);
    if (status != MIMICRY_OK)
        mim_record_edits_free(out);
    else if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, compare_edits);
    return status;
}

void mim_record_edits_free(struct mim_record_edits *edits)
{
    free(edits->list);
    *edits = (struct mim_record_edits){0};
}
