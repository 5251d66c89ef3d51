/* The library's inner parts, each by itself: profiles, kernels beside a guard page, suffix
 * intervals, pieces. What they make together is tested through the public header. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/number.h"
#include "index/suffix.h"
#include "search/kernels/kernels.h"
#include "search/plan/plan.h"
#include "io/table.h"
#include "support.h"

/* ---- Numbers and cells ---- */

START_TEST(numbers_are_decimal)
{
    static const char *const bad[] = {"",    " 1", "1 ",  "0x10", "inf",
                                      "nan", "1e", "--1", "1,5",  "e"};
    double value;
    ck_assert(mim_parse_number("-1.5e-3", &value) && value == -1.5e-3);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!mim_parse_number(bad[i], &value), "'%s' is no number", bad[i]);
}
END_TEST

START_TEST(cells_are_split)
{
    struct mim_cells cells = {0};
    char line[] = "a,\"b \"\"c\"\", d\",,\"\",last";
    static const char *const expected[] = {"a", "b \"c\", d", "", "", "last"};
    ck_assert_int_eq(mim_cells_split(&cells, line, ','), MIM_CELLS_GOOD);
    ck_assert_uint_eq(cells.count, 5);
    for (size_t i = 0; i < cells.count; i++)
        ck_assert_str_eq(cells.at[i], expected[i]);
    ck_assert_int_eq(mim_cells_find(&cells, "LAST"), 4);
    ck_assert_int_eq(mim_cells_find(&cells, ""), MIM_REPEATED_COLUMN);
    ck_assert_int_eq(mim_cells_find(&cells, "b"), MIM_NO_COLUMN);
    mim_cells_free(&cells);
}
END_TEST

/* ---- Profiles: what a query takes, its profile must let through ---- */

enum { MOST = 40 };

struct case_query {
    struct mim_matrix matrix;
    uint8_t codes[MOST];
    struct mim_goal query;
    uint8_t penalty[MOST][MIM_CODES];
    struct mim_position positions[MOST];
    struct mim_ranking ranking;
    uint8_t pattern[MOST];
    uint32_t order[MOST];
    struct mim_profile profile;
    struct mim_frequencies frequencies;
};

static double random_score(test_random *random, unsigned style)
{
    static const double scales[] = {1, 1e-6, 1e6, 0.1, 0.37};
    if (style == 0)
        return (double)random_between(random, -8, 12);
    return (random_unit(random) * 2 - 1) * scales[style % 5];
}

static void make_query(test_random *random, struct case_query *c)
{
    const unsigned style = (unsigned)random_below(random, 6);
    memset(c, 0, sizeof *c);
    c->matrix.is_integer = style == 0;
    for (int a = 0; a < MIM_CODES; a++)
        for (int b = 0; b < MIM_CODES; b++)
            c->matrix.score[a][b] = random_score(random, style);
    for (int a = 0; a < MIM_RESIDUES; a++)
        c->frequencies.of[a] = 1.0 / MIM_RESIDUES;
    const uint32_t length = (uint32_t)random_between(random, 1, MOST);
    for (uint32_t j = 0; j < length; j++)
        c->codes[j] = (uint8_t)random_below(random, MIM_RESIDUES);
    for (uint32_t j = 0; j < length; j++)
        c->positions[j] =
            (struct mim_position){c->matrix.score[c->codes[j]], c->ranking.of[c->codes[j]],
                                  c->codes[j] < MIM_AMINO_ACIDS ? 1u << c->codes[j] : 0};
    c->query = (struct mim_goal){.codes = c->codes,
                                 .positions = c->positions,
                                 .length = length,
                                 .is_integer = c->matrix.is_integer};
    c->profile.penalty = c->penalty;
    c->profile.pattern = c->pattern;
    c->profile.order = c->order;
}

static void compile(struct case_query *c)
{
    mim_ranking_set(&c->ranking, c->query.by_score ? &c->matrix : NULL);
    mim_profile_compile(&c->query, &c->profile);
    mim_profile_set_order(&c->profile, &c->frequencies);
}

static void random_window(test_random *random, const struct case_query *c, uint8_t *window)
{
    for (uint32_t j = 0; j < c->query.length; j++)
        window[j] =
            random_chance(random, 60) ? c->codes[j] : (uint8_t)random_below(random, MIM_RESIDUES);
}

static uint32_t penalty_of(const struct case_query *c, const uint8_t *window)
{
    uint32_t sum = 0;
    for (uint32_t j = 0; j < c->query.length; j++)
        sum += c->penalty[j][window[j]];
    return sum;
}

/* The threshold is exactly a window's own score, so the window is just within it. */
START_TEST(profile_loses_nothing)
{
    static struct case_query c;
    for (unsigned n = 0; n < support_scaled(20000); n++) {
        test_random random = random_of_case(1, n);
        uint8_t window[MOST];
        struct mim_found hit;
        make_query(&random, &c);
        random_window(&random, &c, window);
        c.query.by_score = random_chance(&random, 70);
        c.query.min_score = -1e300;
        c.query.max_mismatches = c.query.length;
        ck_assert(mim_goal_test(&c.query, window, &hit));
        c.query.min_score = hit.score;
        c.query.max_mismatches = hit.mismatches;
        ck_assert(mim_goal_test(&c.query, window, &hit));
        compile(&c);
        ck_assert_msg(!c.profile.impossible && penalty_of(&c, window) <= c.profile.limit,
                      "case %u: a window within the threshold has penalty %u, limit %u", n,
                      penalty_of(&c, window), (unsigned)c.profile.limit);
    }
}
END_TEST

/* With whole scores and small budgets the profile is no looser than the threshold either. */
START_TEST(profile_of_whole_scores_is_exact)
{
    static struct case_query c;
    for (unsigned n = 0; n < support_scaled(20000); n++) {
        test_random random = random_of_case(2, n);
        uint8_t window[MOST];
        struct mim_found hit;
        make_query(&random, &c);
        if (!c.matrix.is_integer)
            continue;
        random_window(&random, &c, window);
        c.query.by_score = true;
        c.query.min_score = mim_goal_self_score(&c.query) - (double)random_below(&random, 60);
        compile(&c);
        const bool within = mim_goal_test(&c.query, window, &hit);
        const bool passes = !c.profile.impossible && penalty_of(&c, window) <= c.profile.limit;
        ck_assert_msg(passes == within || c.profile.unit != 1, "case %u: %d and %d", n, passes,
                      within);
    }
}
END_TEST

/* ---- Kernels ---- */

/* Codes that end right before a page that must not be touched. */
struct guarded_text {
    uint8_t *pages;
    size_t mapped;
    uint8_t *codes;
};

static struct guarded_text guarded_codes(size_t size)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct guarded_text g = {.mapped = (size + page - 1) / page * page + page};
    g.pages = mmap(NULL, g.mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(g.pages, MAP_FAILED);
    ck_assert_int_eq(mprotect(g.pages + g.mapped - page, page, PROT_NONE), 0);
    g.codes = g.pages + g.mapped - page - size;
    return g;
}

static void fill_text(test_random *random, uint8_t *text, uint32_t windows, unsigned letters)
{
    for (uint32_t i = 0; i < windows; i++)
        text[i] = random_chance(random, 1) ? (uint8_t)random_between(random, 20, MIM_SEPARATOR)
                                           : (uint8_t)random_below(random, letters);
    memset(text + windows, MIM_SEPARATOR, MIM_TEXT_PAD);
}

/* A flag for every window below `windows` that a kernel proposed; twice is an error. */
static void mark(const uint32_t *offsets, size_t count, uint32_t windows, uint8_t *flags)
{
    memset(flags, 0, windows);
    for (size_t i = 0; i < count; i++) {
        if (offsets[i] < windows) {
            ck_assert_msg(flags[offsets[i]] == 0, "window %u was proposed twice", offsets[i]);
            flags[offsets[i]] = 1;
        }
    }
}

static void expect_penalties(const char *kernel, const struct case_query *c, const uint8_t *text,
                             uint32_t windows, const uint8_t *flags, unsigned n)
{
    for (uint32_t i = 0; i < windows; i++) {
        const bool expected = penalty_of(c, text + i) <= c->profile.limit;
        ck_assert_msg(flags[i] == expected, "%s, case %u: window %u is %d", kernel, n, i, flags[i]);
    }
}

/* The layout in rows, in two chunks, and the text as it is. */
static void check_bytes(const struct mim_kernels *kernels, const struct case_query *c,
                        const uint8_t *text, uint32_t windows, unsigned n)
{
    const uint32_t step = kernels->byte_lanes * MIM_ROW_GROUP;
    const uint32_t segment = (windows + step - 1) / step * MIM_ROW_GROUP;
    const struct mim_tile_shape shape = {segment, segment + c->query.length - 1};
    const size_t room = (size_t)segment * kernels->byte_lanes;
    uint32_t *offsets = support_realloc(NULL, (room + 1) * sizeof *offsets);
    uint8_t *flags = support_realloc(NULL, windows + 1);
    uint8_t *rows = aligned_alloc(64, ((size_t)shape.rows * kernels->byte_lanes + 63) / 64 * 64);
    ck_assert_ptr_nonnull(rows);
    kernels->build_bytes(text, (uint64_t)windows + MIM_TEXT_PAD, shape, rows);
    const uint32_t middle = segment / 2 / MIM_ROW_GROUP * MIM_ROW_GROUP;
    size_t count = kernels->scan_bytes(rows, shape, 0, middle, &c->profile, offsets);
    count += kernels->scan_bytes(rows, shape, middle, segment, &c->profile, offsets + count);
    mark(offsets, count, windows, flags);
    expect_penalties(kernels->name, c, text, windows, flags, n);
    count = kernels->scan_text(text, windows, &c->profile, offsets);
    mark(offsets, count, windows, flags);
    expect_penalties(kernels->name, c, text, windows, flags, n);
    free(rows);
    free(flags);
    free(offsets);
}

static uint32_t matches_of(const struct case_query *c, const uint8_t *window)
{
    uint32_t matches = 0;
    for (uint32_t j = 0; j < c->query.length; j++)
        matches += window[j] == c->codes[j] && window[j] < 20;
    return matches;
}

/* Two queries in one call, the second without a match; room for only one at a time. */
static size_t scan_all_planes(const struct mim_kernels *kernels, const struct case_query *c,
                              const void *planes, struct mim_tile_shape shape, uint32_t *offsets)
{
    uint8_t nothing[MOST];
    const uint32_t length = c->query.length, need = length - c->query.max_mismatches;
    const size_t room = (size_t)kernels->bit_lanes * shape.segment;
    const struct mim_plane_query queries[] = {{c->codes, need, length, 7},
                                              {nothing, need, length, 8}};
    struct mim_proposal *out = support_realloc(NULL, room * sizeof *out);
    void *work = aligned_alloc(64, (length * kernels->bit_lanes / 8 + 63) / 64 * 64);
    size_t total = 0;
    ck_assert_ptr_nonnull(work);
    memset(nothing, MIM_X, sizeof nothing);
    for (uint32_t k = 0; k < 2;) {
        size_t count;
        const uint32_t done = kernels->scan_planes(planes, shape, 0, shape.segment, queries + k,
                                                   2 - k, work, out, room, &count);
        ck_assert_uint_ge(done, 1);
        for (size_t i = 0; i < count; i++) {
            if (out[i].job == 7)
                offsets[total++] = out[i].offset;
            else
                ck_assert_uint_eq(need, 0);
        }
        k += done;
    }
    free(work);
    free(out);
    return total;
}

static void check_planes(const struct mim_kernels *kernels, const struct case_query *c,
                         const uint8_t *text, uint32_t windows, unsigned n)
{
    const uint32_t length = c->query.length, need = length - c->query.max_mismatches;
    const uint32_t segment = (windows + kernels->bit_lanes - 1) / kernels->bit_lanes;
    const struct mim_tile_shape shape = {segment, segment + length - 1};
    const size_t vector = kernels->bit_lanes / 8, room = (size_t)kernels->bit_lanes * segment;
    uint32_t *offsets = support_realloc(NULL, (room + 1) * sizeof *offsets);
    uint8_t *flags = support_realloc(NULL, windows + 1);
    void *planes = aligned_alloc(64, (MIM_PLANES * shape.rows * vector + 63) / 64 * 64);
    ck_assert_ptr_nonnull(planes);
    kernels->build_planes(text, (uint64_t)windows + MIM_TEXT_PAD, shape, planes);
    mark(offsets, scan_all_planes(kernels, c, planes, shape, offsets), windows, flags);
    for (uint32_t i = 0; i < windows; i++)
        ck_assert_msg(flags[i] == (matches_of(c, text + i) >= need), "%s, case %u: window %u is %d",
                      kernels->name, n, i, flags[i]);
    free(planes);
    free(flags);
    free(offsets);
}

START_TEST(kernels_agree_with_the_definition)
{
    static const int32_t sets[] = {MIMICRY_INSTRUCTIONS_PORTABLE, MIMICRY_INSTRUCTIONS_AVX2,
                                   MIMICRY_INSTRUCTIONS_AVX512};
    static struct case_query c;
    const struct mim_kernels *kernels = mim_kernels_get(sets[_i]);
    if (kernels == NULL) {
        printf("this machine lacks instructions %d\n", (int)sets[_i]);
        return;
    }
    for (unsigned n = 0; n < support_scaled(200); n++) {
        test_random random = random_of_case(3, n);
        const uint32_t windows = (uint32_t)random_between(&random, 1, 3000);
        make_query(&random, &c);
        struct guarded_text g = guarded_codes(windows + MIM_TEXT_PAD);
        fill_text(&random, g.codes, windows, random_chance(&random, 50) ? 20 : 3);
        c.query.max_mismatches = (uint32_t)random_below(&random, c.query.length + 1);
        c.query.by_score = random_chance(&random, 50);
        c.query.min_score = mim_goal_self_score(&c.query) - random_unit(&random) * 40;
        compile(&c);
        if (!c.profile.impossible)
            check_bytes(kernels, &c, g.codes, windows, n);
        check_planes(kernels, &c, g.codes, windows, n);
        munmap(g.pages, g.mapped);
    }
}
END_TEST

/* ---- Suffix intervals and pieces ---- */

static void check_interval(const struct mimicry_index *index, const uint8_t *codes, uint32_t length)
{
    struct mim_interval in;
    uint64_t expected = 0;
    for (uint64_t i = 0; i + length <= index->text_length; i++)
        expected += memcmp(index->text + i, codes, length) == 0;
    ck_assert(mim_suffix_find(index, codes, length, 0, &in));
    ck_assert_uint_eq(in.to - in.from, expected);
    for (uint64_t rank = in.from; rank < in.to; rank++)
        ck_assert_int_eq(memcmp(index->text + mim_suffix_at(index, rank), codes, length), 0);
}

START_TEST(intervals_are_whole)
{
    for (unsigned n = 0; n < support_scaled(60); n++) {
        test_random random = random_of_case(4, n);
        const uint32_t length = (uint32_t)random_between(&random, 1, 400);
        uint8_t *text = support_realloc(NULL, length + MIM_TEXT_PAD);
        struct mimicry_index index = {.text = text, .text_length = length};
        fill_text(&random, text, length, n % 2 == 0 ? 20 : 2);
        text[length - 1] = MIM_SEPARATOR;
        ck_assert_int_eq(mim_suffix_build(&index, n % 4 < 2 ? 4 : 8, NULL), MIMICRY_OK);
        ck_assert_int_eq(mim_suffix_check(&index, "index", NULL), MIMICRY_OK);
        for (int k = 0; k < 50; k++) {
            uint8_t codes[12];
            const uint32_t most = (uint32_t)random_between(&random, 1, 12);
            for (uint32_t j = 0; j < most; j++)
                codes[j] = (uint8_t)random_below(&random, n % 2 == 0 ? 20 : 2);
            check_interval(&index, codes, most);
        }
        free((void *)(uintptr_t)index.suffixes);
        free((void *)(uintptr_t)index.prefixes);
        free(text);
    }
}
END_TEST

/* A text with counts of the fifth residue, one key of which has too many suffixes to count. */
START_TEST(intervals_by_fifths_are_whole)
{
    test_random random = random_of_case(8, 0);
    const uint32_t length = MIM_FIFTHS_LEAST + 1000;
    uint8_t *text = support_realloc(NULL, length + MIM_TEXT_PAD);
    struct mimicry_index index = {.text = text, .text_length = length};
    fill_text(&random, text, length, 20);
    memset(text, 7, MIM_FIFTHS_WIDE + 10);
    text[length - 1] = MIM_SEPARATOR;
    ck_assert_int_eq(mim_suffix_build(&index, 4, NULL), MIMICRY_OK);
    ck_assert_ptr_nonnull(index.fifths);
    for (int k = 0; k < 60; k++) {
        uint8_t codes[12];
        const uint32_t at = (uint32_t)random_below(&random, length - 12);
        memcpy(codes, k < 10 ? text : text + at, sizeof codes);
        bool standard = true;
        for (size_t j = 0; j < sizeof codes; j++)
            standard = standard && mim_is_amino_acid(codes[j]);
        if (standard)
            check_interval(&index, codes, (uint32_t)random_between(&random, 4, 12));
    }
    free((void *)(uintptr_t)index.suffixes);
    free((void *)(uintptr_t)index.prefixes);
    free((void *)(uintptr_t)index.fifths);
    free(text);
}
END_TEST

/* The budgets of the pieces make up the limit, so that no window within it is lost. */
START_TEST(pieces_cover_the_peptide)
{
    static struct case_query c;
    static struct mim_splitter splitter;
    static const struct mimicry_index index = {.text_length = 1000000};
    for (unsigned n = 0; n < support_scaled(2000); n++) {
        test_random random = random_of_case(5, n);
        struct mim_piece pieces[MIM_MOST_PIECES];
        struct mim_split split = {.pieces = pieces};
        uint32_t at = 0, units = 0;
        make_query(&random, &c);
        c.query.max_mismatches = (uint32_t)random_below(&random, c.query.length + 1);
        compile(&c);
        splitter.index = &index;
        splitter.frequencies = &c.frequencies;
        mim_split_best(&splitter, &c.profile, 1 + (uint32_t)random_below(&random, 3), &split);
        for (uint32_t i = 0; i < split.count; i++) {
            ck_assert_uint_eq(pieces[i].from, at);
            ck_assert_uint_gt(pieces[i].to, pieces[i].from);
            at = pieces[i].to;
            units += (uint32_t)(pieces[i].budget + 1);
        }
        ck_assert_uint_eq(at, c.query.length);
        ck_assert_uint_eq(units, c.profile.limit + 1u);
    }
}
END_TEST

int main(void)
{
    support_begin("test_parts");
    Suite *suite = suite_create("parts");
    TCase *tests = tcase_create("parts");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, numbers_are_decimal);
    tcase_add_test(tests, cells_are_split);
    tcase_add_test(tests, profile_loses_nothing);
    tcase_add_test(tests, profile_of_whole_scores_is_exact);
    tcase_add_loop_test(tests, kernels_agree_with_the_definition, 0, 3);
    tcase_add_test(tests, intervals_are_whole);
    tcase_add_test(tests, intervals_by_fifths_are_whole);
    tcase_add_test(tests, pieces_cover_the_peptide);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
