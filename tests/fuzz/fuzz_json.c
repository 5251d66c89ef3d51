/* Bytes as JSON: walked as objects, arrays and values, and as the parameters of a score. */
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "io/json.h"

static mimicry_status read_value(void *data, size_t i, mimicry_error *error);

struct walk {
    struct mim_json *json;
    unsigned depth;
};

static mimicry_status read_member(void *data, size_t i, mimicry_error *error)
{
    struct walk *walk = data;
    char name[8];
    const mimicry_status status = mim_json_name(walk->json, name, sizeof name, error);

    if (status == MIMICRY_OK)
        FUZZ_EXPECT(memchr(name, '\0', sizeof name) != NULL);
    return status == MIMICRY_OK ? read_value(data, i, error) : status;
}

static mimicry_status read_value(void *data, size_t i, mimicry_error *error)
{
    struct walk *walk = data;
    const char next = *walk->json->at;
    mimicry_status status;
    size_t count;
    double number;
    char text[8];

    (void)i;
    if (walk->depth == 20 || next == 't' || next == 'f' || next == 'n')
        return mim_json_skip(walk->json, error);
    walk->depth++;
    if (next == '{')
        status = mim_json_each(walk->json, '{', read_member, walk, &count, error);
    else if (next == '[')
        status = mim_json_each(walk->json, '[', read_value, walk, &count, error);
    else if (next == '"')
        status = mim_json_string(walk->json, text, sizeof text, error);
    else
        status = mim_json_number(walk->json, &number, error);
    walk->depth--;
    return status;
}

/* What the walk takes is what passing over takes. */
static void walk_twice(const uint8_t *data, size_t size)
{
    mimicry_status results[2] = {MIMICRY_OK, MIMICRY_OK};

    for (int way = 0; way < 2; way++) {
        mimicry_error error = {.size = sizeof error};
        struct mim_source *source;
        struct mim_json json;

        if (mim_source_from_memory("x.json", data, size, &source, &error) != MIMICRY_OK)
            return;
        results[way] = mim_json_open(&json, source, &error);
        if (results[way] == MIMICRY_OK) {
            struct walk walk = {&json, 0};

            results[way] = way == 0 ? read_value(&walk, 0, &error) : mim_json_skip(&json, &error);
            if (results[way] == MIMICRY_OK)
                results[way] = mim_json_end(&json, &error);
            mim_json_close(&json);
        }
        fuzz_check(results[way], &error, NULL);
        mim_source_close(source);
    }
}

static void read_parameters(const uint8_t *data, size_t size)
{
    const mimicry_score_options options = {.size = sizeof options,
                                           .method = MIMICRY_SCORE_CROSS_REACTIVITY,
                                           .parameters = fuzz_file(data, size)};
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;
    double value;

    fuzz_check(mimicry_scorer_create(&options, &scorer, &error), &error, &scorer);
    if (scorer != NULL) {
        const mimicry_status status =
            mimicry_scorer_pair(scorer, "EVDPIGHLY", "ESDPIVAQY", &value, &error);

        fuzz_check(status, &error, NULL);
        FUZZ_EXPECT(status != MIMICRY_OK || !isnan(value));
    }
    mimicry_scorer_free(scorer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk_twice(data, size);
    read_parameters(data, size);
    return 0;
}
