/* Every allocation fails once while tables of expression, organ systems and binders are read. */
#include <stdio.h>

#include "annotate/binders.h"
#include "annotate/tissues.h"
#include "failing.h"

static const char *const path = "memory_tissues.tsv";

/* So many genes and tissues that everything has to grow. */
static void write_table(int is_long)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return; /* which the job reports */
    fputs(is_long ? "gene id,gene,aliases,tissue,nTPM\n" : "gene,aliases", file);
    for (int t = 0; !is_long && t < 20; t++)
        fprintf(file, ",tissue %d", t);
    fputs("\n", file);
    for (int g = 0; g < 150; g++) {
        if (is_long) /* two genes of a symbol need a row of their own */
            fprintf(file, "E%d,G%d,A%d|B,tissue %d,%d\n", g, g / 2, g, g % 40, g);
        else
            fprintf(file, "G%d,A%d", g, g);
        for (int t = 0; !is_long && t < 20; t++)
            fprintf(file, ",%d", t * g);
        fputs("\n", file);
    }
    fclose(file);
}

static mimicry_status tell(const struct mim_expression *expression, mimicry_error *error)
{
    struct mim_organs *organs;
    char text[100];
    mimicry_status status = mim_organs_read(NULL, &organs, error);

    if (status == MIMICRY_OK)
        status = mim_tissues_text(expression, organs, "G1", 1, MIM_TEXT_ORGANS, text, sizeof text,
                                  NULL, error);
    mim_organs_free(organs);
    return status;
}

static mimicry_status read_levels(mimicry_error *error)
{
    struct mim_expression *expression;
    mimicry_status status = mim_expression_read(path, &expression, error);

    remove(path);
    if ((status == MIMICRY_OK) != (expression != NULL))
        consistent = false;
    if (status == MIMICRY_OK)
        status = tell(expression, error);
    mim_expression_free(expression);
    return status;
}

static mimicry_status read_expression_long(mimicry_error *error)
{
    write_table(1);
    return read_levels(error);
}

static mimicry_status read_expression_wide(mimicry_error *error)
{
    write_table(0);
    return read_levels(error);
}

static mimicry_status read_organs(mimicry_error *error)
{
    struct mim_organs *organs;
    const mimicry_status status = mim_organs_read(NULL, &organs, error);

    if ((status == MIMICRY_OK) != (organs != NULL))
        consistent = false;
    mim_organs_free(organs);
    return status;
}

static void write_text(const char *text)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return; /* which the job reports */
    fputs(text, file);
    fclose(file);
}

/* GTEx's form, with names that are longer than what is at hand for a pair, and a column of text. */
static mimicry_status read_expression_gct(mimicry_error *error)
{
    char text[2000];

    snprintf(text, sizeof text,
             "#1.2\n2\t2\nName\tDescription\tLiver\tnotes\nE1\t%0600d\t5\tx\nE2\tA\t7\ty\n", 0);
    write_text(text);
    return read_levels(error);
}

static mimicry_status read_binders_of_file(mimicry_error *error)
{
    struct mim_binders *binders;
    const mimicry_status status = mim_binders_read(path, &binders, error);
    remove(path);
    if ((status == MIMICRY_OK) != (binders != NULL))
        consistent = false;
    mim_binders_free(binders);
    return status;
}

static mimicry_status read_binders(mimicry_error *error)
{
    FILE *file = fopen(path, "w");

    if (file) {
        fputs("peptide,allele,rank\n", file);
        for (int i = 0; i < 60; i++)
            fprintf(file, "ACDEFG%c%c,A%d,%d\n", "ACDEFG"[i % 6], "HIKLMNP"[i % 7], i, i);
        fclose(file);
    }
    return read_binders_of_file(error);
}

/* As netMHCpan writes them: the alleles above the names. */
static mimicry_status read_binders_above(mimicry_error *error)
{
    write_text("\t\t\tHLA-A02:01\t\tHLA-B07:02\t\n"
               "Pos\tPeptide\tID\tEL_Rank\tAve\tEL_Rank\tNB\n0\tACDEF\tx\t0.4\t1\t2\t1\n");
    return read_binders_of_file(error);
}

/* Of two sets a third, whose names are more than either's. */
static mimicry_status join_genes(mimicry_error *error)
{
    const char *const one[] = {"A", "B", "C"}, *const two[] = {"D", "E", "A", "F", "G"};
    mimicry_genes *a = NULL, *b = NULL, *both = NULL;
    mimicry_status status = mimicry_genes_create(one, 3, &a, error);

    if (status == MIMICRY_OK)
        status = mimicry_genes_create(two, 5, &b, error);
    if (status == MIMICRY_OK)
        status = mimicry_genes_join(a, b, &both, error);
    if ((status == MIMICRY_OK) != (both != NULL && mimicry_genes_has(both, "G")))
        consistent = false;
    mimicry_genes_free(a);
    mimicry_genes_free(b);
    mimicry_genes_free(both);
    return status;
}

static mimicry_status (*const jobs[])(mimicry_error *) = {
    read_expression_long, read_expression_wide, read_expression_gct, read_organs,
    read_binders,         read_binders_above,   join_genes,
};

START_TEST(every_allocation_may_fail)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void nothing(void)
{
}

int main(void)
{
    return failing_main("memory_annotate", every_allocation_may_fail, sizeof jobs / sizeof *jobs,
                        nothing, nothing);
}
