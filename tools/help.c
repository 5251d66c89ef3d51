/* Prints help, made of the tables, within 79 columns. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "output.h"
#include "score_methods.h"

enum { WIDTH = 79, OPTION_MARGIN = 28, VERB_MARGIN = 24 };

/* Prints words that begin in column `at`, wrapped, further lines indented by `indent`. */
static void wrap(const char *text, size_t at, size_t indent)
{
    bool first = true;
    while (*text != '\0') {
        const size_t length = strcspn(text, " \n");
        if (!first && at + 1 + length > WIDTH) {
            printf("\n%*s", (int)indent, "");
            at = indent;
            first = true;
        }
        printf("%s%.*s", first ? "" : " ", (int)length, text);
        at += length + !first;
        first = false;
        text += length;
        text += *text == ' ';
        if (*text == '\n')
            break;
    }
    putchar('\n');
}

static void print_entry(const char *left, const char *text, size_t margin)
{
    size_t at = strlen(left);
    fputs(left, stdout);
    if (at + 2 > margin) {
        putchar('\n');
        at = 0;
    }
    printf("%*s", (int)(margin - at), "");
    wrap(text, margin, margin);
}

static void print_paragraphs(const char *text)
{
    for (; *text != '\0'; text = strchr(text, '\n') + 1) {
        putchar('\n');
        wrap(text, 0, 0);
    }
}

size_t cli_option_help(const struct cli_option *option, char *out, size_t room)
{
    const bool names = option->kind == CLI_NAME || option->kind == CLI_BITS;
    int used = snprintf(out, room, "%s", option->help);
    const char *name;
    const size_t first = mimicry_name(option->value, 0) == NULL;
    for (size_t i = first; names && (name = mimicry_name(option->value, i)) != NULL; i++)
        used += snprintf(out + used, room - (size_t)used, "%s%s", i == first ? ": " : ", ", name);
    return (size_t)used;
}

static void print_option(const struct cli_option *option)
{
    char left[64], help[512];
    const char letter[] = {'-', option->letter, ',', ' ', '\0'};
    snprintf(left, sizeof left, "  %s--%s%s%s", option->letter != 0 ? letter : "    ", option->name,
             option->argument != NULL ? " " : "", option->argument != NULL ? option->argument : "");
    cli_option_help(option, help, sizeof help);
    print_entry(left, help, OPTION_MARGIN);
}

bool cli_has_option(const struct cli_verb *verb, const struct cli_option *heading)
{
    const struct cli_option *option = heading + 1;
    for (; option < cli_options + cli_n_options && option->name != NULL; option++) {
        if ((option->verbs & verb->bit) != 0)
            return true;
    }
    return false;
}

static void print_heading(const char *text)
{
    printf("\n%s:\n", text);
}

static void print_method(const char *name, const char *text)
{
    char left[64];
    snprintf(left, sizeof left, "  %s", name);
    print_entry(left, text, OPTION_MARGIN);
}

/* A command, broken where a shell takes it to go on; `length` is up to its line end. */
static void print_example(const char *command, size_t length)
{
    size_t at = strcspn(command, " ");
    printf("  %.*s", (int)at, command);
    const char *const end = command + length;
    for (const char *word = command + at; word < end;) {
        word++;
        size_t n = strcspn(word, " \n");
        if (*word == '\'') /* what is quoted stays together */
            n = strcspn(word + 1, "'") + 2;
        if (2 + at + 1 + n + 2 > WIDTH) {
            printf(" \\\n     ");
            at = 3;
        }
        printf(" %.*s", (int)n, word);
        at += n + 1;
        word += n;
    }
    putchar('\n');
}

static void print_examples(const char *commands)
{
    print_heading("Examples");
    for (; *commands != '\0'; commands = strchr(commands, '\n') + 1)
        print_example(commands, strcspn(commands, "\n"));
}

void cli_print_help(const struct cli_verb *verb)
{
    for (size_t i = 0; i < 5 && verb->words[i] != NULL; i++)
        printf("mimicry %s %s\n", verb->name, verb->words[i]);
    print_paragraphs(verb->text);
    if (verb->bit == VERB_SCORE)
        score_each_method(print_heading, print_method);
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_options[i];
        if ((option->verbs & verb->bit) == 0)
            continue;
        if (option->name != NULL)
            print_option(option);
        else if (cli_has_option(verb, option))
            print_heading(option->help);
    }
    if (verb->examples != NULL)
        print_examples(verb->examples);
    print_paragraphs("Exit status: 0 done, 1 failed, 2 usage. For research use only: it "
                     "reports similarity, never a clinical verdict.\n");
}

int run_help(const struct request *r)
{
    const struct cli_verb *verb = r->n_words > 0 ? cli_find_verb(r->words[0]) : NULL;
    if (r->n_words > 0 && verb == NULL)
        return cli_unknown_verb(r->words[0]);
    if (verb != NULL)
        cli_print_help(verb);
    else
        cli_print_overview();
    return output_flush();
}

void cli_print_overview(void)
{
    char left[64];
    puts("mimicry: every self-peptide that a T cell could confuse with a given one\n");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].hidden)
            continue;
        snprintf(left, sizeof left, "  mimicry %s", cli_verbs[i].name);
        print_entry(left, cli_verbs[i].summary, VERB_MARGIN);
    }
    print_paragraphs("mimicry help VERB, or mimicry VERB --help, tells more; mimicry --version "
                     "tells the version. For research use only: it reports similarity, never a "
                     "clinical verdict.\n");
}
