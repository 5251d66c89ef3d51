/* Distributions that are kept: what is found is what was put there, of more peptides than there are
 * places for. */
#include <string.h>

#include "score/kept_tails.h"
#include "support.h"

enum { PEPTIDES = 60000, LENGTH = 9, LONG = 33, MOST = 600 };

struct fixture {
    struct mim_kept_tails *kept;
    struct mim_tail put, found;
    test_random random;
};

static void begin(struct fixture *f, unsigned salt)
{
    mimicry_error error = {.size = sizeof error};

    f->random = random_of_case(salt, 0);
    f->kept = mim_kept_tails_create();
    ck_assert_ptr_nonnull(f->kept);
    ck_assert_int_eq(mim_tail_create(&f->put, &error), MIMICRY_OK);
    ck_assert_int_eq(mim_tail_create(&f->found, &error), MIMICRY_OK);
}

static void end(struct fixture *f)
{
    mim_kept_tails_free(f->kept);
    mim_tail_free(&f->put);
    mim_tail_free(&f->found);
}

/* Peptide number `n`, no two alike, and a distribution that no other has. */
static void make(struct fixture *f, uint32_t n, uint32_t cells, uint8_t codes[LONG])
{
    memset(codes, 3, LONG);
    for (uint32_t j = 0, left = n; j < LENGTH; j++, left /= MIM_AMINO_ACIDS)
        codes[j] = (uint8_t)(left % MIM_AMINO_ACIDS);
    f->put.cells = cells;
    f->put.base = -(double)n;
    f->put.unit = n + 0.5;
    f->put.whole = n % 2 == 0;
    for (uint32_t k = 0; k <= cells; k++)
        f->put.at[k] = n + k / 1024.0;
}

static void check(struct fixture *f)
{
    ck_assert_uint_eq(f->found.cells, f->put.cells);
    ck_assert(f->found.base == f->put.base && f->found.unit == f->put.unit);
    ck_assert(f->found.whole == f->put.whole);
    ck_assert_int_eq(memcmp(f->found.at, f->put.at, (f->put.cells + (size_t)1) * sizeof *f->put.at),
                     0);
}

/* Each is found at once; later it is found as it was, or not at all. */
START_TEST(found_as_they_were_put)
{
    struct fixture f;
    uint8_t codes[LONG];
    uint32_t found = 0;

    begin(&f, 1130);
    for (uint32_t n = 0; n < PEPTIDES; n++) {
        make(&f, n, 1 + n % 40, codes);
        ck_assert(!mim_kept_tails_find(f.kept, codes, LENGTH, &f.found));
        mim_kept_tails_add(f.kept, codes, LENGTH, &f.put);
        ck_assert(mim_kept_tails_find(f.kept, codes, LENGTH, &f.found));
        check(&f);
    }
    for (uint32_t n = 0; n < PEPTIDES; n++) {
        make(&f, n, 1 + n % 40, codes);
        if (!mim_kept_tails_find(f.kept, codes, LENGTH, &f.found))
            continue;
        check(&f);
        found++;
        ck_assert(!mim_kept_tails_find(f.kept, codes, LENGTH - 1, &f.found));
    }
    ck_assert_uint_gt(found, 0);
    ck_assert_uint_lt(found, PEPTIDES);
    end(&f);
}
END_TEST

/* As many as are screened together, whatever they are: hardly one is lost. */
START_TEST(peptides_of_a_block_stay)
{
    enum { BLOCK = 4096, FEW = BLOCK / 50 };
    struct fixture f;
    uint8_t codes[LONG];
    uint32_t lost = 0;

    begin(&f, 1131);
    const uint32_t first = (uint32_t)random_below(&f.random, 1 << 20);
    for (uint32_t n = 0; n < BLOCK; n++) {
        make(&f, first + 7 * n, 5, codes);
        mim_kept_tails_add(f.kept, codes, LENGTH, &f.put);
    }
    for (uint32_t n = 0; n < BLOCK; n++) {
        make(&f, first + 7 * n, 5, codes);
        lost += !mim_kept_tails_find(f.kept, codes, LENGTH, &f.found);
    }
    ck_assert_uint_le(lost, FEW);
    end(&f);
}
END_TEST

/* Long peptides and large distributions are not kept. */
START_TEST(large_ones_are_left_out)
{
    struct fixture f;
    uint8_t codes[LONG];

    begin(&f, 1132);
    make(&f, 1, 5, codes);
    mim_kept_tails_add(f.kept, codes, LONG, &f.put);
    ck_assert(!mim_kept_tails_find(f.kept, codes, LONG, &f.found));
    make(&f, 2, MOST, codes);
    mim_kept_tails_add(f.kept, codes, LENGTH, &f.put);
    ck_assert(!mim_kept_tails_find(f.kept, codes, LENGTH, &f.found));
    end(&f);
}
END_TEST

int main(void)
{
    support_begin("test_kept_tails");
    Suite *suite = suite_create("kept_tails");
    support_add_test(suite, found_as_they_were_put);
    support_add_test(suite, peptides_of_a_block_stay);
    support_add_test(suite, large_ones_are_left_out);
    return support_run(suite);
}
