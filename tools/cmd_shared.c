/* mimicry shared: the words of the command line to segments, or to a profile. */
#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "scope.h"
#include "shared.h"

static const char help[] =
    "mimicry shared [options] INDEX SEQUENCES\n"
    "mimicry shared [options] INDEX -e SEQUENCE [-e SEQUENCE ...]\n"
    "\n"
    "Every stretch of residues that a sequence has in common with a protein of the proteome, each\n"
    "as long as it can be, in every protein and at every place. INDEX is an index, or a FASTA\n"
    "file. SEQUENCES is FASTA, one sequence a line, a table with a column `peptide`, or - for\n"
    "standard input; plain or gzip.\n"
    "\n"
    "      --min-length K     residues of the shortest (default 8)\n"
    "\n"
    "      --candidates       SEQUENCES is a table of candidates with their wild types, such as\n"
    "                         pVACseq and NeoFox write: only segments with a residue that the\n"
    "                         mutation changed, or with those around a deletion\n"
    "\n"
    "      --profile          instead, a row for each residue: the longest segment that begins\n"
    "                         there, the longest that contains it, and the nearest window of the\n"
    "                         proteome, by mismatches, to the window that begins there\n"
    "      --window W         residues of these windows (default 9; 0: none)\n"
    "\n" SCOPE_HELP "\n"
    "  -e, --sequence SEQUENCE   a sequence; may be repeated\n"
    "      --format FORMAT    tsv (default), csv or jsonl\n"
    "  -o, --output FILE      write there and not to standard output\n"
    "  -t, --threads N        default: as many as there are processors\n"
    "\n"
    "Columns: query_id segment length query_start query_end accession gene start end; with\n"
    "--profile: query_id position residue longest covering window mismatches nearest accession\n"
    "gene start end longest_accession longest_gene longest_start. Positions count from 1 and\n"
    "include the last. Exit status: 0 done (also when nothing is shared), 1 failed, 2 usage.\n";

enum { OPTION_MIN_LENGTH = 256, OPTION_CANDIDATES, OPTION_PROFILE, OPTION_WINDOW, OPTION_FORMAT };

static const struct option long_options[] = {
    {"min-length", required_argument, NULL, OPTION_MIN_LENGTH},
    {"candidates", no_argument, NULL, OPTION_CANDIDATES},
    {"profile", no_argument, NULL, OPTION_PROFILE},
    {"window", required_argument, NULL, OPTION_WINDOW},
    {"sequence", required_argument, NULL, 'e'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"threads", required_argument, NULL, 't'},
    {"help", no_argument, NULL, 'h'},
    SCOPE_LONG_OPTIONS,
    {0}};

/* What was asked for, and what was opened for it. */
struct request {
    int64_t min_length, window; /* below 0: not given */
    int32_t threads;
    bool candidates, profile;
    enum rows_format format;
    const char *output;
    char **words; /* of -e; they point into argv */
    size_t n_words;
    const char *index, *file;
    struct scope_request scope_words;
    struct scope scope;
    mimicry_index *opened;
    mimicry0_sequences *sequences;
    struct shared_candidates reader;
    struct hits_queries queries;
};

/* A whole number from `least` to `most`; false, having reported, if it is none. */
static bool take_number(const char *verb, const char *option, const char *word, int64_t least,
                        int64_t most, int64_t *out)
{
    if (!parse_integer(verb, option, word, out))
        return false;
    if (*out >= least && *out <= most)
        return true;
    if (most == INT64_MAX)
        report_usage(verb, "%s %s: a whole number from %d on was expected", option, word,
                     (int)least);
    else
        report_usage(verb, "%s %s: %d to %d were expected", option, word, (int)least, (int)most);
    return false;
}

static void add_sequence(struct request *r, char *word)
{
    for (char *c = word; *c != '\0'; c++)
        *c = (char)toupper((unsigned char)*c);
    r->words[r->n_words++] = word;
}

static bool take_option(struct request *r, int option, char **argv)
{
    int64_t number = 0;
    switch (option) {
    case OPTION_MIN_LENGTH:
        return take_number(argv[0], "--min-length", optarg, 1, INT64_MAX, &r->min_length);
    case OPTION_CANDIDATES:
        r->candidates = true;
        return true;
    case OPTION_PROFILE:
        r->profile = true;
        return true;
    case OPTION_WINDOW:
        return take_number(argv[0], "--window", optarg, 0, MIMICRY_MAX_PEPTIDE, &r->window);
    case 'e':
        add_sequence(r, optarg);
        return true;
    case OPTION_FORMAT:
        return rows_parse_format(argv[0], optarg, &r->format);
    case 'o':
        r->output = optarg;
        return true;
    case 't':
        if (!take_number(argv[0], "--threads", optarg, 1, 1024, &number))
            return false;
        r->threads = (int32_t)number;
        return true;
    default:
        report_option(argv, option);
        return false;
    }
}

static bool take_words(struct request *r, int argc, char **argv)
{
    const int words = argc - optind, expected = r->n_words > 0 ? 1 : 2;
    if (words > 0)
        r->index = argv[optind];
    if (words == 2)
        r->file = argv[optind + 1];
    if (words < expected)
        report_usage(argv[0], words == 0 ? "INDEX is missing" : "SEQUENCES or -e is missing");
    else if (words > expected)
        report_usage(argv[0], "one word too many: '%s'", argv[optind + expected]);
    else if (r->candidates && (r->profile || r->n_words > 0))
        report_usage(argv[0], "--candidates with %s: one of them was expected",
                     r->profile ? "--profile" : "-e");
    else if (r->profile && r->min_length >= 0)
        report_usage(argv[0], "--profile and --min-length together: a profile has no shortest");
    else if (!r->profile && r->window >= 0)
        report_usage(argv[0], "--window without --profile");
    else
        return true;
    return false;
}

static mimicry_status open_all(struct request *r, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    r->queries.letters = (const char *const *)r->words;
    r->queries.count = r->n_words;
    if (r->candidates)
        status = mimicry0_candidates_open(r->file, &r->reader.candidates, error);
    else if (r->file != NULL)
        status = mimicry0_sequences_read(r->file, 0, &r->sequences, error);
    if (r->sequences != NULL) {
        r->queries.letters = mimicry0_sequences_letters(r->sequences);
        r->queries.ids = mimicry0_sequences_ids(r->sequences);
        r->queries.count = mimicry0_sequences_count(r->sequences);
    }
    if (status == MIMICRY_OK)
        status = scope_open(&r->scope_words, &r->scope, error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(r->index, MIMICRY_OPEN_FASTA, &r->opened, error);
    if (status == MIMICRY_OK)
        status = scope_report(&r->scope_words, &r->scope, r->opened, error);
    r->queries.index = r->opened;
    return status;
}

static mimicry_status print_segments(struct request *r, struct shared_printer *printer,
                                     mimicry_error *error)
{
    mimicry0_shared_options options;
    mimicry0_shared_options_init(&options, sizeof options);
    if (r->min_length > 0)
        options.min_length = (uint64_t)r->min_length;
    options.threads = r->threads;
    options.progress = stop_if_interrupted;
    options.only_genes = r->scope.only;
    options.exclude_genes = r->scope.exclude;
    if (r->candidates)
        return shared_print_candidates(printer, &r->reader, &options, error);
    return mimicry0_shared(r->opened, r->queries.letters, r->queries.count, &options,
                           shared_print_segments, printer, error);
}

static mimicry_status print_profile(const struct request *r, struct shared_printer *printer,
                                    mimicry_error *error)
{
    mimicry0_shared_profile_options options;
    mimicry0_shared_profile_options_init(&options, sizeof options);
    if (r->window >= 0)
        options.window = (uint32_t)r->window;
    options.threads = r->threads;
    options.progress = stop_if_interrupted;
    options.only_genes = r->scope.only;
    options.exclude_genes = r->scope.exclude;
    return mimicry0_shared_profile(r->opened, r->queries.letters, r->queries.count, &options,
                                   shared_print_positions, printer, error);
}

static int find_and_print(struct request *r)
{
    mimicry_error error = {.size = sizeof error};
    struct shared_printer printer;
    struct output out;
    if (open_all(r, &error) != MIMICRY_OK)
        return report_error(&error);
    if (r->output != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!output_open(&out, r->output))
        return EXIT_FAILED;
    shared_begin(&printer, &out, &r->queries, r->format);
    if (!shared_make_room(&printer)) {
        output_close(&out, false);
        return report("not enough memory");
    }
    const mimicry_status status =
        r->profile ? print_profile(r, &printer, &error) : print_segments(r, &printer, &error);
    shared_end(&printer, r->profile, status == MIMICRY_OK);
    return output_finish(&out, status, &error);
}

int cmd_shared(int argc, char **argv)
{
    struct request r = {.min_length = -1, .window = -1};
    int status = EXIT_USAGE;
    r.words = calloc((size_t)argc, sizeof *r.words);
    if (r.words == NULL)
        return report("not enough memory");
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":e:o:t:h", long_options, NULL)) != -1;) {
        if (c == 'h') {
            fputs(help, stdout);
            status = EXIT_DONE;
            goto out;
        }
        if (scope_knows(c) ? !scope_take_option(&r.scope_words, c, optarg, argc)
                           : !take_option(&r, c, argv))
            goto out;
    }
    if (take_words(&r, argc, argv))
        status = find_and_print(&r);
out:
    scope_close(&r.scope_words, &r.scope);
    shared_candidates_free(&r.reader);
    mimicry0_sequences_free(r.sequences);
    mimicry_index_close(r.opened);
    free(r.words);
    if (was_interrupted())
        die_of_signal();
    return status;
}
