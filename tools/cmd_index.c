/* mimicry index: FASTA files to an index file. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

static const char help[] =
    "mimicry index [-o OUT.mim] FASTA...\n"
    "\n"
    "Indexes the proteins of FASTA files, plain or gzip, together, as one file that serves every\n"
    "peptide length and every model.\n"
    "\n"
    "  -o, --output FILE   the index; default: the FASTA file's name with .mim for its ending,\n"
    "                      when there is only one\n";

/* human.fasta.gz -> human.mim. The caller frees it. */
static char *default_output(const char *fasta)
{
    static const char *const endings[] = {".fasta", ".fa", ".faa", ".fas", ".pep", ".fsa"};
    const size_t room = strlen(fasta) + sizeof ".mim";
    char *name = malloc(room);
    if (name == NULL)
        return NULL;
    size_t length = strlen(fasta);
    if (length > 3 && strcmp(fasta + length - 3, ".gz") == 0)
        length -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t n = strlen(endings[i]);
        if (length > n && strncmp(fasta + length - n, endings[i], n) == 0) {
            length -= n;
            break;
        }
    }
    snprintf(name, room, "%.*s.mim", (int)length, fasta);
    return name;
}

static void tell(const mimicry_index *index, const char *path)
{
    mimicry0_index_info info = {.size = sizeof info};
    if (!isatty(STDERR_FILENO) || mimicry0_index_get_info(index, &info, NULL) != MIMICRY_OK)
        return;
    fprintf(stderr, "%s: %llu records, %llu residues\n", path, (unsigned long long)info.records,
            (unsigned long long)info.residues);
}

static int build(char **fasta, int n_fasta, const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index;
    mimicry_status status =
        mimicry0_index_build((const char *const *)fasta, (size_t)n_fasta, NULL, &index, &error);
    watch_signals(); /* a file that is being written is finished or removed first */
    if (status == MIMICRY_OK)
        status = mimicry_index_save(index, path, &error);
    if (status == MIMICRY_OK)
        tell(index, path);
    mimicry_index_close(index);
    if (was_interrupted())
        die_of_signal();
    return status == MIMICRY_OK ? EXIT_DONE : report_error(&error);
}

int cmd_index(int argc, char **argv)
{
    static const struct option options[] = {
        {"output", required_argument, NULL, 'o'}, {"help", no_argument, NULL, 'h'}, {0}};
    const char *output = NULL;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":o:h", options, NULL)) != -1;) {
        if (c == 'h')
            return fputs(help, stdout), EXIT_DONE;
        if (c != 'o')
            return report_option(argv, c);
        output = optarg;
    }
    if (optind == argc)
        return report_usage(argv[0], "a FASTA file is missing");
    if (output == NULL && (argc - optind > 1 || strcmp(argv[optind], "-") == 0))
        return report_usage(argv[0], "-o is needed, to name the index");
    char *path = output != NULL ? strdup(output) : default_output(argv[optind]);
    if (path == NULL)
        return report("not enough memory");
    const int status = build(argv + optind, argc - optind, path);
    free(path);
    return status;
}
