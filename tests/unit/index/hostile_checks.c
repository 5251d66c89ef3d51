/* Drives every verb through made-up indexes, each section lying between pages that cannot be read.
 */
#include "hostile_checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "every_verb.h"
#include "support.h"

enum { SEQUENCE = 4000 };

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

/* Of both copies of a gene and of one, near each other and apart. */
static const char variants[] =
    "accession\tprotein_change\tzygosity\nP1\tE3W\thet\nP1\tP5A\thet\nP1\tL20del\thet\n"
    "P1\tQ15_Q16insWW\thet\nP2\tW10A\thom\nP2\tW11C\t0|1\nP2\tQ14K\t1|0\nP3\tC9W\thet\n"
    "P3\tE60*\thet\nP5\tA3_A5dup\thet\n";

static const char *const peptides[] = {"EVDPIGHLY", "QQQQQQ", "K", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                       "EVDPIXHLY", "WWW"};
enum { N_PEPTIDES = sizeof peptides / sizeof *peptides };

struct hostile_image hostile_bases[HOSTILE_BASES];
static struct hostile_memory memory;
static char *sequence; /* longer than the text */

struct hostile_done hostile_done;

void hostile_begin(void)
{
    size_t most = 0;

    memset(&hostile_done, 0, sizeof hostile_done);
    for (int b = 0; b < HOSTILE_BASES; b++) {
        hostile_bases[b] = hostile_image_make(fasta, b == 1 ? 8 : 4, b == 2,
                                              b == HOSTILE_VARIANTS ? variants : NULL);
        most = hostile_bases[b].size > most ? hostile_bases[b].size : most;
    }
    memory = hostile_memory_make(most);
    sequence = support_realloc(NULL, SEQUENCE + 1);
    for (size_t i = 0; i < SEQUENCE; i++)
        sequence[i] = i < 1000 || i > 3800 ? "MKEVDPIGHLYQ*"[i % 13] : i < 3000 ? 'Q' : 'A';
    sequence[SEQUENCE] = '\0';
}

void hostile_end(void)
{
    printf("%u hostile indexes, %u refused when they were opened, %u by verify\n",
           hostile_done.tried, hostile_done.refused, hostile_done.told);
    for (int b = 0; b < HOSTILE_BASES; b++)
        hostile_image_free(&hostile_bases[b]);
    hostile_memory_free(&memory);
    free(sequence);
}

uint8_t *hostile_copy(const struct hostile_image *base)
{
    return memcpy(support_realloc(NULL, base->size), base->bytes, base->size);
}

/* Every verb, or where there are very many images one, each in its turn. */
static void drive(const struct mimicry_index *index, bool each, test_random *random)
{
    const unsigned one = hostile_done.tried % N_VERBS;

    for (unsigned verb = each ? 0 : one; verb < (each ? N_VERBS : one + 1); verb++) {
        const verb_call call = {index, peptides[random_below(random, N_PEPTIDES)],
                                sequence + random_below(random, SEQUENCE), random_next(random)};

        drive_verb(verb, call);
    }
}

void hostile_try(const struct hostile_image *base, uint8_t *bytes, bool told, const char *what)
{
    mimicry_error error = {.size = sizeof error};
    test_random random = random_of_case(1, hostile_done.tried);
    struct mimicry_index *index;

    hostile_repair(bytes, base->size);
    if (hostile_open(&memory, bytes, base->size, hostile_done.tried++ % 2 == 1, &index, &error) ==
        MIMICRY_OK) {
        const mimicry_status status = hostile_verify(&memory, base->size, index, &error);

        ck_assert_msg(status == MIMICRY_OK || status == MIMICRY_E_CORRUPT, "%s: %s", what,
                      error.message);
        ck_assert_msg(!told || status != MIMICRY_OK, "%s: verify did not tell", what);
        hostile_done.told += status != MIMICRY_OK;
        drive(index, hostile_done.few, &random);
        hostile_close(index);
    } else {
        hostile_done.refused++;
    }
    free(bytes);
}

/* ---- Numbers ---- */

uint64_t hostile_value(const struct hostile_image *base, unsigned number)
{
    const uint64_t n = base->header.text_length;
    const uint64_t values[HOSTILE_VALUES] = {0,
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

void hostile_try_field(const struct hostile_image *base, uint64_t at, unsigned width, bool told,
                       const char *what)
{
    for (unsigned v = 0; v < HOSTILE_VALUES; v++) {
        const uint64_t value = hostile_value(base, v);
        char label[96];

        if (memcmp(base->bytes + at, &value, width) == 0)
            continue;
        uint8_t *bytes = hostile_copy(base);
        memcpy(bytes + at, &value, width);
        snprintf(label, sizeof label, "%s, byte %llu, value %u", what, (unsigned long long)at, v);
        hostile_try(base, bytes, told, label);
    }
}
