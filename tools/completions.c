/* mimicry completions: how bash, zsh and fish complete the words of this command. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "output.h"

static bool is_shown(const struct cli_verb *verb, const struct cli_option *option)
{
    return option->name != NULL && (option->verbs & verb->bit) != 0;
}

/* Whether the values of an option have names. */
static bool is_named(const struct cli_option *option)
{
    return option->kind == CLI_NAME || option->kind == CLI_BITS || option->kind == CLI_CHOICE ||
           ((option->kind == CLI_INPUT || option->kind == CLI_WORDS) && option->value > 0);
}

static bool takes_file(const struct cli_option *option)
{
    return option->kind == CLI_INPUT || option->kind == CLI_INPUTS || option->kind == CLI_OUTPUT;
}

/* The names of a kind, separated by blanks. */
static void print_names(int32_t kind)
{
    const char *name;
    for (size_t i = mimicry_name(kind, 0) == NULL; (name = mimicry_name(kind, i)) != NULL; i++)
        printf(" %s", name);
}

/* Alleles without * and :, which shells take for something else. */
static void print_alleles(void)
{
    const char *name;
    for (size_t i = 0; (name = mimicry_name(MIMICRY_NAMES_ALLELES, i)) != NULL; i++) {
        putchar(' ');
        for (; *name != '\0'; name++) {
            if (*name != '*' && *name != ':')
                putchar(*name);
        }
    }
}

/* Names that the value of an option may have, each after a blank. */
static void print_values(const struct cli_option *option)
{
    if (option->kind == CLI_CHOICE) {
        putchar(' ');
        for (const char *c = option->argument; *c != '\0'; c++)
            putchar(*c == '|' ? ' ' : *c);
    } else if (option->value == MIMICRY_NAMES_ALLELES) {
        print_alleles();
    } else {
        print_names(option->value);
    }
}

static void print_verbs(void)
{
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].bit != VERB_MANUAL)
            printf(" %s", cli_verbs[i].name);
    }
}

/* What may stand where a word of a verb does, other than a file. */
static void print_words(const struct cli_verb *verb)
{
    if (verb->bit == VERB_SCORE)
        print_names(MIMICRY_NAMES_SCORES);
    else if (verb->bit == VERB_MATRICES)
        print_names(MIMICRY_NAMES_MATRICES);
    else if (verb->bit == VERB_COMPLETIONS)
        printf(" bash zsh fish");
    else if (verb->bit == VERB_HELP)
        print_verbs();
}

/* ---- bash ---- */

static void bash_values(const struct cli_verb *verb)
{
    for (size_t i = 0; i < cli_n_options; i++) {
        const struct cli_option *option = &cli_options[i];
        if (!is_shown(verb, option) || option->argument == NULL ||
            (takes_file(option) && !is_named(option)))
            continue;
        printf("        %s:--%s", verb->name, option->name);
        if (option->letter != 0)
            printf(" | %s:-%c", verb->name, option->letter);
        printf(") values='");
        if (is_named(option))
            print_values(option);
        printf("' files=%s ;;\n", takes_file(option) ? "yes" : "''");
    }
}

static void bash_verb(const struct cli_verb *verb)
{
    printf("        %s) options='", verb->name);
    for (size_t i = 0; i < cli_n_options; i++) {
        if (is_shown(verb, &cli_options[i]))
            printf(" --%s", cli_options[i].name);
    }
    printf("' words='");
    print_words(verb);
    printf("' ;;\n");
}

static void print_bash(void)
{
    puts("# bash completion for mimicry, made by: mimicry completions bash\n"
         "_mimicry()\n"
         "{\n"
         "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    local verb=${COMP_WORDS[1]} options='' words='' values=none files=yes\n"
         "    COMPREPLY=()\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    printf("        mapfile -t COMPREPLY < <(compgen -W '");
    print_verbs();
    puts(" --help --version' -- \"$current\")\n"
         "        return\n"
         "    fi\n"
         "    case $verb:$previous in");
    for (size_t i = 0; i < cli_n_verbs; i++)
        bash_values(&cli_verbs[i]);
    puts("    esac\n"
         "    case $verb in");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].bit != VERB_MANUAL)
            bash_verb(&cli_verbs[i]);
    }
    puts("    esac\n"
         "    if [ \"$values\" != none ]; then\n"
         "        words=$values\n"
         "    elif [ \"${current:0:1}\" = - ]; then\n"
         "        words=$options files=''\n"
         "    fi\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "    if [ -n \"$files\" ]; then\n"
         "        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$current\")\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _mimicry mimicry");
}

/* ---- zsh ---- */

/* The help of an option, without what zsh takes for something else. */
static void zsh_help(const struct cli_option *option)
{
    for (const char *c = option->help; *c != '\0' && *c != ';'; c++) {
        if (strchr("[]:'\\`$\"", *c) == NULL)
            putchar(*c);
    }
}

static void zsh_option(const struct cli_option *option)
{
    const bool repeats = option->kind == CLI_WORDS || option->kind == CLI_INPUTS;
    if (option->letter != 0 && repeats)
        printf("                '*'{-%c,--%s}'[", option->letter, option->name);
    else if (option->letter != 0)
        printf("                '(-%c --%s)'{-%c,--%s}'[", option->letter, option->name,
               option->letter, option->name);
    else
        printf("                '%s--%s[", repeats ? "*" : "", option->name);
    zsh_help(option);
    putchar(']');
    if (option->argument != NULL) {
        printf(":value:");
        if (is_named(option)) {
            printf(takes_file(option)         ? " _alternative \"name\\:name\\:("
                   : option->kind == CLI_BITS ? "_values -s , name"
                                              : "(");
            print_values(option);
            printf(takes_file(option)         ? ")\" \"file\\:file\\:_files\""
                   : option->kind == CLI_BITS ? ""
                                              : " )");
        } else if (takes_file(option)) {
            printf("_files");
        }
    }
    puts("' \\");
}

static void zsh_verb(const struct cli_verb *verb)
{
    printf("        %s)\n            _arguments -s \\\n", verb->name);
    for (size_t i = 0; i < cli_n_options; i++) {
        if (is_shown(verb, &cli_options[i]))
            zsh_option(&cli_options[i]);
    }
    if (verb->bit == VERB_SCORE) {
        printf("                '1:method:(");
        print_words(verb);
        puts(" )' \\");
    }
    printf("                '*:word:");
    if (verb->bit == VERB_MATRICES || verb->bit == VERB_COMPLETIONS || verb->bit == VERB_HELP) {
        putchar('(');
        print_words(verb);
        puts(" )'");
    } else {
        puts("_files'");
    }
    puts("            ;;");
}

static void print_zsh(void)
{
    puts("#compdef mimicry\n"
         "# zsh completion for mimicry, made by: mimicry completions zsh\n"
         "_mimicry()\n"
         "{\n"
         "    local -a verbs\n"
         "    verbs=(");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].bit != VERB_MANUAL)
            printf("        '%s:%s'\n", cli_verbs[i].name, cli_verbs[i].summary);
    }
    puts("    )\n"
         "    if (( CURRENT == 2 )); then\n"
         "        _describe verb verbs\n"
         "        return\n"
         "    fi\n"
         "    shift words\n"
         "    (( CURRENT-- ))\n"
         "    case $words[1] in");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].bit != VERB_MANUAL)
            zsh_verb(&cli_verbs[i]);
    }
    puts("    esac\n"
         "}\n"
         "_mimicry \"$@\"");
}

/* ---- fish ---- */

static void fish_quoted(const char *text)
{
    putchar('\'');
    for (; *text != '\0' && *text != ';'; text++)
        printf(strchr("'\\", *text) != NULL ? "\\%c" : "%c", *text);
    putchar('\'');
}

static void fish_option(const struct cli_verb *verb, const struct cli_option *option)
{
    printf("complete -c mimicry -n '__fish_seen_subcommand_from %s' -l %s", verb->name,
           option->name);
    if (option->letter != 0)
        printf(" -s %c", option->letter);
    if (option->argument != NULL)
        printf(takes_file(option) ? " -r -F" : " -x");
    if (is_named(option)) {
        printf(" -a '");
        print_values(option);
        putchar('\'');
    }
    printf(" -d ");
    fish_quoted(option->help);
    putchar('\n');
}

static void fish_verb(const struct cli_verb *verb)
{
    printf("complete -c mimicry -n __fish_use_subcommand -f -a %s -d ", verb->name);
    fish_quoted(verb->summary);
    putchar('\n');
    printf("complete -c mimicry -n '__fish_seen_subcommand_from %s' -a '", verb->name);
    print_words(verb);
    puts("'");
    for (size_t i = 0; i < cli_n_options; i++) {
        if (is_shown(verb, &cli_options[i]))
            fish_option(verb, &cli_options[i]);
    }
}

static void print_fish(void)
{
    puts("# fish completion for mimicry, made by: mimicry completions fish");
    for (size_t i = 0; i < cli_n_verbs; i++) {
        if (cli_verbs[i].bit != VERB_MANUAL)
            fish_verb(&cli_verbs[i]);
    }
}

int run_completions(const struct request *r)
{
    const char *shell = r->words[0];
    if (strcmp(shell, "bash") == 0)
        print_bash();
    else if (strcmp(shell, "zsh") == 0)
        print_zsh();
    else if (strcmp(shell, "fish") == 0)
        print_fish();
    else
        return report_usage("completions", "'%s': bash, zsh or fish was expected", shell);
    return output_flush();
}
