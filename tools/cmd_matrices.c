/* mimicry matrices: the substitution matrices there are, or one of them. */
#include "rows.h"

static const char help[] =
    "mimicry matrices [NAME|FILE]\n"
    "\n"
    "Without a word: the names of the built-in substitution matrices. With one: that matrix, or\n"
    "the one of a file in NCBI's format, as a table of scores by residue.\n";

static const char letters[] = "ARNDCQEGHILKMFPSTWYVBZJXUO";

static void print_names(FILE *stream)
{
    for (size_t i = 0; mimicry0_model_name(i) != NULL; i++)
        fprintf(stream, "%s\n", mimicry0_model_name(i));
}

static void print_matrix(FILE *stream, const mimicry_model *model)
{
    enum { LETTERS = sizeof letters - 1 };
    char names[LETTERS][2];
    const char *columns[LETTERS + 1] = {"residue"};
    struct rows rows;
    for (size_t i = 0; i < LETTERS; i++) {
        names[i][0] = letters[i];
        names[i][1] = '\0';
        columns[i + 1] = names[i];
    }
    rows_begin(&rows, stream, ROWS_TSV, columns, LETTERS + 1);
    for (size_t q = 0; q < LETTERS; q++) {
        rows_text(&rows, names[q]);
        for (size_t r = 0; r < LETTERS; r++)
            rows_real(&rows, mimicry0_model_score(model, letters[q], letters[r]));
        rows_end(&rows);
    }
}

int cmd_matrices(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    struct output out;
    int count, status;
    char **words = plain_words(argc, argv, help, 0, 1, &count, &status);
    if (words == NULL)
        return status;
    if (count == 1 && mimicry0_model_matrix(words[0], 0, &model, &error) != MIMICRY_OK)
        return report_error(&error);
    if (!output_open(&out, NULL)) {
        mimicry_model_free(model);
        return EXIT_FAILED;
    }
    if (model == NULL)
        print_names(out.stream);
    else
        print_matrix(out.stream, model);
    mimicry_model_free(model);
    return output_close(&out, true) ? EXIT_DONE : EXIT_FAILED;
}
