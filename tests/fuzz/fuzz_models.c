/* Bytes as matrices, motifs, profiles, distances, scans and weights; what they make is searched and
 * scored. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { N_KINDS = MIMICRY_MODEL_SCAN + 1 };
enum { SOURCE, MASK, NUMBERS, N_SOURCES }; /* what the bytes are */

static const char residues[] = "ARNDCQEGHILKMFPSTWYVBZJXUO";

static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)data;
    (void)stride;
    for (size_t i = 0; i < count; i++)
        FUZZ_EXPECT(isfinite(hits[i].score));
    return 0;
}

static void search(const mimicry_model *model, const char *peptide, fuzz_bytes *bytes)
{
    static const double thresholds[] = {0, 2, 10, 0.7, 9, 5, 0.1}; /* by kind */
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = {
        .size = sizeof options, .run = {.threads = 1}, .model = model};

    options.run.plan = (int32_t)fuzz_below(bytes, MIMICRY_PLAN_SLIDING + 1);
    options.run.instructions = (int32_t)fuzz_below(bytes, 2);
    options.threshold_kind = (int32_t)fuzz_below(bytes, MIMICRY_MIN_ACTIVITY + 1);
    options.threshold = thresholds[options.threshold_kind];
    options.top = 3 * fuzz_below(bytes, 2);
    const mimicry_status status =
        mimicry_search_each(fuzz_index(), &peptide, 1, &options, take_hits, NULL, &error);
    fuzz_check(status, &error, NULL);
    const double evalue =
        mimicry_evalue(fuzz_index(), model, peptide, MIMICRY_MIN_SCORE, options.threshold);
    FUZZ_EXPECT(isnan(evalue) || evalue >= 0);
}

static void score(const mimicry_model *model, const char *peptide, int32_t method)
{
    const mimicry_score_options options = {
        .size = sizeof options, .model = model, .method = method};
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;
    double value;

    fuzz_check(mimicry_scorer_create(&options, &scorer, &error), &error, &scorer);
    if (scorer != NULL) {
        const mimicry_status status = mimicry_scorer_pair(scorer, peptide, peptide, &value, &error);

        fuzz_check(status, &error, NULL);
    }
    mimicry_scorer_free(scorer);
}

static void use(const mimicry_model *model, fuzz_bytes *bytes)
{
    static const char *const peptides[] = {"EVDPIGHLY", "K", "QQQQXQQQ", "EVDPIGHLYWWW"};
    const char *peptide = mimicry_model_peptide(model);

    if (peptide == NULL)
        peptide = peptides[fuzz_below(bytes, 4)];
    for (size_t i = 0; i < sizeof residues; i++)
        (void)mimicry_model_score(model, peptide, fuzz_below(bytes, 12), residues[i]);
    search(model, peptide, bytes);
    score(model, peptide, 1 + (int32_t)fuzz_below(bytes, MIMICRY_SCORE_ACTIVITY));
    (void)strlen(mimicry_model_remarks(model));
}

/* What a model is made of: its kind, whether bytes are weights, as text or numbers, and a flag: of
 * a matrix how it takes U and O, of a scan that its index peptide is known. */
static mimicry_model_options options_of(uint32_t way)
{
    const int32_t kind = (int32_t)(way % N_KINDS);
    const bool flagged = way / N_KINDS / N_SOURCES == 1;

    return (mimicry_model_options){
        .size = sizeof(mimicry_model_options),
        .kind = kind,
        .flags = flagged && kind == MIMICRY_MODEL_MATRIX ? MIMICRY_MODEL_UO_AS_CK : 0,
        .peptide = flagged && kind == MIMICRY_MODEL_SCAN ? "EVDPIGHLY" : NULL};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    mimicry_error error = {.size = sizeof error};
    const uint32_t way = fuzz_below(&bytes, 2 * N_SOURCES * N_KINDS);
    mimicry_model_options options = options_of(way);
    fuzz_bytes choices = {data, size < 12 ? size : 12};
    double weights[32];
    mimicry_model *model;

    fuzz_index(); /* before the file that is one at a time */
    char *text = fuzz_string(bytes.at, bytes.left);
    switch (way / N_KINDS % N_SOURCES) {
    case MASK:
        options.mask = text;
        break;
    case NUMBERS:
        for (; options.n_weights < 32 && bytes.left > 0; options.n_weights++)
            weights[options.n_weights] = fuzz_below(&bytes, 200) / 8.0;
        options.weights = weights;
        break;
    default:
        options.source =
            options.kind == MIMICRY_MODEL_MOTIF ? text : fuzz_file(bytes.at, bytes.left);
    }
    fuzz_check(mimicry_model_create(&options, &model, &error), &error, &model);
    if (model != NULL)
        use(model, &choices);
    mimicry_model_free(model);
    free(text);
    return 0;
}
