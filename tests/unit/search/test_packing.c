/* Hits in one word: what goes in comes out, the words' order is that of the hits as they are, which
 * is sorted the slow way, and what does not fit is not packed. */
#include <stdlib.h>
#include <string.h>

#include "search/found_sort.h"
#include "search/packing.h"
#include "support.h"

enum { CASES = 300, MOST = 5000 };

/* A matrix with scores from `least` to `most`. */
static void set_model(mimicry_model *model, double least, double most)
{
    memset(model, 0, sizeof *model);
    model->kind = MIM_MODEL_MATRIX;
    model->is_integer = true;
    model->matrix.score[3][4] = least;
    model->matrix.score[5][5] = most;
}

struct word_setting {
    struct mim_packing packing;
    uint32_t length;
    uint64_t places;
    bool score_first;
    unsigned kind;
};

static struct word_setting set(test_random *random)
{
    mimicry_model model;
    struct word_setting s = {.length = (uint32_t)random_between(random, 1, 40),
                             .places = UINT64_C(1) << random_below(random, 34),
                             .score_first = random_chance(random, 50),
                             .kind = (unsigned)random_below(random, 3)};
    const mimicry_index index = {.text_length = s.places};
    set_model(&model, -(double)random_below(random, 9), 1 + (double)random_below(random, 12));
    mim_packing_set_model(&s.packing, &model);
    mim_packing_set(&s.packing, &index, 4096, s.length, s.score_first);
    ck_assert(s.packing.used);
    return s;
}

/* In order of place with few exceptions, in two such runs as of two threads, or in none. */
static uint64_t place(test_random *random, const struct word_setting *s, size_t i, size_t count)
{
    const size_t step = s->kind == 1 && i >= count / 2 ? i - count / 2 : i;
    if (s->kind == 2 || s->places < 2 * count || random_chance(random, 5))
        return random_below(random, s->places);
    return step * (s->places / count);
}

static struct mim_found found(test_random *random, const struct word_setting *s, size_t i,
                              size_t count)
{
    const int64_t length = s->length;
    return (struct mim_found){
        .at = place(random, s, i, count),
        .score =
            (double)random_between(random, s->packing.lowest * length, s->packing.highest * length),
        .mismatches = (uint16_t)random_below(random, s->length + 1),
        .job = 4095,
    };
}

static int compare_by_score(const struct mim_found *a, const struct mim_found *b)
{
    return (a->score < b->score) - (a->score > b->score);
}

static int compare_by_mismatches(const struct mim_found *a, const struct mim_found *b)
{
    return (a->mismatches > b->mismatches) - (a->mismatches < b->mismatches);
}

static int score_first(const void *x, const void *y)
{
    const struct mim_found *a = x, *b = y;
    int order = compare_by_score(a, b);
    if (order == 0)
        order = compare_by_mismatches(a, b);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static int mismatches_first(const void *x, const void *y)
{
    const struct mim_found *a = x, *b = y;
    int order = compare_by_mismatches(a, b);
    if (order == 0)
        order = compare_by_score(a, b);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static void check_same(const struct mim_found *a, const struct mim_found *b)
{
    ck_assert_uint_eq(a->at, b->at);
    ck_assert(!(a->score < b->score) && !(a->score > b->score));
    ck_assert_uint_eq(a->mismatches, b->mismatches);
    ck_assert_uint_eq(a->job, b->job);
    ck_assert_uint_eq(a->indels, 0);
    ck_assert_int_eq(a->longer, 0);
}

static void check_case(uint64_t number)
{
    test_random random = random_of_case(61, number);
    const struct word_setting s = set(&random);
    const size_t count = (size_t)random_below(&random, random_chance(&random, 50) ? 100 : MOST);
    struct mim_found *hits = support_realloc(NULL, (count + 1) * sizeof *hits);
    uint64_t *words = support_realloc(NULL, 2 * (count + 1) * sizeof *words);

    for (size_t i = 0; i < count; i++) {
        hits[i] = found(&random, &s, i, count);
        words[i] = mim_pack(&s.packing, &hits[i], s.length);
        const struct mim_found back = mim_unpack(&s.packing, words[i], s.length);
        check_same(&back, &hits[i]);
    }
    mim_words_sort(words, count, s.packing.place_bits, words + count);
    qsort(hits, count, sizeof *hits, s.score_first ? score_first : mismatches_first);
    for (size_t i = 0; i < count; i++) {
        const struct mim_found got = mim_unpack(&s.packing, words[i], s.length);
        check_same(&got, &hits[i]);
    }
    free(words);
    free(hits);
}

START_TEST(words_come_in_the_order_of_hits)
{
    for (uint64_t i = 0; i < CASES; i++)
        check_case(i);
}
END_TEST

static bool fits(double least, double most, uint32_t length, uint64_t places, uint32_t jobs)
{
    mimicry_model model;
    struct mim_packing packing;
    const mimicry_index index = {.text_length = places};
    set_model(&model, least, most);
    mim_packing_set_model(&packing, &model);
    mim_packing_set(&packing, &index, jobs, length, true);
    return packing.used;
}

START_TEST(what_does_not_fit_is_not_packed)
{
    mimicry_model model;
    struct mim_packing packing;
    ck_assert(fits(-4, 11, 1024, 12000000, 4095));
    ck_assert(fits(-4, 11, 9, UINT64_C(1) << 39, 4095));
    ck_assert(!fits(-4, 11, 9, UINT64_C(1) << 40, 4095));
    ck_assert(!fits(-4, 11, 1024, UINT64_C(1) << 40, 1));
    ck_assert(!fits(-4, 11, 1024, UINT64_MAX, 4095));
    ck_assert(!fits(-4, 2e6, 9, 1000, 1));
    ck_assert(!fits(-1e300, 11, 9, 1000, 1));
    ck_assert(!fits(0, 0, 9, 1000, 1));
    set_model(&model, -4, 11);
    model.is_integer = false;
    mim_packing_set_model(&packing, &model);
    mim_packing_set(&packing, &(mimicry_index){.text_length = 1000}, 1, 9, true);
    ck_assert(!packing.used);
    mim_packing_set_model(&packing, NULL);
    mim_packing_set(&packing, &(mimicry_index){.text_length = 1000}, 1, 9, true);
    ck_assert(!packing.used);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("packing");

    support_begin("test_packing");
    support_add_test(suite, words_come_in_the_order_of_hits);
    support_add_test(suite, what_does_not_fit_is_not_packed);
    return support_run(suite);
}
