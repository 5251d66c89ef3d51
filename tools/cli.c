/* Parses words by the table of options. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"
#include "values.h"

/* Where parsing is. Functions return 0, or, having reported, the exit status. */
struct parser {
    const struct cli_verb *verb;
    struct request *request;
    char **argv; /* after the verb */
    int argc, next;
};

static bool is_of(const struct cli_option *option, const struct cli_verb *verb)
{
    return option->name != NULL && (option->verbs & verb->bit) != 0;
}

static bool is_given(const struct request *request, size_t number)
{
    return (request->given[number / 64] >> number % 64 & 1) != 0;
}

bool cli_given(const struct request *request, const char *name)
{
    for (size_t i = 0; i < cli_n_options; i++) {
        if (is_of(&cli_options[i], request->verb) && strcmp(cli_options[i].name, name) == 0)
            return is_given(request, i);
    }
    return false;
}

/* ---- Names ---- */

static const char *option_name(const void *verb, size_t i)
{
    if (i >= cli_n_options)
        return NULL;
    return is_of(&cli_options[i], verb) ? cli_options[i].name : "";
}

static const char *verb_name(const void *data, size_t i)
{
    (void)data;
    if (i >= cli_n_verbs)
        return NULL;
    return cli_verbs[i].hidden ? "" : cli_verbs[i].name;
}

const struct cli_verb *cli_find_verb(const char *name)
{
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (strcmp(name, cli_verbs[i].name) == 0)
            return &cli_verbs[i];
    }
    return NULL;
}

int cli_unknown_verb(const char *name)
{
    const char *close = cli_suggest(name, verb_name, NULL);
    if (close != NULL)
        report("unknown verb '%s': did you mean %s? (see mimicry --help)", name, close);
    else
        report("unknown verb '%s' (see mimicry --help)", name);
    return EXIT_USAGE;
}

int cli_missing_verb(void)
{
    char verbs[256] = ""; /* longer than all of them */
    size_t used = 0;
    for (size_t i = 0; i < cli_n_verbs && used < sizeof verbs; i++)
        if (!cli_verbs[i].hidden)
            used += (size_t)snprintf(verbs + used, sizeof verbs - used, "%s%s",
                                     used == 0 ? "" : ", ", cli_verbs[i].name);
    report("a verb is missing: %s (see mimicry --help)", verbs);
    return EXIT_USAGE;
}

static int unknown_option(const struct parser *p, const char *shown, const char *name)
{
    const char *close = cli_suggest(name, option_name, p->verb);
    if (close != NULL)
        return report_usage(p->verb->name, "unknown option '%s': did you mean --%s?", shown, close);
    return report_usage(p->verb->name, "unknown option '%s'", shown);
}

/* The option of a name, or of the beginning of one alone: its number, or cli_n_options. */
static size_t find_long(const struct cli_verb *verb, const char *name, size_t length)
{
    size_t found = cli_n_options, count = 0;
    for (size_t i = 0; i < cli_n_options; i++) {
        if (!is_of(&cli_options[i], verb) || strncmp(cli_options[i].name, name, length) != 0)
            continue;
        if (cli_options[i].name[length] == '\0')
            return i;
        found = i;
        count++;
    }
    return count == 1 && length > 0 ? found : cli_n_options;
}

static size_t find_short(const struct cli_verb *verb, char letter)
{
    size_t i = 0;
    while (i < cli_n_options && !(is_of(&cli_options[i], verb) && cli_options[i].letter == letter))
        i++;
    return i;
}

/* ---- Options ---- */

static bool may_repeat(const struct cli_option *option)
{
    return option->argument == NULL || option->kind == CLI_WORDS || option->kind == CLI_INPUTS;
}

static int take(struct parser *p, size_t number, const char *shown, const char *value)
{
    const struct cli_option *option = &cli_options[number];
    if (is_given(p->request, number) && !may_repeat(option))
        return report_usage(p->verb->name, "%s is given twice", shown);
    p->request->given[number / 64] |= (uint64_t)1 << number % 64;
    return value_take(p->verb->name, option, shown, value, p->request);
}

/* The value of an option: the rest of its word, or the next word. */
static int take_with_value(struct parser *p, size_t number, const char *shown, const char *rest)
{
    if (rest != NULL)
        return take(p, number, shown, rest);
    if (p->next == p->argc)
        return report_usage(p->verb->name, "%s needs a value", shown);
    return take(p, number, shown, p->argv[p->next++]);
}

static int parse_long(struct parser *p, const char *word)
{
    char shown[64];
    const char *name = word + 2;
    const size_t length = strcspn(name, "=");
    const char *rest = name[length] == '=' ? name + length + 1 : NULL;
    const size_t number = find_long(p->verb, name, length);
    snprintf(shown, sizeof shown, "%.*s", (int)(length < 60 ? length + 2 : 62), word);
    if (number == cli_n_options)
        return unknown_option(p, word, shown + 2);
    snprintf(shown, sizeof shown, "--%s", cli_options[number].name);
    if (cli_options[number].argument != NULL)
        return take_with_value(p, number, shown, rest);
    if (rest != NULL)
        return report_usage(p->verb->name, "%s takes no value", shown);
    return take(p, number, shown, NULL);
}

/* Letters of options without a value, and at most one with a value at the end: -qm3. */
static int parse_short(struct parser *p, const char *word)
{
    int status = 0;
    for (const char *c = word + 1; *c != '\0' && status == 0; c++) {
        const char shown[3] = {'-', *c, '\0'};
        const size_t number = find_short(p->verb, *c);
        if (number == cli_n_options)
            return unknown_option(p, shown, shown + 1);
        if (cli_options[number].argument != NULL)
            return take_with_value(p, number, shown, c[1] != '\0' ? c + 1 : NULL);
        status = take(p, number, shown, NULL);
    }
    return status;
}

/* ---- What goes together ---- */

static int refuse_both(const struct parser *p, const struct cli_option *a,
                       const struct cli_option *b)
{
    return report_usage(p->verb->name, "--%s and --%s together: one of them was expected", a->name,
                        b->name);
}

static bool excludes(const struct cli_option *a, const struct cli_option *b)
{
    const bool others = (a->not &IS_SCREENING) != 0 && (b->is & IS_OF_REPORT) == 0;
    return (a->not &b->is) != 0 || others;
}

static int check_pairs(const struct parser *p)
{
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *a = &cli_options[i];
        for (size_t k = 0; is_given(p->request, i) && k < i; k++) {
            const struct cli_option *b = &cli_options[k];
            if (is_given(p->request, k) && (excludes(a, b) || excludes(b, a)))
                return refuse_both(p, b, a);
        }
    }
    return 0;
}

/* Whether one of the options that the blanks in `names` separate was given. */
static bool any_given(const struct request *request, const char *names)
{
    char name[64];
    while (*names != '\0') {
        const size_t length = strcspn(names, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, names);
        if (cli_given(request, name))
            return true;
        names += length + strspn(names + length, " ");
    }
    return false;
}

static int check_needs(const struct parser *p)
{
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_options[i];
        if (!is_given(p->request, i) || option->needs == NULL ||
            any_given(p->request, option->needs))
            continue;
        return report_usage(p->verb->name, "--%s without --%.*s", option->name,
                            (int)strcspn(option->needs, " "), option->needs);
    }
    return 0;
}

/* ---- Words ---- */

static bool is_dash(const char *word)
{
    return word != NULL && strcmp(word, "-") == 0;
}

/* How often an option names standard input. */
static size_t count_dashes(const struct request *r, const struct cli_option *option)
{
    const void *field = (const char *)r + option->field;
    const struct cli_words *words = field;
    size_t dashes = 0;
    if (option->kind == CLI_INPUT)
        return is_dash(*(const char *const *)field);
    for (size_t i = 0; option->kind == CLI_INPUTS && i < words->count; i++)
        dashes += is_dash(words->at[i]);
    return dashes;
}

/* Standard input can be read once. */
static int check_dashes(const struct parser *p)
{
    const struct request *r = p->request;
    size_t dashes = 0;
    for (size_t i = 0; i < r->n_words; i++)
        dashes += is_dash(r->words[i]);
    for (size_t i = 0; i < cli_n_options; i++)
        dashes += is_given(r, i) ? count_dashes(r, &cli_options[i]) : 0;
    return dashes <= 1 ? 0 : report_usage(p->verb->name, "standard input (-) is named twice");
}

static int check_words(const struct parser *p)
{
    const struct request *r = p->request;
    size_t least = p->verb->least_words, most = p->verb->most_words;
    const bool has_queries = r->peptides.count > 0 || r->motif != NULL || r->profile != NULL;
    if (p->verb->takes_queries) {
        least = has_queries || r->scan != NULL ? 1 : 2;
        most = has_queries ? 1 : 2; /* a scan may have a query, its own */
    }
    if (r->saved_rows != NULL) {
        least = 0;
        most = 0;
    }
    if (r->n_words > most)
        return report_usage(p->verb->name, "one word too many: '%s'", r->words[most]);
    if (r->n_words >= least)
        return 0;
    if (p->verb->takes_queries)
        return report_usage(p->verb->name,
                            r->n_words == 0 ? "INDEX is missing" : "QUERIES or -e is missing");
    return report_usage(p->verb->name, "%s is missing", p->verb->missing);
}

static int parse_all(struct parser *p)
{
    bool ended = false; /* by -- */
    int status = 0;
    while (p->next < p->argc && status == 0) {
        char *word = p->argv[p->next++];
        if (ended || word[0] != '-' || word[1] == '\0')
            p->request->words[p->request->n_words++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else
            status = word[1] == '-' ? parse_long(p, word) : parse_short(p, word);
    }
    return status;
}

int cli_parse(const struct cli_verb *verb, int argc, char **argv, struct request *out)
{
    struct parser p = {.verb = verb, .request = out, .argv = argv, .argc = argc};
    *out = (struct request){.verb = verb, .argv = argv, .argc = argc};
    out->words = calloc((size_t)argc + 1, sizeof *out->words);
    if (out->words == NULL)
        return report("not enough memory");
    int status = parse_all(&p);
    if (status != 0 || out->help)
        return status;
    status = check_pairs(&p);
    if (status == 0)
        status = check_needs(&p);
    if (status == 0)
        status = check_words(&p);
    return status == 0 ? check_dashes(&p) : status;
}

void cli_free(struct request *request)
{
    for (size_t i = 0; i < cli_n_options; i++)
        value_free(&cli_options[i], request);
    free(request->words);
}
