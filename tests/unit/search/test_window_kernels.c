/* Kernels of listed windows against plain loops. Every array, read or written, ends at a page that
 * must not be touched. */
#include <stdlib.h>
#include <string.h>

#include "kernel_cases.h"

enum { CASES = 60, LONGEST = 30 };

static void make_profile(test_random *random, struct mim_profile *profile)
{
    for (uint32_t j = 0; j < profile->length; j++) {
        profile->order[j] = profile->length - 1 - j;
        profile->pattern[j] = (uint8_t)random_below(random, 4);
        for (uint32_t code = 0; code < MIM_CODES; code++)
            profile->penalty[j][code] = code >= MIM_STOP ? MIM_NEVER : code != profile->pattern[j];
    }
    profile->limit = (uint8_t)random_below(random, profile->length + 1);
    profile->lookahead = (uint32_t)random_between(random, 1, profile->length);
}

/* Windows in groups, each alone; some are nothing but separators, as behind the last of a list. */
START_TEST(windows_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES); n++) {
        test_random random = random_of_case(322, n);
        uint8_t penalty[LONGEST][MIM_CODES], pattern[LONGEST + 8];
        uint32_t order[LONGEST];
        struct mim_profile profile = {.length = (uint32_t)random_between(&random, 1, LONGEST),
                                      .penalty = penalty,
                                      .pattern = pattern,
                                      .order = order};
        const uint32_t rows = MIM_ROW_GROUP * (uint32_t)random_between(&random, 1, 12);
        const uint32_t lanes = kernels->byte_lanes, length = profile.length;
        const size_t windows = (size_t)rows * lanes, size = windows * length;
        guarded text = random_text(&random, size), layout = guarded_make(size);
        guarded out = guarded_make((windows + 1) * sizeof(uint32_t));
        uint8_t *groups = end_of(&layout, size), *flags = calloc(windows, 1);
        const uint8_t *codes = end_of(&text, size);
        uint32_t *offsets = end_of(&out, (windows + 1) * sizeof *offsets);

        make_profile(&random, &profile);
        for (size_t w = 0; w < windows; w++) {
            const size_t row = w % rows, lane = w / rows, group = row / MIM_ROW_GROUP;

            for (size_t j = 0; j < length; j++)
                groups[((group * length + j) * MIM_ROW_GROUP + row % MIM_ROW_GROUP) * lanes +
                       lane] = codes[w * length + j];
        }
        const size_t count = kernels->scan_windows(groups, rows, &profile, offsets);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_lt(offsets[i], windows);
            ck_assert_uint_eq(flags[offsets[i]]++, 0);
        }
        for (size_t w = 0; w < windows; w++) {
            uint32_t sum = 0;

            for (uint32_t j = 0; j < length; j++)
                sum += profile.penalty[j][codes[w * length + j]];
            ck_assert_uint_eq(flags[w], sum <= profile.limit);
        }
        free(flags);
        guarded_free(&out);
        guarded_free(&layout);
        guarded_free(&text);
    }
}
END_TEST

/* Windows one after the other, as many as fill the lanes or fewer. */
START_TEST(window_planes_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES) / 2 + 1; n++) {
        test_random random = random_of_case(323, n);
        uint8_t codes[MIM_MOTIF_MOST];
        const uint32_t length = (uint32_t)random_between(&random, 1, MIM_MOTIF_MOST);
        const uint32_t rows = (uint32_t)random_between(&random, 1, 20), segment = rows * length;
        struct mim_plane_query query = {codes, (uint32_t)random_below(&random, length + 1), length,
                                        7};
        const size_t windows = (size_t)rows * kernels->bit_lanes;
        const size_t some = 1 + (size_t)random_below(&random, windows);
        const size_t vector = kernels->bit_lanes / 8, size = segment * MIM_PLANES * vector;
        guarded text = random_text(&random, some * length), layout = guarded_make(size);
        guarded found = guarded_make((windows + 1) * sizeof(struct mim_proposal));
        struct mim_proposal *out = end_of(&found, (windows + 1) * sizeof *out);
        const uint8_t *letters = end_of(&text, some * length);
        uint8_t *planes = end_of(&layout, size), *flags = calloc(windows, 1);
        size_t count;

        for (uint32_t j = 0; j < length; j++)
            codes[j] = (uint8_t)random_below(&random, 4);
        kernels->build_planes(letters, some * length, (struct mim_tile_shape){segment, segment},
                              planes);
        ck_assert_uint_eq(
            kernels->scan_window_planes(planes, rows, &query, 1, out, windows, &count), 1);
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_lt(out[i].offset, windows);
            ck_assert_uint_eq(flags[out[i].offset]++, 0);
        }
        for (size_t w = 0; w < windows; w++) {
            uint32_t matches = 0;

            for (uint32_t j = 0; j < length; j++)
                matches += code_at(letters, some * length, w * length + j) == codes[j];
            ck_assert_uint_eq(flags[w], matches >= query.need);
        }
        free(flags);
        guarded_free(&found);
        guarded_free(&layout);
        guarded_free(&text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("window_kernels");
    TCase *tests = tcase_create("tests");

    support_begin("test_window_kernels");
    tcase_add_loop_test(tests, windows_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, window_planes_beside_pages, 0, KERNEL_SETS);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
