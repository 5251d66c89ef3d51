/* Random proteomes, peptides and matrices for the tests. */
#include "generate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char standard_letters[] = "ACDEFGHIKLMNPQRSTVWY";

/* ---- Letters ---- */

letter_source natural_letters(void)
{
    /* About the composition of human proteins, in percent. */
    letter_source source = {
        "AAAAAAACCDDDDDEEEEEEEFFFFGGGGGGGHHHIIIIKKKKKKLLLLLLLLLLMMNNNNPPPPPPQQQQQ"
        "RRRRRRSSSSSSSSTTTTTVVVVVVWYYY",
        0};

    return source;
}

letter_source random_letter_source(test_random *random)
{
    letter_source source = natural_letters();
    uint64_t kind = random_below(random, 10);

    if (kind < 5) {
        size_t count = 2 + (size_t)random_below(random, 3);

        for (size_t i = 0; i < count; i++)
            source.letters[i] = standard_letters[random_below(random, 20)];
        source.letters[count] = '\0';
        if (random_chance(random, 30))
            strcat(source.letters, random_chance(random, 50) ? "X" : "U*");
    } else if (kind == 7) {
        strcat(source.letters, "BZJXUO*");
    } else if (kind == 8) {
        strcpy(source.letters, "ACDEFGHIKLMNPQRSTVWYBZJXUO*");
    } else if (kind == 9) {
        strcpy(source.letters, "LSXBZJUO");
    }
    source.lower_percent = random_chance(random, 25) ? 30 : 0;
    return source;
}

char random_letter(test_random *random, const letter_source *source)
{
    char letter = source->letters[random_below(random, strlen(source->letters))];

    return random_below(random, 100) < source->lower_percent ? (char)tolower(letter) : letter;
}

/* ---- Proteomes ---- */

static void random_record(test_random *random, const letter_source *source, unsigned max_length,
                          test_peptides *records)
{
    uint64_t kind = random_below(random, 20);
    size_t length = 1 + (size_t)random_below(random, max_length);
    size_t period = length;
    test_text text = {0};

    if (kind < 3 && records->count > 0) {
        const char *copied = records->letters[random_below(random, records->count)];

        peptides_add(records, copied, strlen(copied));
        return;
    }
    if (kind == 3 || kind == 4)
        length = kind - 3;
    else if (kind < 7)
        period = 1 + (size_t)random_below(random, 3);
    text_add(&text, "", 0);
    for (size_t i = 0; i < length; i++)
        text_add_char(&text, i < period ? random_letter(random, source) : text.bytes[i - period]);
    peptides_add(records, text.bytes, length);
    text_free(&text);
}

static void add_record(test_random *random, test_text *fasta, const char *letters)
{
    static const char *const line_ends[] = {"\n", "\n", "\r\n", "\n\n"};
    const char *line_end = line_ends[random_below(random, 4)];
    uint64_t width = random_chance(random, 30) ? 1 + random_below(random, 9) : 60;
    bool blanks = random_chance(random, 5);

    for (size_t i = 0; letters[i]; i++) {
        text_add_char(fasta, letters[i]);
        if ((i + 1) % width == 0)
            text_print(fasta, "%s%s", blanks ? " \t" : "", line_end);
    }
    text_print(fasta, "%s", line_end);
}

char *random_protein(test_random *random, size_t residues)
{
    char *protein = support_realloc(NULL, residues + 1);

    for (size_t i = 0; i < residues; i++)
        protein[i] = "ACDEFGHIKLMNPQRSTVWY"[random_below(random, 20)];
    protein[residues] = '\0';
    return protein;
}

test_text random_fasta(test_random *random, const letter_source *source,
                       const proteome_shape *shape)
{
    size_t count = 1 + (size_t)random_below(random, shape->max_records);
    test_peptides records = {0};
    test_text fasta = {0};

    for (size_t i = 0; i < count; i++) {
        random_record(random, source, shape->max_length, &records);
        text_print(&fasta, ">r%zu record %zu\n", i, i);
        add_record(random, &fasta, records.letters[i]);
    }
    peptides_free(&records);
    return fasta;
}

/* ---- Peptides ---- */

/* A letter that a peptide may have. */
static char peptide_letter(test_random *random, const letter_source *source, bool star)
{
    char letter = random_letter(random, source);

    return letter == '*' && !star ? 'A' : letter;
}

void add_random_peptide(test_random *random, const letter_source *source,
                        const peptide_shape *shape, unsigned length, test_peptides *peptides)
{
    bool cut = shape->proteome_length >= length && random_chance(random, 85);
    unsigned changes = random_chance(random, 60) ? (unsigned)random_below(random, 40) : 0;
    uint64_t start = cut ? random_below(random, shape->proteome_length - length + 1) : 0;
    char *letters = support_realloc(NULL, length + 1);

    for (unsigned i = 0; i < length; i++) {
        letters[i] = cut ? shape->proteome[start + i] : '*';
        if (!cut || random_chance(random, changes) || (letters[i] == '*' && !shape->star))
            letters[i] = peptide_letter(random, source, shape->star);
        if (random_below(random, 100) < source->lower_percent)
            letters[i] = (char)tolower(letters[i]);
    }
    peptides_add(peptides, letters, length);
    free(letters);
}

test_peptides random_peptides(test_random *random, const letter_source *source,
                              const peptide_shape *shape)
{
    test_peptides peptides = {0};

    for (unsigned i = 0; i < shape->count; i++) {
        if (i > 0 && random_chance(random, 15)) {
            const char *copied = peptides.letters[random_below(random, i)];

            peptides_add(&peptides, copied, strlen(copied));
            continue;
        }
        int64_t length = random_between(random, shape->min_length, shape->max_length);
        add_random_peptide(random, source, shape, (unsigned)length, &peptides);
    }
    return peptides;
}

/* ---- Matrices ---- */

bool matrix_kind_is_exact(int kind)
{
    return kind < MATRIX_REAL;
}

const char *matrix_kind_name(int kind)
{
    static const char *const names[N_MATRIX_KINDS] = {"small", "asymmetric", "big",     "negative",
                                                      "zero",  "odd self",   "outlier", "quarters",
                                                      "real",  "tiny",       "huge",    "forgiven"};

    return names[kind];
}

/* A value for the pair of a row and a column. */
static double random_value(test_random *random, int kind, bool self)
{
    double unit = random_unit(random);

    switch (kind) {
    case MATRIX_ASYMMETRIC:
        return (double)random_between(random, -20, 20);
    case MATRIX_BIG:
        return (double)random_between(random, -1000000, 1000000);
    case MATRIX_NEGATIVE:
        return (double)random_between(random, -30, -1);
    case MATRIX_ZERO:
        return 0;
    case MATRIX_ODD_SELF:
        return (double)(self ? random_between(random, -5, 0) : random_between(random, -4, 9));
    case MATRIX_QUARTERS:
        return (double)random_between(random, -24, 40) / 4;
    case MATRIX_REAL:
        return unit * 10 - 5 + (self ? 4 : 0);
    case MATRIX_TINY:
        return (unit * 2 - 1) * 1e-6;
    case MATRIX_HUGE:
        return (unit * 2 - 1) * 1e6;
    case MATRIX_FORGIVEN:
        return (unit * 2 - 1) * 1e-10;
    default:
        return (double)(self ? random_between(random, 4, 11) : random_between(random, -4, 3));
    }
}

static void shuffle(test_random *random, char *letters)
{
    for (size_t i = strlen(letters); i > 1; i--) {
        size_t j = (size_t)random_below(random, i);
        char letter = letters[j];

        letters[j] = letters[i - 1];
        letters[i - 1] = letter;
    }
}

static void write_matrix(test_text *text, const char *columns, const char *rows,
                         double value[128][128])
{
    text_print(text, "# made by a test\n ");
    for (const char *b = columns; *b; b++)
        text_print(text, " %c", *b);
    for (const char *a = rows; *a; a++) {
        text_print(text, "\n%c", *a);
        for (const char *b = columns; *b; b++)
            text_print(text, " %.17g", value[(unsigned char)*a][(unsigned char)*b]);
    }
    text_print(text, "\n");
}

test_text random_matrix(test_random *random, int kind)
{
    /* Letters that a matrix may lack; the first choice lacks them all. */
    static const char *const more[] = {"", "BZX", "BZX*", "BJZX*", "BZJXUO*"};
    double(*value)[128] = support_realloc(NULL, sizeof(double[128][128]));
    char columns[32];
    char rows[32];
    test_text text = {0};

    snprintf(columns, sizeof columns, "%s%s", standard_letters,
             more[kind == MATRIX_ASYMMETRIC ? 4 : random_below(random, 5)]);
    if (random_chance(random, 50))
        shuffle(random, columns);
    strcpy(rows, columns);
    if (kind == MATRIX_ASYMMETRIC)
        shuffle(random, rows);
    for (const char *a = rows; *a; a++)
        for (const char *b = columns; *b; b++)
            value[(unsigned char)*a][(unsigned char)*b] = random_value(random, kind, *a == *b);
    if (kind == MATRIX_OUTLIER) {
        char a = standard_letters[random_below(random, 20)];
        char b = standard_letters[random_below(random, 20)];

        value[(unsigned char)a][(unsigned char)b] = random_chance(random, 50) ? 1e6 : -1e6;
    }
    write_matrix(&text, columns, rows, value);
    free(value);
    return text;
}
