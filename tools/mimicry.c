/* The command: finds the verb and hands over. */
#include <stdio.h>
#include <string.h>

#include "tool.h"

static const char help[] =
    "mimicry: every self-peptide that a T cell could confuse with a given one\n"
    "\n"
    "  mimicry index    [-o OUT.mim] FASTA...        index a proteome\n"
    "  mimicry search   [options] INDEX QUERIES      all similar windows, none missed\n"
    "  mimicry screen   [options] INDEX CANDIDATES   a row each: what of self is like it\n"
    "  mimicry shared   [options] INDEX SEQUENCES    segments that occur in both, and a profile\n"
    "  mimicry score    METHOD A B | METHOD PAIRS    published scores of pairs of peptides\n"
    "  mimicry info     INDEX                        what an index holds\n"
    "  mimicry verify   INDEX                        check every byte of an index\n"
    "  mimicry matrices [NAME|FILE]                  substitution matrices\n"
    "\n"
    "mimicry VERB --help tells more; mimicry --version tells the version.\n"
    "For research use only: it reports similarity, never a clinical verdict.\n";

static const struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
} verbs[] = {
    {"index", cmd_index},   {"search", cmd_search},     {"screen", cmd_screen},
    {"shared", cmd_shared}, {"score", cmd_score},       {"info", cmd_info},
    {"verify", cmd_verify}, {"matrices", cmd_matrices},
};

int main(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0 || strcmp(verb, "help") == 0) {
        fputs(help, stdout);
        return EXIT_DONE;
    }
    if (strcmp(verb, "--version") == 0) {
        printf("mimicry %s\n", mimicry_version());
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].name) == 0)
            return verbs[i].run(argc - 1, argv + 1);
    }
    if (argc < 2)
        report("a verb is missing: index, search, screen, shared, score, info, verify or matrices "
               "(see mimicry --help)");
    else
        report("unknown verb '%s' (see mimicry --help)", verb);
    return EXIT_USAGE;
}
