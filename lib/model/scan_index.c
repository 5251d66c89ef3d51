/* Finds a scan's index peptide, and adds up responses. */
#include "model/scan_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/scan_cells.h"

enum { MOST_PEPTIDES = 4000 }; /* of which the index is looked for, each compared with each */

static uint8_t code_of(char letter)
{
    return mim_code_of[(unsigned char)letter];
}

static void copy_index(struct mim_scan_means *m, const char *letters, size_t length)
{
    for (size_t i = 0; i < length; i++)
        m->index[i] = mim_letter_of[code_of(letters[i])];
    m->index[length] = '\0';
    m->length = (uint32_t)length;
}

static mimicry_status make_room(struct mim_scan_means *m, uint32_t positions, mimicry_error *error)
{
    m->sum = mim_alloc_zeroed(positions, sizeof *m->sum);
    m->count = mim_alloc_zeroed(positions, sizeof *m->count);
    return m->sum == NULL || m->count == NULL ? mim_fail_memory(error) : MIMICRY_OK;
}

/* ---- What was told ---- */

/* The caller's index, or that of a column; a length of 0 if there is neither. */
static mimicry_status take_told(const struct mim_scan_file *f, const char *opt_peptide,
                                struct mim_scan_means *m, mimicry_error *error)
{
    const char *peptide;
    size_t length;
    if (f->index != NULL)
        copy_index(m, f->index, f->index_length);
    if (opt_peptide == NULL)
        return MIMICRY_OK;
    if (!mim_scan_read_peptide(opt_peptide, &peptide, &length))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "index peptide '%.60s': 1 to %d of the 20 amino acids were expected",
                        opt_peptide, (int)MIMICRY_MAX_PEPTIDE);
    char told[MIMICRY_MAX_PEPTIDE + 1];
    memcpy(told, m->index, sizeof told);
    copy_index(m, peptide, length);
    if (f->index != NULL && strcmp(told, m->index) != 0)
        return mim_scan_wrong(f->table, f->index_row, f->index_column,
                              "the index peptide that was named", error);
    return MIMICRY_OK;
}

/* ---- Layouts with positions ---- */

static mimicry_status check_positions(const struct mim_scan_file *f, const struct mim_scan_means *m,
                                      mimicry_error *error)
{
    if (f->length > m->length)
        return mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name,
                             f->table->lines[f->length_row],
                             "position %u: the index peptide %.60s has %u residues",
                             (unsigned)f->length, m->index, (unsigned)m->length);
    for (uint32_t i = 0; i < f->length; i++) {
        if (f->letters[i] != '\0' && f->letters[i] != m->index[i])
            return mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name,
                                 f->table->lines[f->letter_rows[i]],
                                 "position %u is of %c, and of another residue in the index "
                                 "peptide %.60s",
                                 (unsigned)i + 1, f->letters[i], m->index);
    }
    return MIMICRY_OK;
}

/* Where each position has all 20 residues, and one value, one and the same at all positions, only
 * once in each: it is the index's own. False if there is no such value, or several. */
static bool find_own(const struct mim_scan_file *f, struct mim_scan_means *m)
{
    char found[MIMICRY_MAX_PEPTIDE + 1] = "";
    size_t candidates = 0;
    for (int first = 0; first < MIM_AMINO_ACIDS; first++) {
        const double own = m->sum[0][first] / (double)m->count[0][first];
        char index[MIMICRY_MAX_PEPTIDE + 1] = "";
        uint32_t i = 0;
        for (; i < f->length; i++) {
            size_t times = 0;
            for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
                if (m->count[i][code] == 0)
                    return false;
                if (m->sum[i][code] / (double)m->count[i][code] == own) {
                    index[i] = mim_letter_of[code];
                    times++;
                }
            }
            if (times != 1)
                break;
        }
        if (i == f->length && candidates++ == 0)
            memcpy(found, index, sizeof found);
    }
    if (candidates != 1)
        return false;
    copy_index(m, found, f->length);
    return true;
}

static mimicry_status find_by_position(const struct mim_scan_file *f, struct mim_scan_means *m,
                                       mimicry_error *error)
{
    uint32_t i = 0;
    while (i < f->length && f->letters[i] != '\0')
        i++;
    if (i == f->length) {
        copy_index(m, f->letters, f->length);
        return MIMICRY_OK;
    }
    return find_own(f, m)
               ? MIMICRY_OK
               : mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name, f->table->lines[0],
                               "the residue of the index peptide at position %u is not "
                               "told: name the peptide, or the positions as E1, V2",
                               (unsigned)i + 1);
}

static mimicry_status take_positions(const struct mim_scan_file *f, struct mim_scan_means *m,
                                     mimicry_error *error)
{
    mimicry_status status = make_room(m, m->length > f->length ? m->length : f->length, error);
    for (size_t k = 0; k < f->count && status == MIMICRY_OK; k++) {
        const struct mim_scan_entry *e = &f->entries[k];
        if (e->position == 0) {
            m->own_sum += e->value;
            m->own_count++;
        } else {
            m->sum[e->position - 1][e->residue] += e->value;
            m->count[e->position - 1][e->residue]++;
        }
    }
    if (status == MIMICRY_OK && m->length == 0)
        status = find_by_position(f, m, error);
    if (status == MIMICRY_OK)
        status = check_positions(f, m, error);
    for (uint32_t i = 0; i < f->length && status == MIMICRY_OK; i++) {
        m->own_sum += m->sum[i][code_of(m->index[i])];
        m->own_count += m->count[i][code_of(m->index[i])];
    }
    m->left_out = f->multiple;
    return status;
}

/* ---- Peptides ---- */

struct word {
    const char *letters;
    size_t length;
};

static int compare_words(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    for (size_t i = 0; i < a->length; i++) {
        const uint8_t p = code_of(a->letters[i]), q = code_of(b->letters[i]);
        if (p != q)
            return p < q ? -1 : 1;
    }
    return 0;
}

/* At how many positions two words of one length differ, to 2; `at` is the last of them. */
static unsigned differences(const char *a, const char *b, size_t length, size_t *at)
{
    unsigned count = 0;
    for (size_t i = 0; i < length && count < 2; i++) {
        if (code_of(a[i]) != code_of(b[i])) {
            count++;
            *at = i;
        }
    }
    return count;
}

/* Distinct words of one length. */
struct group {
    const struct word *words;
    size_t count, length;
};

static size_t neighbours(const struct group *g, const char *letters)
{
    size_t found = 0, at;
    for (size_t k = 0; k < g->count; k++)
        found += differences(g->words[k].letters, letters, g->length, &at) == 1;
    return found;
}

/* The residue that most words have at each position: an index that the file does not list. */
static void make_consensus(const struct group *g, char *out)
{
    for (size_t i = 0; i < g->length; i++) {
        size_t of[MIM_AMINO_ACIDS] = {0};
        int best = 0;
        for (size_t k = 0; k < g->count; k++)
            of[code_of(g->words[k].letters[i])]++;
        for (int code = 1; code < MIM_AMINO_ACIDS; code++)
            best = of[code] > of[best] ? code : best;
        out[i] = mim_letter_of[best];
    }
}

/* The best word so far, with how many others differ from it by one, and whether another has as
 * many. */
struct best_word {
    char letters[MIMICRY_MAX_PEPTIDE + 1];
    size_t length, found;
    bool is_shared;
};

static void offer(struct best_word *best, const struct group *g, const char *letters)
{
    size_t at;
    const size_t found = neighbours(g, letters);
    if (found < best->found || found == 0)
        return;
    if (found == best->found && g->length == best->length &&
        differences(letters, best->letters, g->length, &at) == 0)
        return;
    best->is_shared = found == best->found;
    if (found > best->found) {
        memcpy(best->letters, letters, g->length);
        best->length = g->length;
        best->found = found;
    }
}

static void offer_group(struct best_word *best, const struct group *g)
{
    char consensus[MIMICRY_MAX_PEPTIDE];
    for (size_t k = 0; k < g->count; k++)
        offer(best, g, g->words[k].letters);
    make_consensus(g, consensus);
    offer(best, g, consensus);
}

/* `words` are distinct, the shortest first. */
static mimicry_status find_best(const struct mim_scan_file *f, const struct word *words,
                                size_t count, struct mim_scan_means *m, mimicry_error *error)
{
    struct best_word best = {.found = 0};
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && words[to].length == words[from].length)
            to++;
        offer_group(&best, &(struct group){words + from, to - from, words[from].length});
    }
    if (best.found == 0)
        return mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name, f->table->lines[0],
                             "no peptide differs from another by one residue: single mutants of "
                             "an index peptide were expected");
    if (best.is_shared)
        return mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name, f->table->lines[0],
                             "several peptides could be the index, such as %.*s: name it",
                             (int)best.length, best.letters);
    copy_index(m, best.letters, best.length);
    return MIMICRY_OK;
}

/* Of the distinct peptides, in an order of their own. */
static mimicry_status find_by_peptide(const struct mim_scan_file *f, struct mim_scan_means *m,
                                      mimicry_error *error)
{
    size_t count = 0;
    struct word *words = mim_alloc_array(f->count, sizeof *words);
    if (words == NULL)
        return mim_fail_memory(error);
    for (size_t k = 0; k < f->count; k++)
        words[k] = (struct word){f->entries[k].peptide, f->entries[k].length};
    qsort(words, f->count, sizeof *words, compare_words);
    for (size_t k = 0; k < f->count; k++) {
        if (count == 0 || compare_words(&words[count - 1], &words[k]) != 0)
            words[count++] = words[k];
    }
    const mimicry_status status =
        count > MOST_PEPTIDES
            ? mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name, f->table->lines[0],
                            "%zu peptides, of which at most %d were expected: name "
                            "the index peptide",
                            count, (int)MOST_PEPTIDES)
            : find_best(f, words, count, m, error);
    free(words);
    return status;
}

static mimicry_status take_peptides(const struct mim_scan_file *f, struct mim_scan_means *m,
                                    mimicry_error *error)
{
    mimicry_status status = m->length > 0 ? MIMICRY_OK : find_by_peptide(f, m, error);
    if (status == MIMICRY_OK)
        status = make_room(m, m->length, error);
    for (size_t k = 0; k < f->count && status == MIMICRY_OK; k++) {
        const struct mim_scan_entry *e = &f->entries[k];
        size_t at = 0;
        const unsigned n =
            e->length == m->length ? differences(e->peptide, m->index, e->length, &at) : 2;
        if (n == 0) {
            m->own_sum += e->value;
            m->own_count++;
        } else if (n == 1) {
            m->sum[at][code_of(e->peptide[at])] += e->value;
            m->count[at][code_of(e->peptide[at])]++;
        } else {
            m->left_out += k == 0 || f->entries[k - 1].row != e->row;
        }
    }
    return status;
}

/* ---- */

mimicry_status mim_scan_means_find(const struct mim_scan_file *f, const char *opt_peptide,
                                   struct mim_scan_means *m, mimicry_error *error)
{
    mimicry_status status = take_told(f, opt_peptide, m, error);
    if (status == MIMICRY_OK && f->count == 0)
        status = mim_fail_line(error, MIMICRY_E_FORMAT, f->table->name, f->table->lines[0],
                               f->multiple > 0 ? "multiple mutants alone: responses to single "
                                                 "mutants of an index peptide were expected"
                                               : "a scan without a response: some were expected");
    if (status != MIMICRY_OK)
        return status;
    return f->columns.layout == MIM_SCAN_PEPTIDES ? take_peptides(f, m, error)
                                                  : take_positions(f, m, error);
}

void mim_scan_means_free(struct mim_scan_means *m)
{
    free(m->sum);
    free(m->count);
    m->sum = NULL;
    m->count = NULL;
}
