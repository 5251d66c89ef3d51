/* Puts the words of a command together again, so that they can be given once more. */
#include "command_line.h"

#include <stdlib.h>
#include <string.h>

static bool needs_quotes(const char *word)
{
    return word[0] == '\0' ||
           word[strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                             "_-+=.,:/@%")] != '\0';
}

/* In single quotes nothing has a meaning but a single quote, which is put outside of them. */
static char *put_quoted(char *to, const char *word)
{
    *to++ = '\'';
    for (; *word != '\0'; word++) {
        if (*word == '\'') {
            memcpy(to, "'\\'", 3);
            to += 3;
        }
        *to++ = *word;
    }
    *to++ = '\'';
    return to;
}

static char *put_word(char *to, const char *word)
{
    *to++ = ' ';
    if (needs_quotes(word))
        return put_quoted(to, word);
    const size_t length = strlen(word);
    memcpy(to, word, length);
    return to + length;
}

char *command_line(const struct request *r)
{
    static const char program[] = "mimicry";
    size_t size = sizeof program + strlen(r->verb->name) + 1;
    for (int i = 0; i < r->argc; i++)
        size += 4 * strlen(r->argv[i]) + 3;
    char *text = malloc(size);
    if (text == NULL)
        return NULL;
    memcpy(text, program, sizeof program);
    char *to = put_word(text + sizeof program - 1, r->verb->name);
    for (int i = 0; i < r->argc; i++)
        to = put_word(to, r->argv[i]);
    *to = '\0';
    return text;
}
