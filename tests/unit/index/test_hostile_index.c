/* Index files that someone made to do harm: fields, entries and whole areas are changed, checksums
 * are right again, and every verb is driven, each section of the index lying between pages that
 * cannot be read. No call may crash or hang, and verify has to tell what is not as the format says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "every_verb.h"
#include "hostile_index.h"
#include "index/suffix.h"
#include "support.h"

enum { BASES = 3, VALUES = 14, ENTRIES = 3, SEQUENCE = 4000 };

static const char fasta[] =
    ">sp|P1|A_HUMAN Protein one OS=Homo sapiens OX=9606 GN=G1 PE=1\n"
    "MKEVDPIGHLYQQQQQQQQQQQQQKLMNPQRSTVWYX*ACDEFGHIKL\n"
    ">b\n>c\nK\n>sp|P2|B_HUMAN Two OX=9606 GN=G2 PE=1\nEVDPVGHLYWWWWQQQQQQQQUOBZJ\n"
    ">sp|P3|C_HUMAN Three OX=9606 GN=G3 PE=1\n"
    "MSLEQRSLHCKPEEALEAQQEALGLVCVQAATSSSSPLVLGTLEEVPTAGSTDPPQSPQGASAFPTTINFTRQRQPSEGSSSREEEGPSTSCI"
    "\n"
    ">sp|P5|D_HUMAN Five OX=9606 GN=G5 PE=1\n"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "\n";

static const char *const peptides[] = {"EVDPIGHLY", "QQQQQQ", "K", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                       "EVDPIXHLY", "WWW"};
enum { N_PEPTIDES = sizeof peptides / sizeof *peptides };

static struct hostile_image bases[BASES];
static struct hostile_memory memory;
static char *sequence; /* longer than the text */

static struct {
    unsigned tried, refused, told;
    bool few; /* so that each goes through every verb */
} done;

static void set_up(void)
{
    size_t most = 0;

    memset(&done, 0, sizeof done);
    for (int b = 0; b < BASES; b++) {
        bases[b] = hostile_image_make(fasta, b == 1 ? 8 : 4, b == 2);
        most = bases[b].size > most ? bases[b].size : most;
    }
    memory = hostile_memory_make(most);
    sequence = support_realloc(NULL, SEQUENCE + 1);
    for (size_t i = 0; i < SEQUENCE; i++)
        sequence[i] = i < 1000 || i > 3800 ? "MKEVDPIGHLYQ*"[i % 13] : i < 3000 ? 'Q' : 'A';
    sequence[SEQUENCE] = '\0';
}

static void tear_down(void)
{
    printf("%u hostile indexes, %u refused when they were opened, %u by verify\n", done.tried,
           done.refused, done.told);
    for (int b = 0; b < BASES; b++)
        hostile_image_free(&bases[b]);
    hostile_memory_free(&memory);
    free(sequence);
}

/* A copy that is to be changed. */
static uint8_t *copy_of(const struct hostile_image *base)
{
    return memcpy(support_realloc(NULL, base->size), base->bytes, base->size);
}

/* Every verb, or where there are very many images one, each in its turn. */
static void drive(const struct mimicry_index *index, bool each, test_random *random)
{
    const unsigned one = done.tried % N_VERBS;

    for (unsigned verb = each ? 0 : one; verb < (each ? N_VERBS : one + 1); verb++) {
        const verb_call call = {index, peptides[random_below(random, N_PEPTIDES)],
                                sequence + random_below(random, SEQUENCE), random_next(random)};

        drive_verb(verb, call);
    }
}

/* Repairs, opens and drives a changed image, and frees it. `told`: it is not as the format says,
 * and one has to tell. */
static void try_image(const struct hostile_image *base, uint8_t *bytes, bool told, const char *what)
{
    mimicry_error error = {.size = sizeof error};
    test_random random = random_of_case(1, done.tried);
    struct mimicry_index *index;

    hostile_repair(bytes, base->size);
    if (hostile_open(&memory, bytes, base->size, done.tried++ % 2 == 1, &index, &error) ==
        MIMICRY_OK) {
        const mimicry_status status = hostile_verify(&memory, base->size, index, &error);

        ck_assert_msg(status == MIMICRY_OK || status == MIMICRY_E_CORRUPT, "%s: %s", what,
                      error.message);
        ck_assert_msg(!told || status != MIMICRY_OK, "%s: verify did not tell", what);
        done.told += status != MIMICRY_OK;
        drive(index, done.few, &random);
        hostile_close(index);
    } else {
        done.refused++;
    }
    free(bytes);
}

/* ---- Numbers ---- */

static uint64_t value_of(const struct hostile_image *base, unsigned number)
{
    const uint64_t n = base->header.text_length;
    const uint64_t values[VALUES] = {0,
                                     1,
                                     base->header.records,
                                     n - 1,
                                     n,
                                     n + 1,
                                     n + MIM_TEXT_PAD,
                                     base->size - 1,
                                     base->size,
                                     UINT64_C(1) << 31,
                                     UINT32_MAX,
                                     INT64_MAX,
                                     UINT64_C(1) << 63,
                                     UINT64_MAX};

    return values[number];
}

/* Puts every value into a field of `width` bytes. */
static void try_field(const struct hostile_image *base, uint64_t at, unsigned width, bool told,
                      const char *what)
{
    for (unsigned v = 0; v < VALUES; v++) {
        const uint64_t value = value_of(base, v);
        char label[96];

        if (memcmp(base->bytes + at, &value, width) == 0)
            continue;
        uint8_t *bytes = copy_of(base);
        memcpy(bytes + at, &value, width);
        snprintf(label, sizeof label, "%s, byte %llu, value %u", what, (unsigned long long)at, v);
        try_image(base, bytes, told, label);
    }
}

START_TEST(fields_of_the_header)
{
    static const struct {
        unsigned at, width;
    } fields[] = {{0, 8},  {8, 4},  {12, 2}, {16, 8}, {24, 8},  {32, 8},
                  {40, 8}, {48, 8}, {56, 4}, {60, 4}, {560, 1}, {2000, 8}};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        try_field(&bases[0], fields[i].at, fields[i].width, true, "field");
    try_field(&bases[0], 14, 2, false, "minor version");
    for (unsigned code = 0; code < MIM_CODES; code += 9)
        try_field(&bases[0], 64 + 8 * code, 8, true, "count");
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        try_field(&bases[0], 320 + 24 * s, 4, true, "section number");
        try_field(&bases[0], 328 + 24 * s, 8, true, "section offset");
        try_field(&bases[0], 336 + 24 * s, 8, true, "section size");
    }
}
END_TEST

static unsigned width_of(const struct hostile_image *base, unsigned section)
{
    static const unsigned widths[MIM_SECTIONS] = {1, 8, 8, 1, 4, 0, 0, 2, 8, 1};

    return widths[section] != 0 ? widths[section] : base->header.suffix_width;
}

/* Names, taxa and what is known of the sources may be anything: no check can tell. */
static bool means_something(unsigned section)
{
    return section != MIM_SECTION_NAMES && section != MIM_SECTION_TAXA &&
           section != MIM_SECTION_SOURCES && section != MIM_SECTION_SOURCE_NAMES;
}

START_TEST(entries_of_the_sections)
{
    for (int b = 0; b < BASES; b++) {
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            const struct mim_section_entry *entry = &bases[b].header.sections[s];
            const unsigned width = width_of(&bases[b], s);
            const uint64_t count = entry->size / width;
            const uint64_t places[ENTRIES] = {0, count / 2, count - 1};

            for (int i = 0; i < ENTRIES && count > 0; i++) {
                if (places[i] < count && (b == 0 || s >= MIM_SECTION_SUFFIXES))
                    try_field(&bases[b], entry->offset + places[i] * width, width,
                              means_something(s), "entry");
            }
        }
    }
}
END_TEST

/* ---- Areas ---- */

static void put_entry(uint8_t *to, uint64_t number, unsigned width, uint64_t value)
{
    memcpy(to + number * width, &value, width);
}

/* Fills a section in one of several ways. */
static void fill(const struct hostile_image *base, uint8_t *bytes, unsigned section, unsigned way)
{
    const struct mim_section_entry *entry = &base->header.sections[section];
    const unsigned width = width_of(base, section);
    const uint64_t count = entry->size / width, n = base->header.text_length;

    for (uint64_t i = 0; i < count; i++) {
        const uint64_t ways[] = {way < VALUES ? value_of(base, way) : 0,
                                 i,
                                 count - 1 - i,
                                 i % (n + 1),
                                 i % 2 == 0 ? 0 : n,
                                 n - 1 - i % n,
                                 i < count / 2 ? 0 : n,
                                 5};

        put_entry(bytes + entry->offset, i, width, ways[way < VALUES ? 0 : way - VALUES + 1]);
    }
}

START_TEST(whole_sections)
{
    done.few = true;
    for (int b = 0; b < BASES; b++) {
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            for (unsigned way = 0; way < VALUES + 7; way++) {
                char label[64];

                if (bases[b].header.sections[s].size == 0 || (b > 0 && s < MIM_SECTION_SUFFIXES))
                    continue;
                uint8_t *bytes = copy_of(&bases[b]);
                fill(&bases[b], bytes, s, way);
                snprintf(label, sizeof label, "section %u filled in way %u", s, way);
                try_image(&bases[b], bytes, means_something(s), label);
            }
        }
    }
}
END_TEST

/* ---- Texts that are no text, with the suffix array that is theirs ---- */

/* Sets text, counts and tables to what belongs together. */
static void put_text(const struct hostile_image *base, uint8_t *bytes, uint8_t *text)
{
    struct mim_file_header header = base->header;
    struct mimicry_index index = {.text = text, .text_length = header.text_length};
    const size_t width = header.suffix_width;

    memset(text + header.text_length - 1, MIM_SEPARATOR, 1 + MIM_TEXT_PAD);
    memset(header.counts, 0, sizeof header.counts);
    header.counts[MIM_SEPARATOR] = header.records;
    header.counts[0] = header.text_length - header.records; /* any that add up */
    ck_assert_int_eq(mim_suffix_build(&index, (unsigned)width, NULL), MIMICRY_OK);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + header.sections[MIM_SECTION_TEXT].offset, text,
           (size_t)header.text_length + MIM_TEXT_PAD);
    memcpy(bytes + header.sections[MIM_SECTION_SUFFIXES].offset, index.suffixes,
           (size_t)header.text_length * width);
    memcpy(bytes + header.sections[MIM_SECTION_PREFIXES].offset, index.prefixes,
           (MIM_PREFIX_KEYS + 1) * width);
    free((void *)(uintptr_t)index.suffixes);
    free((void *)(uintptr_t)index.prefixes);
}

/* Of one code, of a few in turn, of any, or as it was but for its separators. */
static void make_text(const struct hostile_image *base, unsigned way, uint8_t *text)
{
    const uint64_t n = base->header.text_length;
    test_random random = random_of_case(2, way);

    memcpy(text, base->bytes + base->header.sections[MIM_SECTION_TEXT].offset, (size_t)n);
    for (uint64_t i = 0; i < n; i++) {
        if (way < 16)
            text[i] = (uint8_t)(way * 17);
        else if (way < 32)
            text[i] = (uint8_t)(way - 12 + i % 2);
        else if (way < 40)
            text[i] = (uint8_t)random_below(&random, way < 36 ? 32 : 256);
        else if (text[i] >= MIM_STOP)
            text[i] = (uint8_t)(way - 40);
    }
}

START_TEST(texts_that_are_none)
{
    done.few = true;
    for (int b = 0; b < 2; b++) {
        uint8_t *text = support_realloc(NULL, bases[b].header.text_length + MIM_TEXT_PAD);

        for (unsigned way = 0; way < 60; way++) {
            char label[64];
            uint8_t *bytes = copy_of(&bases[b]);

            make_text(&bases[b], way, text);
            put_text(&bases[b], bytes, text);
            snprintf(label, sizeof label, "text of way %u", way);
            try_image(&bases[b], bytes, true, label);
        }
        free(text);
    }
}
END_TEST

/* ---- Several changes at once ---- */

START_TEST(random_changes)
{
    done.few = true;
    for (unsigned i = 0; i < support_scaled(300); i++) {
        test_random random = random_of_case(3, i);
        const struct hostile_image *base = &bases[random_below(&random, BASES)];
        uint8_t *bytes = copy_of(base);
        bool told = false;
        char label[32];

        for (uint64_t left = 1 + random_below(&random, 12); left > 0; left--) {
            const unsigned s = (unsigned)random_below(&random, MIM_SECTIONS);
            const unsigned width = width_of(base, s);
            const uint64_t count = base->header.sections[s].size / width;
            const uint64_t value = value_of(base, (unsigned)random_below(&random, VALUES));

            if (count > 0)
                put_entry(bytes + base->header.sections[s].offset, random_below(&random, count),
                          width, random_chance(&random, 50) ? value : random_next(&random));
        }
        for (unsigned s = 0; s < MIM_SECTIONS; s++) {
            const struct mim_section_entry *entry = &base->header.sections[s];

            told = told ||
                   (means_something(s) && memcmp(bytes + entry->offset, base->bytes + entry->offset,
                                                 (size_t)entry->size) != 0);
        }
        snprintf(label, sizeof label, "random change %u", i);
        try_image(base, bytes, told, label);
    }
}
END_TEST

START_TEST(what_is_sound_is_opened)
{
    for (int b = 0; b < BASES; b++) {
        for (int i = 0; i < 2; i++)
            try_image(&bases[b], copy_of(&bases[b]), false, "nothing changed");
    }
    ck_assert_uint_eq(done.told + done.refused, 2); /* the fifths do not belong to a short text */
}
END_TEST

int main(void)
{
    support_begin("test_hostile_index");
    Suite *suite = suite_create("hostile_index");
    TCase *tests = tcase_create("hostile_index");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, what_is_sound_is_opened);
    tcase_add_test(tests, fields_of_the_header);
    tcase_add_test(tests, entries_of_the_sections);
    tcase_add_test(tests, whole_sections);
    tcase_add_test(tests, texts_that_are_none);
    tcase_add_test(tests, random_changes);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
