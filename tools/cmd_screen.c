/* mimicry screen: the words of the command line to a screen, its rows and hits to tables. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "hits.h"
#include "progress.h"
#include "scope.h"
#include "screen_rows.h"

static const char help[] =
    "mimicry screen [options] INDEX CANDIDATES\n"
    "\n"
    "One row a candidate, in their order: what in the proteome is like it. INDEX is an index, or "
    "a\n"
    "FASTA file. CANDIDATES is a table, tab- or comma-separated, whose columns are known by their\n"
    "names: peptide, wildtype, gene, accession, id, or those of pVACseq and NeoFox; or FASTA; or "
    "a\n"
    "peptide a line; plain or gzip, or - for standard input.\n"
    "\n"
    "What does not count; it is told how many windows within 3 mismatches that were:\n"
    "      --exclude-wildtype    the candidate's own wild type\n"
    "      --exclude-own-gene    proteins of its gene or accession, isoforms too\n"
    "      --exclude-paralogs F  windows whose flanks (10 residues on either side) agree with "
    "those\n"
    "                            of the wild type in a share of at least F, such as "
    "0.5\n" SCOPE_HELP "\n"
    "      --matrix NAME|FILE    scores (default BLOSUM62; see mimicry matrices)\n"
    "      --uo-as-ck            score U as C and O as K\n"
    "      --windows MIN[-MAX]   windows of candidates that are sequences (default 9): those that\n"
    "                            overlap the change\n"
    "      --dissimilarity       also print 1 - R of the whole proteome (see mimicry score)\n"
    "\n" TISSUES_HELP;

static const char more_help[] =
    "\n"
    "      --hits FILE           also write a table of all windows within 3 mismatches that count\n"
    "      --format FORMAT       tsv (default), csv or jsonl\n"
    "  -o, --output FILE         write there and not to standard output\n"
    "  -t, --threads N           default: as many as there are processors\n"
    "      --progress            show how many are done (default: on a terminal)\n"
    "      --no-progress\n"
    "\n"
    "Columns: id peptide nearest nearest_mismatches nearest_accession nearest_gene self_0 self_1\n"
    "self_2 self_3 and more: the manual page tells what each says. Exit status: 0 done, 1 failed,\n"
    "2 usage. For research use only: it reports similarity, never a clinical verdict.\n";

enum {
    OPTION_WILDTYPE = 256,
    OPTION_OWN_GENE,
    OPTION_PARALOGS,
    OPTION_MATRIX,
    OPTION_UO_AS_CK,
    OPTION_WINDOWS,
    OPTION_DISSIMILARITY,
    OPTION_HITS,
    OPTION_FORMAT,
    OPTION_PROGRESS,
    OPTION_NO_PROGRESS
};

static const struct option long_options[] = {
    {"exclude-wildtype", no_argument, NULL, OPTION_WILDTYPE},
    {"exclude-own-gene", no_argument, NULL, OPTION_OWN_GENE},
    {"exclude-paralogs", required_argument, NULL, OPTION_PARALOGS},
    {"matrix", required_argument, NULL, OPTION_MATRIX},
    {"uo-as-ck", no_argument, NULL, OPTION_UO_AS_CK},
    {"windows", required_argument, NULL, OPTION_WINDOWS},
    {"dissimilarity", no_argument, NULL, OPTION_DISSIMILARITY},
    {"hits", required_argument, NULL, OPTION_HITS},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"threads", required_argument, NULL, 't'},
    {"progress", no_argument, NULL, OPTION_PROGRESS},
    {"no-progress", no_argument, NULL, OPTION_NO_PROGRESS},
    {"help", no_argument, NULL, 'h'},
    SCOPE_LONG_OPTIONS,
    TISSUES_LONG_OPTIONS,
    {0}};

enum { BLOCK = 16384 }; /* candidates read at once */

/* What was asked for. */
struct request {
    mimicry0_screen_options options;
    const char *matrix;
    uint32_t model_flags;
    struct scope_request scope;
    struct tissues_request tissues;
    enum rows_format format;
    const char *output, *hits;
    int progress; /* -1: on a terminal */
    const char *index, *candidates;
};

/* What was opened for it. */
struct session {
    mimicry_index *index;
    mimicry_model *model;
    mimicry0_candidates *candidates;
    struct scope scope;
    struct tissues tissues;
    struct progress progress;
    struct screen_style style;
    struct screen_printer rows;
    struct hits_queries block; /* what the hits are of */
    size_t block_room;
    struct hits_style hits_style;
    struct hits_printer *hits; /* or NULL */
    struct output out, hits_out;
};

static bool set_paralogs(struct request *r, const char *verb, const char *word)
{
    double *share = &r->options.exclude_paralogs;
    if (!parse_real(verb, "--exclude-paralogs", word, share))
        return false;
    if (!(*share > 0 && *share <= 1)) {
        report_usage(verb, "--exclude-paralogs %s: a share above 0, at most 1, was expected", word);
        return false;
    }
    return true;
}

/* One option; false, having reported, if it is wrong. */
static bool take_option(struct request *r, int option, char **argv)
{
    const char *verb = argv[0];
    switch (option) {
    case OPTION_WILDTYPE:
        r->options.exclude_wildtype = 1;
        return true;
    case OPTION_OWN_GENE:
        r->options.exclude_own_gene = 1;
        return true;
    case OPTION_PARALOGS:
        return set_paralogs(r, verb, optarg);
    case OPTION_MATRIX:
        r->matrix = optarg;
        return true;
    case OPTION_UO_AS_CK:
        r->model_flags |= MIMICRY_MODEL_UO_AS_CK;
        return true;
    case OPTION_WINDOWS:
        return parse_range(verb, "--windows", optarg, &r->options.window_min,
                           &r->options.window_max);
    case OPTION_DISSIMILARITY:
        r->options.dissimilarity = 1;
        return true;
    case OPTION_HITS:
        r->hits = optarg;
        return true;
    case OPTION_FORMAT:
        return rows_parse_format(verb, optarg, &r->format);
    case 'o':
        r->output = optarg;
        return true;
    case 't':
        return parse_threads(verb, optarg, &r->options.threads);
    case OPTION_PROGRESS:
    case OPTION_NO_PROGRESS:
        r->progress = option == OPTION_PROGRESS;
        return true;
    default:
        report_option(argv, option);
        return false;
    }
}

static bool take_words(struct request *r, int argc, char **argv)
{
    const int words = argc - optind;
    if (words < 2) {
        report_usage(argv[0], words == 0 ? "INDEX is missing" : "CANDIDATES are missing");
        return false;
    }
    if (words > 2) {
        report_usage(argv[0], "one word too many: '%s'", argv[optind + 2]);
        return false;
    }
    if (r->hits != NULL && r->output != NULL && strcmp(r->hits, r->output) == 0) {
        report_usage(argv[0], "--hits and --output name one file: two were expected");
        return false;
    }
    r->index = argv[optind];
    r->candidates = argv[optind + 1];
    return true;
}

/* ---- Opening ---- */

static mimicry_status open_all(const struct request *r, struct session *s, mimicry_error *error)
{
    const char *matrix = r->matrix != NULL ? r->matrix : "BLOSUM62";
    mimicry_status status = mimicry0_model_matrix(matrix, r->model_flags, &s->model, error);
    if (status == MIMICRY_OK)
        status = tissues_open(&r->tissues, &s->tissues, error);
    if (status == MIMICRY_OK)
        status = scope_open(&r->scope, &s->scope, error);
    if (status == MIMICRY_OK)
        status = mimicry0_candidates_open(r->candidates, &s->candidates, error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(r->index, MIMICRY_OPEN_FASTA, &s->index, error);
    if (status == MIMICRY_OK)
        status = scope_report(&r->scope, &s->scope, s->index, error);
    return status;
}

static void close_all(struct request *r, struct session *s)
{
    free(s->hits);
    free((void *)(uintptr_t)s->block.letters);
    free((void *)(uintptr_t)s->block.ids);
    tissues_close(&s->tissues);
    scope_close(&r->scope, &s->scope);
    mimicry0_candidates_close(s->candidates);
    mimicry_model_free(s->model);
    mimicry_index_close(s->index);
}

static void set_options(struct request *r, struct session *s)
{
    r->options.model = s->model;
    r->options.only_genes = s->scope.only;
    r->options.exclude_genes = s->scope.exclude;
    r->options.expression = s->tissues.expression;
    r->options.organs = s->tissues.organs;
    r->options.binders = s->tissues.binders;
    if (s->tissues.expression != NULL)
        r->options.min_expression = s->tissues.request.floor;
    r->options.progress = progress_watch;
    r->options.progress_data = &s->progress;
    s->style = (struct screen_style){.format = r->format,
                                     .dissimilarity = r->options.dissimilarity != 0,
                                     .tissues = tissues_asked(&r->tissues) ? &s->tissues : NULL};
    screen_begin(&s->rows, &s->out, s->index, &s->style);
    if (r->hits == NULL)
        return;
    r->options.each_hit = hits_print;
    r->options.hit_data = s->hits;
    s->hits_style =
        (struct hits_style){.format = r->format, .windows = true, .tissues = s->style.tissues};
    s->block.index = s->index;
    mimicry0_search_options plain;
    mimicry0_search_options_init(&plain, sizeof plain);
    hits_begin(s->hits, &s->hits_out, &s->block, &s->hits_style, &plain);
}

/* ---- Screening ---- */

static mimicry_status no_memory(mimicry_error *error)
{
    strcpy(error->message, "not enough memory");
    return MIMICRY_E_MEMORY;
}

/* Tells the printer of hits whose they are. */
static mimicry_status set_block(struct session *s, const mimicry0_candidate *block, size_t count,
                                size_t stride, mimicry_error *error)
{
    if (s->hits == NULL)
        return MIMICRY_OK;
    if (count > s->block_room) {
        free((void *)(uintptr_t)s->block.letters);
        free((void *)(uintptr_t)s->block.ids);
        s->block_room = 0;
        s->block.letters = calloc(count, sizeof *s->block.letters);
        s->block.ids = calloc(count, sizeof *s->block.ids);
        if (s->block.letters == NULL || s->block.ids == NULL)
            return no_memory(error);
        s->block_room = count;
    }
    for (size_t i = 0; i < count; i++) {
        mimicry0_candidate c;
        memcpy(&c, (const char *)block + i * stride, sizeof c);
        ((const char **)(uintptr_t)s->block.letters)[i] = c.peptide;
        ((const char **)(uintptr_t)s->block.ids)[i] = c.id;
    }
    s->block.count = count;
    return MIMICRY_OK;
}

static mimicry_status screen_all(const struct request *r, struct session *s, mimicry_error *error)
{
    mimicry_status status;
    for (;;) {
        const mimicry0_candidate *block;
        size_t count;
        status =
            mimicry0_candidates_next(s->candidates, BLOCK, &block, &count, &s->rows.stride, error);
        if (status != MIMICRY_OK || count == 0)
            break;
        s->rows.candidates = (const char *)block;
        s->progress.in_call = count;
        status = set_block(s, block, count, s->rows.stride, error);
        if (status == MIMICRY_OK)
            status = mimicry0_screen(s->index, block, count, s->rows.stride, &r->options,
                                     screen_print, &s->rows, error);
        if (status != MIMICRY_OK)
            break;
        s->progress.before += count;
        s->progress.in_call = 0;
    }
    if (s->tissues.error.status != MIMICRY_OK) /* that is why the screen was stopped */
        *error = s->tissues.error;
    return status;
}

static bool open_outputs(const struct request *r, struct session *s)
{
    if (!output_open(&s->out, r->output))
        return false;
    if (r->hits == NULL || output_open(&s->hits_out, r->hits))
        return true;
    output_close(&s->out, false);
    return false;
}

/* Both tables are kept, or none of them. */
static bool close_outputs(const struct request *r, struct session *s, bool keep, bool stopped)
{
    if (r->hits == NULL)
        return output_close(&s->out, keep || stopped);
    if (!stopped)
        return output_close_both(&s->out, &s->hits_out, keep);
    const bool rows_failed = !output_good(&s->out);
    output_close(&s->out, rows_failed);
    output_close(&s->hits_out, !rows_failed);
    return false;
}

static int screen(struct request *r, struct session *s)
{
    mimicry_error error = {.size = sizeof error};
    if (open_all(r, s, &error) != MIMICRY_OK)
        return report_error(&error);
    if (r->hits != NULL && (s->hits = calloc(1, sizeof *s->hits)) == NULL)
        return report("not enough memory");
    if (r->output != NULL || r->hits != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!open_outputs(r, s))
        return EXIT_FAILED;
    progress_begin(&s->progress, "candidates", r->progress);
    set_options(r, s);
    const mimicry_status status = screen_all(r, s, &error);
    screen_end(&s->rows, status == MIMICRY_OK);
    if (s->hits != NULL)
        hits_end(s->hits, status == MIMICRY_OK);
    progress_end(&s->progress);
    const bool stopped = status == MIMICRY_E_CANCELLED &&
                         !(output_good(&s->out) && (s->hits == NULL || output_good(&s->hits_out)));
    const bool written = close_outputs(r, s, status == MIMICRY_OK, stopped);
    if (was_interrupted())
        return EXIT_FAILED;
    if (status != MIMICRY_OK && !stopped)
        return report_error(&error);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int cmd_screen(int argc, char **argv)
{
    struct request r = {.progress = -1};
    struct session s = {0};
    int status = EXIT_USAGE;
    mimicry0_screen_options_init(&r.options, sizeof r.options);
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":o:t:h", long_options, NULL)) != -1;) {
        if (c == 'h') {
            fputs(help, stdout);
            fputs(more_help, stdout);
            status = EXIT_DONE;
            goto out;
        }
        if (scope_knows(c)     ? !scope_take_option(&r.scope, c, optarg, argc)
            : tissues_knows(c) ? !tissues_take_option(argv[0], c, optarg, &r.tissues)
                               : !take_option(&r, c, argv))
            goto out;
    }
    if (take_words(&r, argc, argv) && tissues_allow(argv[0], &r.tissues))
        status = screen(&r, &s);
out:
    close_all(&r, &s);
    if (was_interrupted())
        die_of_signal();
    return status;
}
