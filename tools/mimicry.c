/* The command: finds the verb and hands over. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "output.h"

static int run(const struct cli_verb *verb, int argc, char **argv)
{
    struct request request;
    int status = cli_parse(verb, argc, argv, &request);
    if (status == EXIT_DONE && request.help) {
        cli_print_help(verb);
        status = output_flush();
    } else if (status == EXIT_DONE) {
        status = outputs_check(&request);
        if (status == EXIT_DONE)
            status = verb->run(&request);
    }
    cli_free(&request);
    return status;
}

static void print_about(const char *what, const char *text)
{
    printf("%-18s%s\n", what, text);
}

static int print_version(void)
{
#ifdef __OPTIMIZE__
    static const char build[] = "optimised";
#else
    static const char build[] = "not optimised";
#endif
    printf("mimicry %s\n", mimicry_version());
    print_about("compiled by", mimicry_about(MIMICRY_ABOUT_COMPILER));
    print_about("build", build);
    print_about("instruction set", mimicry_about(MIMICRY_ABOUT_INSTRUCTIONS));
    print_about("zlib", mimicry_about(MIMICRY_ABOUT_ZLIB));
    print_about("libdivsufsort", mimicry_about(MIMICRY_ABOUT_DIVSUFSORT));
    return output_flush();
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        cli_print_overview();
        return output_flush();
    }
    if (strcmp(name, "--version") == 0) {
        return print_version();
    }
    const struct cli_verb *verb = cli_find_verb(name);
    if (verb != NULL)
        return run(verb, argc - 2, argv + 2);
    if (argc > 1)
        return cli_unknown_verb(name);
    return cli_missing_verb();
}
