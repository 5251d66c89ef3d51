/* mimicry matrices: the substitution matrices there are, or one of them. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "output.h"

static const char letters[] = "ARNDCQEGHILKMFPSTWYVBZJXUO";

static void print_names(void)
{
    for (size_t i = 0; mimicry_name(MIMICRY_NAMES_MATRICES, i) != NULL; i++)
        puts(mimicry_name(MIMICRY_NAMES_MATRICES, i));
}

/* With as many digits as it takes to read the same number back: 15 are always right. */
static void print_number(double value)
{
    char text[40];
    int digits = 15;
    do {
        snprintf(text, sizeof text, "%.*g", digits, value);
    } while (digits++ < 17 && strtod(text, NULL) != value);
    printf("\t%s", text);
}

/* False: a score could not be told, for lack of memory. */
static bool print_matrix(const mimicry_model *model)
{
    bool good = true;
    printf("residue\t%c", letters[0]);
    for (const char *c = letters + 1; *c != '\0'; c++)
        printf("\t%c", *c);
    for (const char *q = letters; *q != '\0'; q++) {
        const char peptide[2] = {*q, '\0'};
        printf("\n%c", *q);
        for (const char *c = letters; *c != '\0'; c++) {
            const double score = mimicry_model_score(model, peptide, 0, *c);
            good = good && !isnan(score);
            print_number(score);
        }
    }
    putchar('\n');
    return good;
}

int run_matrices(const struct request *r)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    if (r->n_words == 0) {
        print_names();
        return output_flush();
    }
    const mimicry_model_options options = {
        .size = sizeof options, .kind = MIMICRY_MODEL_MATRIX, .source = r->words[0]};
    if (mimicry_model_create(&options, &model, &error) != MIMICRY_OK)
        return report_status(&error);
    const bool good = print_matrix(model);
    mimicry_model_free(model);
    const int status = output_flush();
    return good || status != EXIT_DONE ? status : report("not enough memory");
}
