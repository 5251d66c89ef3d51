/* A sound index whose bytes are changed, and its checksums right again, opened between guard pages
 * and driven through every verb. */
#include <string.h>

#include "every_verb.h"
#include "fuzz.h"
#include "hostile_index.h"

enum { BASES = 4, MOST_CHANGES = 24, LONGEST = 64 };

static struct hostile_image bases[BASES];
static struct hostile_memory memory;

/* What was changed, to be put back: an image is far larger than an input. */
static struct change {
    uint8_t *at;
    uint8_t before[8];
    unsigned width;
} changes[MOST_CHANGES];
static unsigned n_changes;

/* Of both copies of a gene and of one, near each other and apart, with all kinds of changes. */
static const char variants[] =
    "accession\tprotein_change\tzygosity\nP1\tE3W\thet\nP1\tP5A\thet\nP1\tL20del\thet\n"
    "P1\tQ15_Q16insWW\thet\nP2\tW10A\thom\nP2\tW11C\t0|1\nP2\tQ14K\t1|0\nP3\tC9W\thet\n"
    "P3\tE60*\thet\nP5\tA3_A5dup\thet\n";

static void set_up(void)
{
    size_t most = 0;

    for (int b = 0; b < BASES; b++) {
        bases[b] = hostile_image_make(fuzz_fasta, b == 1 ? 8 : 4, b == 2, b == 3 ? variants : NULL);
        most = bases[b].size > most ? bases[b].size : most;
    }
    memory = hostile_memory_make(most);
}

static uint64_t value_of(const struct hostile_image *base, fuzz_bytes *bytes)
{
    const uint64_t n = base->header.text_length;
    const uint64_t usual[] = {0,          1,
                              n - 1,      n,
                              n + 1,      n + MIM_TEXT_PAD,
                              base->size, base->header.records,
                              UINT32_MAX, UINT64_C(1) << 31,
                              INT64_MAX,  UINT64_MAX};
    const uint32_t which = fuzz_below(bytes, 16);

    return which < 12 ? usual[which] : fuzz_number(bytes, 1u << (which - 12));
}

static void change(const struct hostile_image *base, uint64_t at, unsigned width, uint64_t value)
{
    struct change *c = &changes[n_changes];

    if (n_changes == MOST_CHANGES || at > base->size || width > base->size - at)
        return;
    *c = (struct change){.at = base->bytes + at, .width = width};
    memcpy(c->before, c->at, width);
    memcpy(c->at, &value, width);
    n_changes++;
}

static void change_section(const struct hostile_image *base, fuzz_bytes *bytes)
{
    const unsigned s = fuzz_below(bytes, MIM_SECTIONS);
    const unsigned width = hostile_width(base, s);
    const uint64_t count = base->header.sections[s].size / width;
    uint64_t number = fuzz_number(bytes, 2);

    if (s == MIM_SECTION_PREFIXES || s == MIM_SECTION_FIFTHS)
        number |= fuzz_number(bytes, 2) << 16;
    if (count > 0)
        change(base, base->header.sections[s].offset + number % count * width, width,
               value_of(base, bytes));
}

/* A field of what variants have changed. */
static void change_change(const struct hostile_image *base, fuzz_bytes *bytes)
{
    const struct mim_section_entry *entry = &base->header.sections[MIM_SECTION_CHANGES];
    const uint64_t count = entry->size / sizeof(struct mim_index_change);
    const uint64_t number = fuzz_number(bytes, 1);
    const struct hostile_field *field =
        &hostile_change_fields[fuzz_below(bytes, HOSTILE_CHANGE_FIELDS)];

    if (count > 0)
        change(base, entry->offset + number % count * sizeof(struct mim_index_change) + field->at,
               field->width, value_of(base, bytes));
}

/* Eight residues at a time. */
static void change_text(const struct hostile_image *base, fuzz_bytes *bytes)
{
    const uint64_t length = base->header.sections[MIM_SECTION_TEXT].size - 8;
    uint64_t at = fuzz_number(bytes, 2);
    const uint64_t code = fuzz_below(bytes, 32);

    for (uint32_t left = fuzz_below(bytes, 8); left > 0; left--, at += 8)
        change(base, base->header.sections[MIM_SECTION_TEXT].offset + at % length, 8,
               code * UINT64_C(0x0101010101010101));
}

static void change_header(const struct hostile_image *base, fuzz_bytes *bytes)
{
    const uint32_t field = fuzz_below(bytes, 152);

    change(base, 8 + 4 * field, field % 2 == 0 ? 8 : 4, value_of(base, bytes));
}

/* A peptide that may be in the text. */
static const char *peptide_of(const struct hostile_image *base, fuzz_bytes *bytes)
{
    static char letters[LONGEST + 1];
    const uint8_t *text = base->bytes + base->header.sections[MIM_SECTION_TEXT].offset;
    const uint64_t at = fuzz_number(bytes, 2);
    const uint32_t length = 1 + fuzz_below(bytes, LONGEST);

    for (uint32_t i = 0; i < length; i++) {
        const uint8_t code = text[(at + i) % base->header.text_length];

        letters[i] = code < MIM_RESIDUES ? mim_letter_of[code] : 'A';
    }
    letters[length] = '\0';
    return letters;
}

static void drive(const struct hostile_image *base, const struct mimicry_index *index,
                  fuzz_bytes *bytes)
{
    static char sequence[3 * LONGEST * 8 + 1];

    for (int left = 4; left > 0 && (bytes->left > 0 || left == 4); left--) {
        const unsigned verb = fuzz_below(bytes, N_VERBS);
        const char *peptide = peptide_of(base, bytes);
        const uint32_t times = 1 + fuzz_below(bytes, 16);

        sequence[0] = '\0';
        for (uint32_t i = 0; i < times; i++)
            memcpy(sequence + i * strlen(peptide), peptide, strlen(peptide) + 1);
        drive_verb(verb, (verb_call){index, peptide, sequence, fuzz_number(bytes, 8)});
    }
}

/* Only verify looks at the checksums of sections, which take long. */
static void open_and_drive(const struct hostile_image *base, bool at_start, bool verify,
                           fuzz_bytes *bytes)
{
    mimicry_error error = {.size = sizeof error};
    struct mimicry_index *index;

    if (verify)
        hostile_repair(base->bytes, base->size);
    else
        hostile_repair_header(base->bytes);
    const mimicry_status status =
        hostile_open(&memory, base->bytes, base->size, at_start, &index, &error);
    fuzz_check(status, &error, &index);
    if (index == NULL)
        return;
    if (verify) {
        const mimicry_status verified = hostile_verify(&memory, base->size, index, &error);

        fuzz_check(verified, &error, NULL);
    }
    drive(base, index, bytes);
    hostile_close(index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};

    if (bases[0].bytes == NULL)
        set_up();
    const uint32_t way = fuzz_below(&bytes, 64);
    const struct hostile_image *base = &bases[way % 8 >= 6 ? way % 8 - 4 : way % 2];
    for (uint32_t left = fuzz_below(&bytes, 12); left > 0; left--) {
        const uint32_t what = fuzz_below(&bytes, 8);

        if (what < 2)
            (what == 0 ? change_header : change_text)(base, &bytes);
        else if (what == 2 && base->header.features != 0)
            change_change(base, &bytes);
        else
            change_section(base, &bytes);
    }
    open_and_drive(base, way / 8 % 2 == 1, way >= 56, &bytes);
    while (n_changes > 0) {
        n_changes--;
        memcpy(changes[n_changes].at, changes[n_changes].before, changes[n_changes].width);
    }
    memcpy(base->bytes, &base->header, sizeof base->header);
    return 0;
}
