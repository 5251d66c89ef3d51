/* Makes a model of a scan, and tells what was taken from it. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "model/model.h"
#include "model/scan.h"
#include "model/scan_index.h"

struct scan_maker {
    struct mim_scan_file file;
    struct mim_scan_means means;
    uint8_t *index; /* codes */
    double (*share)[MIM_AMINO_ACIDS];
    double (*distance)[MIM_AMINO_ACIDS];
    double own; /* response of the index that shares are of */
    struct mim_scan scan;
    uint64_t mutants;
    bool is_profile;
};

/* ---- Shares ---- */

/* What the index's own response is, or by the unit has to be. */
static mimicry_status find_own_response(struct scan_maker *k, mimicry_error *error)
{
    const struct mimicry_table *t = k->file.table;
    if (k->means.own_count > 0) {
        k->own = k->means.own_sum / (double)k->means.own_count;
        return k->own > 0 ? MIMICRY_OK
                          : mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[0],
                                          "the response to the index peptide %.60s is %g: a number "
                                          "above 0 was expected",
                                          k->means.index, k->own);
    }
    k->own = k->file.unit == MIM_SCAN_PERCENT ? 100 : 1;
    if (k->file.unit != MIM_SCAN_UNTOLD)
        return MIMICRY_OK;
    return mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[0],
                         "responses of unknown scale: give the response to the index peptide "
                         "%.60s too, or write them with %%, or name their column percent or "
                         "fraction",
                         k->means.index);
}

/* Without the index's own response a wrong unit would go unseen, and all mutants be as good as the
 * index, or as none. */
static mimicry_status check_unit(const struct scan_maker *k, mimicry_error *error)
{
    static const double most_likely = 10, least_likely = 0.02;
    const bool is_percent = k->file.unit == MIM_SCAN_PERCENT;
    double most = 0;
    for (uint32_t i = 0; i < k->means.length; i++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++)
            most = fmax(most, k->share[i][code]); /* which passes over NaN */
    }
    if (k->means.own_count > 0 || most == 0 ||
        (is_percent ? most > least_likely : most <= most_likely))
        return MIMICRY_OK;
    return mim_fail_line(error, MIMICRY_E_FORMAT, k->file.table->name, k->file.table->lines[0],
                         "responses up to %.6g are no likely %s of the index peptide's: give the "
                         "response to %.60s too, or correct the unit",
                         most * k->own, is_percent ? "percent" : "fractions", k->means.index);
}

static mimicry_status make_shares(struct scan_maker *k, mimicry_error *error)
{
    const uint32_t length = k->means.length;
    mimicry_status status = find_own_response(k, error);
    if (status != MIMICRY_OK)
        return status;
    k->index = mim_alloc_array(length, 1);
    k->share = mim_alloc_array(length, sizeof *k->share);
    k->distance = mim_alloc_array(length, sizeof *k->distance);
    if (k->index == NULL || k->share == NULL || k->distance == NULL)
        return mim_fail_memory(error);
    for (uint32_t i = 0; i < length; i++) {
        k->index[i] = mim_code_of[(unsigned char)k->means.index[i]];
        for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
            const uint64_t count = k->means.count[i][code];
            k->share[i][code] =
                count == 0 ? (double)NAN : k->means.sum[i][code] / (double)count / k->own;
        }
    }
    k->scan = (struct mim_scan){length, k->index, (const double(*)[MIM_AMINO_ACIDS])k->share};
    k->mutants = mim_scan_mutants(&k->scan);
    k->is_profile = mim_scan_is_profile(&k->scan);
    return k->mutants > 0
               ? check_unit(k, error)
               : mim_fail_line(error, MIMICRY_E_FORMAT, k->file.table->name,
                               k->file.table->lines[0],
                               "no single mutant of the index peptide %.60s: some were expected",
                               k->means.index);
}

/* ---- Remarks ---- */

struct remarks {
    char text[1024];
    size_t length;
};

MIM_PRINTF(2, 3) static void say(struct remarks *r, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const size_t room = sizeof r->text - r->length;
    const int n = vsnprintf(r->text + r->length, room, format, arguments);
    va_end(arguments);
    if (n > 0)
        r->length += (size_t)n < room ? (size_t)n : room - 1;
}

static unsigned mutants_at(const struct scan_maker *k, uint32_t position)
{
    unsigned count = 0;
    for (int code = 0; code < MIM_AMINO_ACIDS; code++)
        count += code != k->index[position] && k->means.count[position][code] > 0;
    return count;
}

/* How many responses there are to the mutant that has most. */
static uint64_t most_repeats(const struct scan_maker *k)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < k->scan.length; i++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
            const uint64_t count = code != k->index[i] ? k->means.count[i][code] : 0;
            most = count > most ? count : most;
        }
    }
    return most;
}

static void say_mutants(const struct scan_maker *k, struct remarks *r)
{
    unsigned least = MIM_AMINO_ACIDS, most = 0;
    for (uint32_t i = 0; i < k->scan.length; i++) {
        const unsigned count = mutants_at(k, i);
        least = count < least ? count : least;
        most = count > most ? count : most;
    }
    say(r, "; %llu single mutants, ", (unsigned long long)k->mutants);
    if (least == most)
        say(r, "%u a position", most);
    else
        say(r, "%u to %u a position", least, most);
    const uint64_t repeats = most_repeats(k);
    if (repeats > 1)
        say(r, ", up to %llu responses to one averaged", (unsigned long long)repeats);
}

enum { MOST_LISTED = 12 };

static void say_missing(const struct scan_maker *k, struct remarks *r)
{
    unsigned missing = 0;
    for (uint32_t i = 0; i < k->scan.length; i++) {
        if (mutants_at(k, i) > 0)
            continue;
        if (missing < MOST_LISTED)
            say(r, "%s%u", missing == 0 ? "; none at " : ", ", (unsigned)i + 1);
        missing++;
    }
    if (missing > MOST_LISTED)
        say(r, " and %u more", missing - MOST_LISTED);
}

static void say_scale(const struct scan_maker *k, struct remarks *r)
{
    char number[MIM_DIGITS_ROOM + 1] = "";
    *mim_write_real(number, k->own) = '\0';
    if (k->means.own_count > 0)
        say(r, "; responses are shares of the index's own, %s", number);
    else
        say(r, "; responses are %s of the index's",
            k->file.unit == MIM_SCAN_PERCENT ? "percent" : "fractions");
}

static char *make_remarks(const struct scan_maker *k)
{
    struct remarks r = {.length = 0};
    say(&r, "scan of the index peptide %.60s", k->means.index);
    say_mutants(k, &r);
    say_missing(k, &r);
    say(&r, "; %s", k->is_profile ? "a profile was fitted" : "a factor a position was fitted");
    say_scale(k, &r);
    if (k->means.left_out > 0)
        say(&r, "; %llu row%s of multiple mutants or other lengths not used",
            (unsigned long long)k->means.left_out, k->means.left_out == 1 ? "" : "s");
    return strdup(r.text);
}

/* ---- The model ---- */

/* What is none of the 20 amino acids scores as the farthest of its position. */
static void fill(const struct scan_maker *k, struct mim_positions *out)
{
    memcpy(out->consensus, k->means.index, k->scan.length);
    for (uint32_t i = 0; i < k->scan.length; i++) {
        double farthest = k->distance[i][0];
        for (int code = 1; code < MIM_AMINO_ACIDS; code++)
            farthest = fmax(farthest, k->distance[i][code]);
        out->accepts[i] = mim_same_residue(k->index[i]);
        for (int code = 0; code < MIM_CODES; code++) /* 0 less: there is no -0 */
            out->scores[i][code] = 0 - (code < MIM_AMINO_ACIDS ? k->distance[i][code] : farthest);
    }
}

static mimicry_status make(struct scan_maker *k, struct mimicry_model **out, mimicry_error *error)
{
    struct mimicry_model *matrix, *model;
    mimicry_status status = mim_model_from_matrix("BLOSUM62", false, &matrix, error);
    if (status != MIMICRY_OK)
        return status;
    mim_scan_distances(&k->scan, &matrix->matrix, k->is_profile, k->distance);
    mim_model_free(matrix);
    status = mim_model_from_positions(k->scan.length, k->file.table->name, &model, error);
    if (status != MIMICRY_OK)
        return status;
    model->kind = MIM_MODEL_SCAN;
    model->remarks = make_remarks(k);
    fill(k, &model->table);
    if (model->remarks == NULL) {
        mim_model_free(model);
        return mim_fail_memory(error);
    }
    *out = model;
    return MIMICRY_OK;
}

mimicry_status mim_model_from_scan(const char *path, const char *opt_peptide,
                                   struct mimicry_model **out, mimicry_error *error)
{
    struct scan_maker *k = mim_alloc_zeroed(1, sizeof *k);
    if (k == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_scan_file_read(path, &k->file, error);
    if (status == MIMICRY_OK)
        status = mim_scan_means_find(&k->file, opt_peptide, &k->means, error);
    if (status == MIMICRY_OK)
        status = make_shares(k, error);
    if (status == MIMICRY_OK)
        status = make(k, out, error);
    mim_scan_means_free(&k->means);
    mim_scan_file_close(&k->file);
    free(k->index);
    free(k->share);
    free(k->distance);
    free(k);
    return status;
}
