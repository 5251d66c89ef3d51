/* mimicry manual: a page of the manual in mdoc, made of the tables. What columns a verb's tables
 * have comes from standard input: lines of --describe, each table's after a line `# HEADING`. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "output.h"
#include "score_methods.h"

static const char date[] = "November 28, 2026";

/* ---- Text ---- */

static void put_letter(char c)
{
    if (c == '-')
        fputs("\\-", stdout);
    else if (c == '\\')
        fputs("\\e", stdout);
    else
        putchar(c);
}

/* A word of text; one that begins as a request does not become one. */
static size_t put_word(const char *word, size_t length, bool first)
{
    if (first && (word[0] == '.' || word[0] == '\''))
        fputs("\\&", stdout);
    for (size_t i = 0; i < length; i++)
        put_letter(word[i]);
    return length;
}

/* Text to its end or to a line end, a sentence a line and lines of at most 79 columns. */
static void put_text(const char *text)
{
    size_t at = 0;
    while (*text != '\0' && *text != '\n') {
        const size_t length = strcspn(text, " \n");
        if (at > 0 && at + 1 + length > 72) {
            putchar('\n');
            at = 0;
        } else if (at > 0) {
            putchar(' ');
        }
        at += put_word(text, length, at == 0) + 1;
        if (length > 1 && text[length - 1] == '.' && text[length] == ' ') {
            putchar('\n');
            at = 0;
        }
        text += length + (text[length] == ' ');
    }
    if (at > 0)
        putchar('\n');
}

static void put_paragraphs(const char *text)
{
    for (bool first = true; *text != '\0'; text = strchr(text, '\n') + 1, first = false) {
        if (!first)
            puts(".Pp");
        put_text(text);
    }
}

/* ---- Sections ---- */

static void put_synopsis(const struct cli_verb *verb)
{
    puts(".Sh SYNOPSIS");
    for (size_t i = 0; i < 5 && verb->words[i] != NULL; i++) {
        printf(".Nm mimicry %s\n", verb->name);
        put_text(verb->words[i]);
    }
}

static bool in_list; /* between .Bl and .El */

static void end_list(void)
{
    if (in_list)
        puts(".El");
    in_list = false;
}

static void begin_list(const char *heading)
{
    end_list();
    printf(".Ss ");
    put_text(heading);
    puts(".Bl -tag -width Ds");
    in_list = true;
}

static void put_method(const char *name, const char *text)
{
    printf(".It Cm %s\n", name);
    put_text(text);
}

static void put_option(const struct cli_option *option)
{
    char help[512];
    printf(".It ");
    if (option->letter != 0)
        printf("Fl %c , ", option->letter);
    printf("Fl Fl %s", option->name);
    if (option->argument != NULL)
        printf(" Ar %s", option->argument);
    putchar('\n');
    cli_option_help(option, help, sizeof help);
    put_text(help);
}

static void put_options(const struct cli_verb *verb)
{
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_options[i];
        if ((option->verbs & verb->bit) == 0)
            continue;
        if (option->name == NULL && cli_has_option(verb, option))
            begin_list(option->help);
        else if (option->name != NULL && !in_list)
            begin_list("Options");
        if (option->name != NULL)
            put_option(option);
    }
    end_list();
}

/* ---- Columns ---- */

/* NAME, type, unit and description, separated by tabs. */
static void put_column(char *line)
{
    char *type = strchr(line, '\t'), *unit = type != NULL ? strchr(type + 1, '\t') : NULL,
         *text = unit != NULL ? strchr(unit + 1, '\t') : NULL;
    if (text == NULL || strncmp(line, "column\ttype\t", 12) == 0)
        return;
    *type = *unit = *text = '\0';
    printf(".It Cm %s Pq %s%s", line, type + 1, unit[1] != '\0' ? " , " : "\n");
    if (unit[1] != '\0')
        put_text(unit + 1);
    put_text(text + 1);
}

static void put_columns(void)
{
    char line[4096];
    bool any = false;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (!any)
            puts(".Sh COLUMNS");
        any = true;
        if (line[0] == '#')
            begin_list(line + 2);
        else
            put_column(line);
    }
    end_list();
}

/* ---- Pages ---- */

static void put_head(const char *title, const char *name, const char *summary)
{
    printf(".Dd %s\n.Dt MIMICRY", date);
    for (const char *c = title; *c != '\0'; c++)
        putchar(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    printf(" 1\n.Os\n.Sh NAME\n.Nm mimicry%s\n.Nd ", name);
    put_text(summary);
}

/* The shown verb whose name comes next after `last` in the alphabet; NULL: none does. */
static const struct cli_verb *next_verb(const char *last)
{
    const struct cli_verb *next = NULL;
    for (size_t i = 0; i < cli_n_verbs; i++) {
        const struct cli_verb *verb = &cli_verbs[i];
        if (!verb->hidden && strcmp(verb->name, last) > 0 &&
            (next == NULL || strcmp(verb->name, next->name) < 0))
            next = verb;
    }
    return next;
}

static void put_see(const struct cli_verb *opt_but)
{
    bool first = opt_but == NULL;
    printf(".Sh SEE ALSO\n%s", first ? "" : ".Xr mimicry 1");
    for (const struct cli_verb *v = next_verb(""); v != NULL; v = next_verb(v->name)) {
        if (v != opt_but)
            printf("%s.Xr mimicry-%s 1", first ? "" : " ,\n", v->name);
        first = false;
    }
    puts("\n.Sh CAVEATS\nFor research use only: it reports similarity, never a clinical verdict.\n"
         "That no similar peptide is found does not make a receptor or a vaccine safe.");
}

static void put_examples(const char *examples)
{
    puts(".Sh EXAMPLES");
    for (; *examples != '\0'; examples = strchr(examples, '\n') + 1) {
        printf(".Dl ");
        put_word(examples, strcspn(examples, "\n"), true);
        putchar('\n');
    }
}

static void put_verb(const struct cli_verb *verb)
{
    char name[32];
    snprintf(name, sizeof name, "-%s", verb->name);
    put_head(name, name, verb->summary);
    put_synopsis(verb);
    puts(".Sh DESCRIPTION");
    put_paragraphs(verb->text);
    if (verb->bit == VERB_SCORE)
        score_each_method(begin_list, put_method);
    put_options(verb);
    put_columns();
    puts(".Sh EXIT STATUS\n0 when done; 1 when something failed; 2 when the command was used "
         "wrongly.\nAn interrupted run removes its output and ends by the signal.");
    put_examples(verb->examples);
    put_see(verb);
}

static void put_overview(void)
{
    put_head("", "", "every self-peptide that a T cell could confuse with a given one");
    puts(".Sh SYNOPSIS\n.Nm\n.Ar verb\n.Op Ar option ...\n.Op Ar word ...\n.Nm\n.Cm help\n"
         ".Op Ar verb\n.Nm\n.Fl Fl help\n.Nm\n.Fl Fl version\n.Sh DESCRIPTION");
    put_paragraphs(
        "A T cell that is taught to attack a tumour peptide will also attack a healthy tissue "
        "that shows a similar one. This command finds every window of a proteome that is similar "
        "to a given peptide: complete, exact and fast. Its verbs:\n");
    puts(".Bl -tag -width completions");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (!cli_verbs[i].hidden)
            put_method(cli_verbs[i].name, cli_verbs[i].summary);
    }
    puts(".El\n.Ss What is a window");
    put_paragraphs(
        "As many consecutive residues of one protein as the peptide has; never over the end of a "
        "protein, never with a stop, *. Letters are the 20 amino acids and B, Z, J, X, U and O, "
        "in either case. For mismatches a letter that is not one of the 20 differs from "
        "everything, itself included; for scores it has the matrix's own row, or the matrix's "
        "lowest value if it has none. Positions count from 1 and include the last.\n");
    puts(".Ss Files");
    put_paragraphs(
        "Files that are read may be plain or gzip, of one or more members; a name of - is "
        "standard input. Files that are written are written aside and renamed, so there is never "
        "half of one; an output that is an input is refused. Standard output has data only; notes "
        "and errors are lines on standard error.\n");
    puts(".Sh EXIT STATUS\n0 when all is done, hits or none; 1 when something failed; 2 when the "
         "command was used\nwrongly.");
    put_examples("mimicry index -o self.mim data/self_sample.fasta.gz "
                 "data/known_offtargets.fasta\nmimicry search -m 4 self.mim -e EVDPIGHLY\n");
    put_see(NULL);
}

int run_manual(const struct request *r)
{
    const struct cli_verb *verb = r->n_words > 0 ? cli_find_verb(r->words[0]) : NULL;
    if (r->n_words > 0 && (verb == NULL || verb->hidden))
        return cli_unknown_verb(r->words[0]);
    if (verb != NULL)
        put_verb(verb);
    else
        put_overview();
    return output_flush();
}
