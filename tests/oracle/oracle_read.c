/* What the naive oracle reads: FASTA and matrices, each written from its definition. */
#define _POSIX_C_SOURCE 200809L

#include "oracle.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char residue_letters[] = "ACDEFGHIKLMNPQRSTVWYBZJXUO";

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "oracle: %s: %s\n", name, what);
    abort();
}

static void *grown(void *memory, size_t count, size_t size)
{
    void *result = realloc(memory, (count ? count : 1) * size);

    if (!result)
        stop("not enough memory", "realloc");
    return result;
}

/* ---- FASTA ---- */

oracle_records oracle_fasta_parse(const char *text, size_t length)
{
    oracle_records records = {0};
    size_t used = 0;
    bool line_start = true;
    bool header = false;

    records.letters = grown(NULL, length, 1);
    records.starts = grown(NULL, length + 1, sizeof(size_t));
    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (c == '\n' || c == '\r') {
            line_start = true;
            header = false;
            continue;
        }
        if (line_start && c == '>') {
            header = true;
            records.starts[records.count++] = used;
        }
        line_start = false;
        if (!header && c != ' ' && c != '\t')
            records.letters[used++] = (char)toupper((unsigned char)c);
    }
    records.starts[records.count] = used;
    return records;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name);
    size_t m = strlen(ending);

    return n >= m && strcmp(name + n - m, ending) == 0;
}

oracle_records oracle_fasta_read(const char *path)
{
    bool gzip = ends_with(path, ".gz");
    char command[4096];
    char *text = NULL;
    size_t length = 0;
    size_t got;
    FILE *file;

    snprintf(command, sizeof command, "gzip -dc '%s'", path);
    file = gzip ? popen(command, "r") : fopen(path, "rb");
    if (!file)
        stop("cannot be opened", path);
    do {
        text = grown(text, length + (1 << 20), 1);
        got = fread(text + length, 1, 1 << 20, file);
        length += got;
    } while (got > 0);
    if (gzip ? pclose(file) != 0 : fclose(file) != 0)
        stop("cannot be read", path);
    oracle_records records = oracle_fasta_parse(text, length);
    free(text);
    return records;
}

void oracle_records_free(oracle_records *records)
{
    free(records->letters);
    free(records->starts);
    *records = (oracle_records){0};
}

/* ---- Matrix ---- */

/* What a file says: NaN where it says nothing. */
typedef struct matrix_file {
    char columns[128];
    size_t n_columns;
    double lowest;
    double value[128][128];
} matrix_file;

static void read_columns(matrix_file *file, const char *line)
{
    for (; *line; line++)
        if (!isspace((unsigned char)*line))
            file->columns[file->n_columns++] = *line;
}

static void read_row(matrix_file *file, const char *line, const char *path)
{
    char *at = NULL;

    while (isspace((unsigned char)*line))
        line++;
    unsigned char row = (unsigned char)*line++;
    for (size_t i = 0; i < file->n_columns; i++) {
        double value = strtod(line, &at);

        if (at == line || row >= 128)
            stop("a row is too short", path);
        line = at;
        file->value[row][(unsigned char)file->columns[i]] = value;
        file->lowest = value < file->lowest ? value : file->lowest;
    }
}

static void read_matrix_file(matrix_file *file, const char *path)
{
    FILE *stream = fopen(path, "r");
    char line[8192];

    if (!stream)
        stop("cannot be opened", path);
    file->lowest = INFINITY;
    for (size_t i = 0; i < 128 * 128; i++)
        file->value[i / 128][i % 128] = NAN;
    while (fgets(line, sizeof line, stream)) {
        if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
            continue;
        if (file->n_columns == 0)
            read_columns(file, line);
        else
            read_row(file, line, path);
    }
    fclose(stream);
    if (!isfinite(file->lowest))
        stop("holds no numbers", path);
}

static unsigned char scored_as(char letter, bool uo_as_ck)
{
    if (uo_as_ck && letter == 'U')
        return 'C';
    if (uo_as_ck && letter == 'O')
        return 'K';
    return (unsigned char)letter;
}

oracle_matrix *oracle_matrix_read(const char *path, bool uo_as_ck)
{
    oracle_matrix *matrix = grown(NULL, 1, sizeof *matrix);
    matrix_file *file = grown(NULL, 1, sizeof *file);

    memset(matrix, 0, sizeof *matrix);
    memset(file, 0, sizeof *file);
    read_matrix_file(file, path);
    matrix->lowest = file->lowest;
    for (const char *a = residue_letters; *a; a++) {
        for (const char *b = residue_letters; *b; b++) {
            double value = file->value[scored_as(*a, uo_as_ck)][scored_as(*b, uo_as_ck)];

            matrix->score[(unsigned char)*a][(unsigned char)*b] =
                isnan(value) ? file->lowest : value;
        }
    }
    free(file);
    return matrix;
}

double oracle_score(const oracle_matrix *matrix, const char *query, const char *window,
                    size_t length)
{
    double score = 0;

    for (size_t i = 0; i < length; i++)
        score += matrix->score[(unsigned char)query[i]][(unsigned char)window[i]];
    return score;
}
