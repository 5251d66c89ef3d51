/* Bytes as a file of queries, in every form and with every flag: what comes out is queries. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const char letters[] = "ARNDCQEGHILKMFPSTWYVBZJXUO*";

/* The change as the header defines it, but for what lies at the end. */
static void check_change(const mimicry_query *q, size_t length)
{
    const size_t wild = strlen(q->wildtype);
    size_t same = 0;

    FUZZ_EXPECT(q->change_start <= q->change_end && q->change_end <= length);
    if (q->junction > 0) {
        FUZZ_EXPECT(q->is_sequence != 0 && q->junction < length);
        FUZZ_EXPECT(q->change_start == q->junction && q->change_end == q->junction);
        return;
    }
    if (wild == 0) {
        FUZZ_EXPECT(q->change_start == 0 && q->change_end == length);
        return;
    }
    while (same < length && same < wild && q->peptide[same] == q->wildtype[same])
        same++;
    FUZZ_EXPECT(q->change_start == same);
}

static void check_query(const mimicry_query *q, uint32_t flags)
{
    const size_t length = strlen(q->peptide);

    (void)(strlen(q->id) + strlen(q->gene) + strlen(q->accession) + strlen(q->allele));
    FUZZ_EXPECT(length > 0 || (flags & MIMICRY_READ_CONSTANTS) != 0);
    FUZZ_EXPECT((flags & MIMICRY_READ_PAIRS) == 0 || q->target[0] != '\0');
    if ((flags & MIMICRY_READ_EPITOPES) != 0)
        return;
    FUZZ_EXPECT(strspn(q->peptide, letters) == length);
    FUZZ_EXPECT(strspn(q->wildtype, letters) == strlen(q->wildtype));
    FUZZ_EXPECT(q->is_sequence != 0 ||
                (length <= MIMICRY_MAX_PEPTIDE && strchr(q->peptide, '*') == NULL));
    if (length > 0)
        check_change(q, length);
}

static void check_cells(mimicry_queries *queries, size_t row)
{
    size_t names, count;
    const char *const *cells = mimicry_queries_cells(queries, row, &count);
    const char *const *header = mimicry_queries_cells(queries, SIZE_MAX, &names);

    FUZZ_EXPECT(cells == NULL || (header != NULL && names >= count));
    for (size_t i = 0; cells != NULL && i < count; i++)
        (void)(strlen(cells[i]) + strlen(header[i]));
}

static void read_all(mimicry_queries *queries, uint32_t flags, size_t most)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_query *rows;
    size_t count, stride;
    uint64_t line = 0;

    (void)strlen(mimicry_queries_columns(queries));
    for (;;) {
        const mimicry_status status =
            mimicry_queries_next(queries, most, &rows, &count, &stride, &error);

        fuzz_check(status, &error, NULL);
        if (status != MIMICRY_OK || count == 0)
            break;
        FUZZ_EXPECT(count <= most);
        for (size_t i = 0; i < count; i++) {
            const mimicry_query *q = (const void *)((const char *)rows + i * stride);

            check_query(q, flags);
            FUZZ_EXPECT(q->line >= line);
            line = q->line;
            check_cells(queries, i);
        }
    }
}

/* ---- What is done with those that are few and short ---- */

enum { SHORT = 900 };

static void search(mimicry_queries *queries, uint32_t flags)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_search_options options = {.size = sizeof options,
                                            .run = {.threads = 1},
                                            .positions = (flags & MIMICRY_READ_EPITOPES) != 0
                                                             ? MIMICRY_POSITIONS_ANYWHERE
                                                             : MIMICRY_POSITIONS_NONE};
    struct ArrowArrayStream table;

    fuzz_read_table(mimicry_search(fuzz_index(), queries, &options, &table, &error), &table,
                    MIMICRY_FORMAT_JSONL, &error);
}

/* With the columns of the file, and mutants and wild types of another. */
static void screen(mimicry_queries *queries, const fuzz_bytes *opt_mutants)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_screen_options options = {.size = sizeof options,
                                      .run = {.threads = 1},
                                      .exclude_wildtype = 1,
                                      .exclude_own_gene = 1,
                                      .annotate = 1};
    mimicry_queries *mutated = NULL;
    struct ArrowArrayStream rows, hits;

    if (opt_mutants != NULL)
        (void)mimicry_queries_open(fuzz_file_of(1, opt_mutants->at, opt_mutants->left), NULL,
                                   &mutated, NULL);
    options.mutated = mutated;
    const mimicry_status status =
        mimicry_screen(fuzz_index(), queries, &options, &rows, &hits, &error);
    fuzz_read_table(status, &rows, MIMICRY_FORMAT_TSV, &error);
    fuzz_read_table(status, &hits, MIMICRY_FORMAT_CSV, &error);
    mimicry_queries_close(mutated);
}

static void share(mimicry_queries *queries)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_shared_options options = {
        .size = sizeof options, .run = {.threads = 1}, .min_length = 4, .changed = 1};
    struct ArrowArrayStream table;

    fuzz_read_table(mimicry_shared(fuzz_index(), queries, &options, &table, &error), &table,
                    MIMICRY_FORMAT_TSV, &error);
}

/* Pairs, and queries with constants. */
static void score(mimicry_queries *queries, uint32_t flags)
{
    static const int32_t methods[] = {MIMICRY_SCORE_SELF_SIMILARITY, MIMICRY_SCORE_AMPLITUDE,
                                      MIMICRY_SCORE_RECOGNITION_POTENTIAL};
    const mimicry_score_options options = {.size = sizeof options,
                                           .method = methods[flags / MIMICRY_READ_PAIRS - 1]};
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;
    struct ArrowArrayStream table;

    FUZZ_EXPECT(mimicry_scorer_create(&options, &scorer, NULL) == MIMICRY_OK);
    const mimicry_index *index =
        options.method == MIMICRY_SCORE_RECOGNITION_POTENTIAL ? fuzz_index() : NULL;
    fuzz_read_table(mimicry_scorer_table(scorer, index, queries, &table, &error), &table,
                    MIMICRY_FORMAT_CSV, &error);
    mimicry_scorer_free(scorer);
}

static void use(const char *path, const mimicry_read_options *options, uint32_t way,
                const fuzz_bytes *opt_mutants)
{
    mimicry_queries *queries;

    if (mimicry_queries_open(path, options, &queries, NULL) != MIMICRY_OK)
        return;
    if ((options->flags & (MIMICRY_READ_PAIRS | MIMICRY_READ_CONSTANTS)) != 0)
        score(queries, options->flags);
    else if ((options->flags & MIMICRY_READ_EPITOPES) != 0 || way % 3 == 0)
        search(queries, options->flags);
    else if (opt_mutants != NULL || way % 3 == 1)
        screen(queries, opt_mutants);
    else
        share(queries);
    mimicry_queries_close(queries);
}

/* ---- How they are read ---- */

static const struct fuzz_form {
    uint32_t flags;
    const char *peptide_column, *target_column;
    bool are_parts;   /* of a cassette */
    bool has_mutants; /* what follows FUZZ_BETWEEN is their FASTA */
} forms[] = {{.flags = MIMICRY_READ_EPITOPES},
             {.flags = MIMICRY_READ_PAIRS},
             {.flags = MIMICRY_READ_CONSTANTS},
             {.flags = 0},
             {.flags = MIMICRY_READ_PAIRS | MIMICRY_READ_CONSTANTS},
             {.flags = MIMICRY_READ_PAIRS, .target_column = "Name"},
             {.flags = MIMICRY_READ_EPITOPES | MIMICRY_READ_PAIRS},
             {.peptide_column = "Description"},
             {.are_parts = true},
             {.has_mutants = true}};
enum { N_FORMS = sizeof forms / sizeof *forms };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    mimicry_error error = {.size = sizeof error};
    const uint32_t way = fuzz_below(&bytes, 8 * N_FORMS);
    const struct fuzz_form *form = &forms[way / 8];
    const mimicry_read_options options = {.size = sizeof options,
                                          .flags = form->flags,
                                          .junctions = form->are_parts ? way % 8 + 1 : 0,
                                          .peptide_column = form->peptide_column,
                                          .target_column = form->target_column};
    mimicry_queries *queries;

    fuzz_index(); /* before the file that is one at a time */
    const fuzz_bytes rows = form->has_mutants ? fuzz_part(&bytes) : bytes;
    const char *path = fuzz_file(rows.at, rows.left);
    fuzz_check(mimicry_queries_open(path, &options, &queries, &error), &error, &queries);
    if (queries != NULL)
        read_all(queries, options.flags, way % 8 + 1);
    mimicry_queries_close(queries);
    if (size < SHORT)
        use(path, &options, way, form->has_mutants ? &bytes : NULL);
    return 0;
}
