/* Bytes as the tables of a screen that were written to files, rows, hits and what lies along the
 * sequences, with a byte FUZZ_BETWEEN between them: as a page, in which no cell is markup. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { ROWS, HITS, ALONG, TABLES };

/* What the page is made of, and how many `<` it has. */
struct fuzz_page {
    struct ArrowArrayStream tables[TABLES]; /* those that are there have a release */
    uint64_t angles;
};

static int count_angles(void *data, const char *bytes, size_t count)
{
    uint64_t *angles = data;

    for (size_t i = 0; i < count; i++)
        *angles += bytes[i] == '<';
    return 0;
}

static void take_notes(void *data, mimicry_note_fn take, void *taker)
{
    const char *note = data;

    if (note != NULL)
        take(taker, note);
}

static const mimicry_annotations *expression(void)
{
    static const char levels[] = "gene\tKidney\t<script>\nG1\t0.5\t7\nG2\t\t1\n";
    static mimicry_annotations *made;

    if (made == NULL) {
        FUZZ_EXPECT(mimicry_annotations_create(&made, NULL) == MIMICRY_OK);
        const char *path = fuzz_file(levels, sizeof levels - 1);
        FUZZ_EXPECT(mimicry_annotations_add(made, MIMICRY_EXPRESSION, path, NULL) == MIMICRY_OK);
    }
    return made;
}

static const mimicry_model *scan(void)
{
    static const char rows[] =
        "peptide\tresponse\nEVDPIGHLY\t10\nAVDPIGHLY\t1\nEADPIGHLY\t5\nEVAPIGHLY\t0\n";
    static mimicry_model *made;

    if (made == NULL) {
        const mimicry_model_options options = {.size = sizeof options,
                                               .kind = MIMICRY_MODEL_SCAN,
                                               .source = fuzz_file(rows, sizeof rows - 1),
                                               .peptide = "EVDPIGHLY"};
        FUZZ_EXPECT(mimicry_model_create(&options, &made, NULL) == MIMICRY_OK);
    }
    return made;
}

/* Each part that is not empty is a table; the rows are one in any case. */
static bool open_tables(struct fuzz_page *page, fuzz_bytes *bytes)
{
    bool good = true;

    for (unsigned t = 0; t < TABLES; t++) {
        mimicry_error error = {.size = sizeof error};
        const fuzz_bytes part = fuzz_part(bytes);

        page->tables[t].release = NULL;
        if (!good || (t > ROWS && part.left == 0))
            continue;
        const char *path = fuzz_file_of(t, part.at, part.left);
        const mimicry_status status = mimicry_table_open(path, &page->tables[t], &error);
        FUZZ_EXPECT((status == MIMICRY_OK) == (page->tables[t].release != NULL));
        fuzz_check(status, &error, NULL);
        good = status == MIMICRY_OK;
    }
    return good;
}

static mimicry_status write_page(struct fuzz_page *page, uint32_t way, char *title)
{
    struct ArrowArrayStream *tables = page->tables;
    mimicry_error error = {.size = sizeof error};
    const mimicry_report_options options = {.size = sizeof options,
                                            .title = way % 2 == 1 ? title : NULL,
                                            .command = way / 2 % 2 == 1 ? title : NULL,
                                            .notes = take_notes,
                                            .data = way / 4 % 2 == 1 ? title : NULL,
                                            .index = way / 8 % 2 == 1 ? fuzz_index() : NULL,
                                            .annotations = way / 16 % 2 == 1 ? expression() : NULL,
                                            .model = way / 32 % 2 == 1 ? scan() : NULL,
                                            .along = tables[ALONG].release != NULL ? &tables[ALONG]
                                                                                   : NULL};

    page->angles = 0;
    const mimicry_status status =
        mimicry_report(&tables[ROWS], tables[HITS].release != NULL ? &tables[HITS] : NULL, &options,
                       count_angles, &page->angles, &error);
    fuzz_check(status, &error, NULL);
    return status;
}

/* Those of a page without tables. */
static uint64_t angles_of_page(void)
{
    static const char rows[] = "id\tpeptide\tnearest\tnearest_mismatches\tnearest_accession\t"
                               "nearest_gene\n1\tEVDPIGHLY\tEVDPIGHLY\t0\tP1\tG1\n";
    static uint64_t angles;
    struct fuzz_page page;

    if (angles == 0) {
        fuzz_bytes bytes = {(const uint8_t *)rows, sizeof rows - 1};
        FUZZ_EXPECT(open_tables(&page, &bytes) && write_page(&page, 0, NULL) == MIMICRY_OK);
        page.tables[ROWS].release(&page.tables[ROWS]);
        angles = page.angles - 2;
    }
    return angles;
}

/* Two for each table; that of levels is there if the hits have genes, and that of what chance gives
 * if a candidate has an E-value. */
static void check_angles(const struct fuzz_page *page, uint32_t way)
{
    const uint64_t with_index = way / 8 % 2, with_levels = way / 16 % 2;
    uint64_t least = angles_of_page() + 2 * with_index + 2 * (way / 32 % 2);

    for (unsigned t = 0; t < TABLES; t++)
        least += page->tables[t].release != NULL ? 2 : 0;
    FUZZ_EXPECT(page->angles >= least && page->angles % 2 == least % 2 &&
                page->angles <= least + 2 * with_index + 2 * with_levels);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    const uint32_t way = fuzz_below(&bytes, 64);
    struct fuzz_page page;

    fuzz_index();
    expression();
    scan();
    angles_of_page(); /* before the files that are one of a number */
    char *title = fuzz_string(bytes.at, bytes.left < 40 ? bytes.left : 40);
    if (open_tables(&page, &bytes) && write_page(&page, way, title) == MIMICRY_OK)
        check_angles(&page, way);
    for (unsigned t = 0; t < TABLES; t++) {
        if (page.tables[t].release != NULL)
            page.tables[t].release(&page.tables[t]);
    }
    free(title);
    return 0;
}
