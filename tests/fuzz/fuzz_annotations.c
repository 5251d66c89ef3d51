/* Bytes as sets of genes, expression, organs, binders and motifs, which are then asked and used. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const char *const names[] = {"G1",     "ENSG00000155657.29", "",          " g2 ",
                                    "Kidney", "heart muscle",       "EVDPIGHLY", "NA",
                                    "A0201",  "HLA-B*07:02"};

static void ask(const mimicry_annotations *annotations, int32_t kind)
{
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream table;

    fuzz_read_table(mimicry_annotations_table(annotations, kind, names,
                                              sizeof names / sizeof *names, &table, &error),
                    &table, MIMICRY_FORMAT_CSV, &error);
}

static mimicry_queries *queries(void)
{
    const mimicry_query row = {.peptide = "EVDPIGHLY", .allele = "HLA-A*02:01"};
    mimicry_queries *made;

    FUZZ_EXPECT(mimicry_queries_from(&row, 1, sizeof row, NULL, &made, NULL) == MIMICRY_OK);
    return made;
}

/* The built-in motifs, which take long to unpack, are asked for only where they matter. */
static bool is_presented(int32_t kind)
{
    return kind == MIMICRY_BINDERS || kind == MIMICRY_MOTIFS;
}

/* As columns of the hits of a search. */
static void search(const mimicry_annotations *annotations, int32_t kind)
{
    const mimicry_search_options options = {
        .size = sizeof options,
        .run = {.threads = 1},
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
        .threshold = 2,
        .annotations = annotations,
        .order = kind == MIMICRY_EXPRESSION ? MIMICRY_ORDER_EXPRESSION : MIMICRY_ORDER_AUTO};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *made = queries();
    struct ArrowArrayStream table;

    fuzz_read_table(mimicry_search(fuzz_index(), made, &options, &table, &error), &table,
                    MIMICRY_FORMAT_TSV, &error);
    mimicry_queries_close(made);
}

/* As columns of both tables of a screen. */
static void screen(const mimicry_annotations *annotations, int32_t kind)
{
    const bool levels = kind == MIMICRY_EXPRESSION;
    const mimicry_screen_options options = {.size = sizeof options,
                                            .run = {.threads = 1},
                                            .annotations = annotations,
                                            .columns = levels ? MIMICRY_COLUMN_VITAL : 0,
                                            .levels = levels ? "Liver,heart muscle" : NULL,
                                            .alleles = is_presented(kind) ? "A0201,B0702" : "",
                                            .max_presented = is_presented(kind) ? 50 : 0,
                                            .max_rank = kind == MIMICRY_BINDERS ? 5 : 0};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *made = queries();
    struct ArrowArrayStream rows, hits;

    const mimicry_status status =
        mimicry_screen(fuzz_index(), made, &options, &rows, &hits, &error);
    fuzz_read_table(status, &rows, MIMICRY_FORMAT_JSONL, &error);
    fuzz_read_table(status, &hits, MIMICRY_FORMAT_CSV, &error);
    mimicry_queries_close(made);
}

static void annotate(int32_t kind, bool twice, const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_annotations *annotations;

    FUZZ_EXPECT(mimicry_annotations_create(&annotations, NULL) == MIMICRY_OK);
    mimicry_status status = mimicry_annotations_add(annotations, kind, path, &error);
    fuzz_check(status, &error, NULL);
    if (twice && mimicry_annotations_add(annotations, MIMICRY_ORGANS, NULL, NULL) != MIMICRY_OK)
        abort();
    if (status == MIMICRY_OK) {
        ask(annotations, kind);
        search(annotations, kind);
        screen(annotations, kind);
    }
    mimicry_annotations_free(annotations);
}

static void read_genes(const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_genes *genes, *both;

    fuzz_check(mimicry_genes_read(path, &genes, &error), &error, &genes);
    if (genes == NULL)
        return;
    FUZZ_EXPECT(mimicry_genes_join(genes, genes, &both, NULL) == MIMICRY_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        FUZZ_EXPECT(mimicry_genes_has(genes, names[i]) == mimicry_genes_has(both, names[i]));
    mimicry_genes_free(both);
    mimicry_genes_free(genes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    const uint32_t way = fuzz_below(&bytes, 10);

    fuzz_index(); /* before the file that is one at a time */
    const char *path = fuzz_file(bytes.at, bytes.left);
    if (way / 2 == 0)
        read_genes(path);
    else
        annotate((int32_t)(way / 2), way % 2 == 1, path);
    return 0;
}
