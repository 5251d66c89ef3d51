/* Kernels whose every array, read or written, ends at a page that must not be touched. */
#include <stdlib.h>
#include <string.h>

#include "kernel_cases.h"
#include "search/find/edits.h"

enum { CASES = 60, LONGEST = 30 };

struct laid_out {
    struct mim_tile_shape shape;
    const uint8_t *text;
    size_t available;
};

/* A text that ends before, or after, the windows of the last lane. */
static struct laid_out random_tile(test_random *random, uint32_t lanes, uint32_t length,
                                   guarded *text)
{
    const uint32_t segment = MIM_ROW_GROUP * (uint32_t)random_between(random, 1, 12);
    const size_t windows = (size_t)lanes * segment;
    const size_t available = (size_t)random_below(random, windows + 2 * (uint64_t)length) + 1;

    *text = random_text(random, available);
    return (struct laid_out){{segment, segment + length - 1}, end_of(text, available), available};
}

static void check_rows(const struct mim_kernels *kernels, const struct laid_out *tile,
                       const uint8_t *rows)
{
    for (uint32_t i = 0; i < tile->shape.rows; i++) {
        for (uint32_t l = 0; l < kernels->byte_lanes; l++)
            ck_assert_uint_eq(
                rows[(size_t)i * kernels->byte_lanes + l],
                code_at(tile->text, tile->available, (size_t)l * tile->shape.segment + i));
    }
}

/* As many mismatches as the limit allows with a pattern, in all windows of the lanes. */
static void check_byte_offsets(const struct laid_out *tile, const struct mim_profile *profile,
                               size_t windows, const uint32_t *offsets, size_t count)
{
    uint8_t *flags = memset(support_realloc(NULL, windows), 0, windows);

    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_lt(offsets[i], windows);
        ck_assert_uint_eq(flags[offsets[i]]++, 0);
    }
    for (size_t w = 0; w < windows; w++) {
        uint32_t sum = 0;

        for (uint32_t j = 0; j < profile->length; j++)
            sum += profile->penalty[j][code_at(tile->text, tile->available, w + j)];
        ck_assert_uint_eq(flags[w], sum <= profile->limit);
    }
    free(flags);
}

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

START_TEST(bytes_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES); n++) {
        test_random random = random_of_case(320, n);
        uint8_t penalty[LONGEST][MIM_CODES], pattern[LONGEST + 8];
        uint32_t order[LONGEST];
        struct mim_profile profile = {.length = (uint32_t)random_between(&random, 1, LONGEST),
                                      .penalty = penalty,
                                      .pattern = pattern,
                                      .order = order};
        guarded text;
        const struct laid_out tile =
            random_tile(&random, kernels->byte_lanes, profile.length, &text);
        const size_t size = (size_t)tile.shape.rows * kernels->byte_lanes;
        const size_t windows = (size_t)tile.shape.segment * kernels->byte_lanes;
        guarded layout = guarded_make(size), out = guarded_make((windows + 1) * sizeof(uint32_t));
        uint8_t *rows = end_of(&layout, size);
        uint32_t *offsets = end_of(&out, (windows + 1) * sizeof *offsets);

        make_profile(&random, &profile);
        kernels->build_bytes(tile.text, tile.available, tile.shape, rows);
        check_rows(kernels, &tile, rows);
        check_byte_offsets(
            &tile, &profile, windows, offsets,
            kernels->scan_bytes(rows, tile.shape, 0, tile.shape.segment, &profile, offsets));
        guarded_free(&out);
        guarded_free(&layout);
        guarded_free(&text);
    }
}
END_TEST

static void check_planes(const struct mim_kernels *kernels, const struct laid_out *tile,
                         const uint8_t *planes)
{
    const size_t vector = kernels->bit_lanes / 8;

    for (uint32_t i = 0; i < tile->shape.rows; i++) {
        for (uint32_t l = 0; l < kernels->bit_lanes; l++) {
            const uint8_t code =
                code_at(tile->text, tile->available, (size_t)l * tile->shape.segment + i);

            for (uint32_t a = 0; a < MIM_PLANES; a++) {
                const uint8_t *plane = planes + ((size_t)i * MIM_PLANES + a) * vector;

                ck_assert_uint_eq(plane[l / 8] >> l % 8 & 1, a < MIM_AMINO_ACIDS && code == a);
            }
        }
    }
}

static void check_proposals(const struct laid_out *tile, const struct mim_plane_query *query,
                            size_t windows, const struct mim_proposal *out, size_t count)
{
    uint8_t *flags = memset(support_realloc(NULL, windows), 0, windows);

    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_lt(out[i].offset, windows);
        ck_assert_uint_eq(flags[out[i].offset]++, 0);
    }
    for (size_t w = 0; w < windows; w++) {
        uint32_t matches = 0;

        for (uint32_t j = 0; j < query->length; j++)
            matches += code_at(tile->text, tile->available, w + j) == query->codes[j];
        ck_assert_uint_eq(flags[w], matches >= query->need);
    }
    free(flags);
}

START_TEST(planes_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES) / 2 + 1; n++) {
        test_random random = random_of_case(321, n);
        uint8_t codes[LONGEST];
        struct mim_plane_query query = {codes, 0, (uint32_t)random_between(&random, 1, LONGEST), 7};
        guarded text;
        const struct laid_out tile = random_tile(&random, kernels->bit_lanes, query.length, &text);
        const size_t vector = kernels->bit_lanes / 8;
        const size_t size = (size_t)tile.shape.rows * MIM_PLANES * vector;
        const size_t windows = (size_t)tile.shape.segment * kernels->bit_lanes;
        guarded layout = guarded_make(size), sums = guarded_make(query.length * vector);
        guarded found = guarded_make((windows + 1) * sizeof(struct mim_proposal));
        struct mim_proposal *out = end_of(&found, (windows + 1) * sizeof *out);
        size_t count;

        for (uint32_t j = 0; j < query.length; j++)
            codes[j] = (uint8_t)random_below(&random, 4);
        query.need = (uint32_t)random_below(&random, query.length + 1);
        kernels->build_planes(tile.text, tile.available, tile.shape, end_of(&layout, size));
        check_planes(kernels, &tile, end_of(&layout, size));
        ck_assert_uint_eq(
            kernels->scan_planes(end_of(&layout, size), tile.shape, 0, tile.shape.segment, &query,
                                 1, end_of(&sums, query.length * vector), out, windows, &count),
            1);
        check_proposals(&tile, &query, windows, out, count);
        guarded_free(&found);
        guarded_free(&sums);
        guarded_free(&layout);
        guarded_free(&text);
    }
}
END_TEST

/* A stretch of random starts, some of which are no job's. Job k is that of start k. */
struct random_stretch {
    struct mim_slide_query query;
    uint8_t codes[3 * LONGEST];
    uint32_t starts;
    guarded planes, jobs;
};

static void make_stretch(test_random *random, size_t vector, struct random_stretch *s)
{
    const uint32_t length = (uint32_t)random_between(random, 1, LONGEST);

    s->starts = (uint32_t)random_between(random, 1, 2 * LONGEST);
    const uint32_t count = s->starts + length - 1;
    s->planes = guarded_make(count * sizeof(uint16_t));
    s->jobs = guarded_make(s->starts * sizeof(uint32_t));
    uint16_t *planes = end_of(&s->planes, count * sizeof *planes);
    uint32_t *jobs = end_of(&s->jobs, s->starts * sizeof *jobs);
    for (uint32_t i = 0; i < count; i++) {
        s->codes[i] = (uint8_t)random_below(random, random_chance(random, 5) ? 25 : 4);
        const uint32_t plane = s->codes[i] < MIM_AMINO_ACIDS ? s->codes[i] : MIM_AMINO_ACIDS;
        planes[i] = (uint16_t)(plane * vector);
    }
    for (uint32_t i = 0; i < s->starts; i++)
        jobs[i] = random_chance(random, 20) ? MIM_NO_JOB : i;
    s->query = (struct mim_slide_query){planes, jobs, count, length,
                                        (uint32_t)random_below(random, length + 1)};
}

/* Every window with enough residues for every job, once. */
static void check_stretch(const struct laid_out *tile, const struct random_stretch *s,
                          size_t windows, const uint8_t *flags)
{
    for (uint32_t i = 0; i < s->starts; i++) {
        for (size_t w = 0; w < windows; w++) {
            uint32_t matches = 0;

            for (uint32_t j = 0; j < s->query.length; j++) {
                const uint8_t code = code_at(tile->text, tile->available, w + j);
                matches += code == s->codes[i + j] && code < MIM_AMINO_ACIDS;
            }
            ck_assert_uint_eq(flags[i * windows + w],
                              s->query.jobs[i] != MIM_NO_JOB && matches >= s->query.need);
        }
    }
}

START_TEST(stretches_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES) / 4 + 1; n++) {
        test_random random = random_of_case(324, n);
        const size_t vector = kernels->bit_lanes / 8;
        struct random_stretch stretch;
        guarded text;
        make_stretch(&random, vector, &stretch);
        const struct laid_out tile =
            random_tile(&random, kernels->bit_lanes, stretch.query.length, &text);
        const size_t size = (size_t)tile.shape.rows * MIM_PLANES * vector;
        const size_t windows = (size_t)tile.shape.segment * kernels->bit_lanes;
        guarded layout = guarded_make(size);
        guarded found = guarded_make(windows * sizeof(struct mim_proposal));
        struct mim_proposal *out = end_of(&found, windows * sizeof *out);
        uint8_t *flags =
            memset(support_realloc(NULL, stretch.starts * windows), 0, stretch.starts * windows);

        kernels->build_planes(tile.text, tile.available, tile.shape, end_of(&layout, size));
        for (uint32_t at = 0, end = mim_slide_diagonals(tile.shape, &stretch.query); at < end;) {
            size_t count;
            const uint32_t next = kernels->slide_planes(end_of(&layout, size), tile.shape,
                                                        &stretch.query, at, out, windows, &count);
            ck_assert_uint_gt(next, at);
            at = next;
            for (size_t i = 0; i < count; i++) {
                ck_assert_uint_lt(out[i].offset, windows);
                ck_assert_uint_lt(out[i].job, stretch.starts);
                ck_assert_uint_eq(flags[out[i].job * windows + out[i].offset]++, 0);
            }
        }
        check_stretch(&tile, &stretch, windows, flags);
        free(flags);
        guarded_free(&found);
        guarded_free(&layout);
        guarded_free(&text);
        guarded_free(&stretch.planes);
        guarded_free(&stretch.jobs);
    }
}
END_TEST

/* Every window within the limit of its start is proposed once; others only if a sum of bytes begins
 * again at 256. */
static void check_sums(const struct laid_out *tile, const struct mim_sums_query *query,
                       const uint8_t *numbers, size_t windows, const uint8_t *flags)
{
    for (uint32_t i = 0; i + query->length <= query->count; i++) {
        for (size_t w = 0; w < windows; w++) {
            uint32_t sum = 0;

            for (uint32_t j = 0; j < query->length; j++)
                sum += query->penalty[numbers[i + j]][code_at(tile->text, tile->available, w + j)];
            ck_assert_uint_eq(flags[i * windows + w],
                              query->jobs[i] != MIM_NO_JOB && sum % 256 <= query->limits[i]);
        }
    }
}

/* A stretch of `starts` windows over a few tables of random penalties. */
struct random_sums {
    struct mim_sums_query query;
    uint8_t penalty[MIM_SUMS_TABLES][MIM_CODES], numbers[3 * LONGEST], limits[3 * LONGEST];
    uint32_t jobs[3 * LONGEST], starts;
    guarded tables;
};

static void make_sums(test_random *random, uint32_t segment, uint32_t length, struct random_sums *s)
{
    const uint32_t n = (uint32_t)random_between(random, 1, MIM_RESIDUES);
    const uint32_t most = (uint32_t)random_between(random, 1, 40);

    s->starts = (uint32_t)random_between(random, 1, 2 * LONGEST);
    const uint32_t count = s->starts + length - 1;
    const size_t size = count + 2 * (size_t)(segment - 1);
    s->tables = guarded_make(size * sizeof(uint16_t));
    uint16_t *tables = end_of(&s->tables, size * sizeof *tables);
    for (uint32_t t = 0; t <= n; t++) {
        for (int c = 0; c < MIM_CODES; c++)
            s->penalty[t][c] = (uint8_t)random_below(random, most + 1);
    }
    for (size_t i = 0; i < size; i++)
        tables[i] = (uint16_t)(n * MIM_SUMS_TABLE);
    for (uint32_t i = 0; i < count; i++) {
        s->numbers[i] = (uint8_t)random_below(random, n);
        tables[segment - 1 + i] = (uint16_t)(s->numbers[i] * MIM_SUMS_TABLE);
        s->jobs[i] = random_chance(random, 20) ? MIM_NO_JOB : i;
        s->limits[i] = (uint8_t)random_below(random, 100);
    }
    s->query = (struct mim_sums_query){(const uint8_t(*)[MIM_CODES])s->penalty,
                                       n,
                                       tables + segment - 1,
                                       s->jobs,
                                       s->limits,
                                       count,
                                       length,
                                       99};
}

START_TEST(sums_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES) / 4 + 1; n++) {
        test_random random = random_of_case(325, n);
        const uint32_t length = (uint32_t)random_between(&random, 1, LONGEST);
        const uint32_t segment = MIM_SUMS_STEPS * (uint32_t)random_between(&random, 1, 4);
        const size_t windows = (size_t)segment * MIM_SLIDE_LANES;
        const size_t available = (size_t)random_between(&random, 1, (int64_t)(windows + length));
        guarded text = random_text(&random, available);
        const struct laid_out tile = {
            {segment, segment + length - 1}, end_of(&text, available), available};
        const size_t size = (size_t)tile.shape.rows * MIM_SLIDE_LANES;
        guarded layout = guarded_make(size), work = guarded_make(sizeof(struct mim_sums_work));
        guarded found = guarded_make(MIM_SUMS_TABLE * sizeof(struct mim_proposal));
        struct mim_proposal *out = end_of(&found, MIM_SUMS_TABLE * sizeof *out);
        struct mim_sums_work *at_work = end_of(&work, sizeof *at_work);
        struct random_sums stretch;
        make_sums(&random, segment, length, &stretch);
        uint8_t *flags =
            memset(support_realloc(NULL, stretch.starts * windows), 0, stretch.starts * windows);

        kernels->build_lines(tile.text, tile.available, tile.shape, end_of(&layout, size));
        at_work->begun = false;
        for (bool more = true; more;) {
            size_t count;

            more = kernels->slide_sums(end_of(&layout, size), tile.shape, &stretch.query, at_work,
                                       out, MIM_SUMS_TABLE, &count);
            ck_assert_uint_le(count, MIM_SUMS_TABLE);
            for (size_t i = 0; i < count; i++) {
                ck_assert_uint_lt(out[i].offset, windows);
                ck_assert_uint_lt(out[i].job, stretch.starts);
                ck_assert_uint_eq(flags[out[i].job * windows + out[i].offset]++, 0);
            }
        }
        check_sums(&tile, &stretch.query, stretch.numbers, windows, flags);
        free(flags);
        guarded_free(&found);
        guarded_free(&work);
        guarded_free(&layout);
        guarded_free(&text);
        guarded_free(&stretch.tables);
    }
}
END_TEST

/* The same places are proposed with every instruction set; and no more than the pattern's length
 * and indels are read behind the last place. */
START_TEST(indels_beside_pages)
{
    const struct mim_kernels *kernels = kernels_of(_i);
    const struct mim_kernels *plain = mim_kernels_get(MIMICRY_INSTRUCTIONS_PORTABLE);
    unsigned proposed = 0;

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES * 10); n++) {
        test_random random = random_of_case(322, n);
        uint8_t codes[LONGEST], expected[MIM_EDITS_WORK];
        struct mim_edits_pattern pattern = {
            .codes = codes, .length = (uint32_t)random_between(&random, 2, LONGEST)};

        pattern.max_indels = (uint32_t)random_between(&random, 1, MIMICRY_MAX_INDELS);
        if (pattern.max_indels >= pattern.length)
            pattern.max_indels = pattern.length - 1;
        pattern.max_mismatches = (uint32_t)random_below(&random, pattern.length);
        for (uint32_t j = 0; j < pattern.length; j++)
            codes[j] = (uint8_t)random_below(&random, 4);
        const size_t size = MIM_EDITS_LANES + pattern.length + pattern.max_indels;
        guarded text = random_text(&random, size), work = guarded_make(MIM_EDITS_WORK);
        uint8_t *lanes = end_of(&work, MIM_EDITS_WORK);

        kernels->scan_edits(&pattern, end_of(&text, size), lanes);
        plain->scan_edits(&pattern, end_of(&text, size), expected);
        for (unsigned l = 0; l < MIM_EDITS_LANES; l++) {
            ck_assert_uint_eq(lanes[l] != 0, expected[l] != 0);
            proposed += lanes[l] != 0;
        }
        guarded_free(&work);
        guarded_free(&text);
    }
    ck_assert(kernels == NULL || proposed > 0);
}
END_TEST

/* ---- Letters ---- */

/* Behind the codes is anything, as far as it may change, and not a byte more. */
START_TEST(letters_beside_pages)
{
    enum { MOST = 200 };
    const struct mim_kernels *kernels = kernels_of(_i);

    for (unsigned n = 0; kernels != NULL && n < support_scaled(CASES * 10); n++) {
        test_random random = random_of_case(323, n);
        const size_t count = (size_t)random_below(&random, MOST), size = count + MIM_SPELL_MORE;
        guarded memory = guarded_make(size);
        uint8_t *codes = end_of(&memory, size), given[MOST + MIM_SPELL_MORE];

        for (size_t i = 0; i < size; i++)
            codes[i] = (uint8_t)random_below(&random, i < count ? MIM_LETTERS : 256);
        memcpy(given, codes, size);
        kernels->spell(codes, count);
        for (size_t i = 0; i < count; i++)
            ck_assert_int_eq(codes[i], mim_letter_of[given[i]]);
        guarded_free(&memory);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kernels beside guard pages");
    TCase *tests = tcase_create("every instruction set");

    support_begin("test_kernel_guards");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, bytes_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, planes_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, stretches_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, sums_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, indels_beside_pages, 0, KERNEL_SETS);
    tcase_add_loop_test(tests, letters_beside_pages, 0, KERNEL_SETS);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
