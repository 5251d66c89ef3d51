/* Reads what the names of records and candidates tell, as tools make them. */
#include "query/tool_name.h"

#include <string.h>

#include "base/fold.h"

enum mim_half mim_tool_half(const char *name, size_t *out_length)
{
    static const struct {
        const char *text;
        enum mim_half half;
    } prefixes[] = {{"WT.", MIM_WILDTYPE_HALF},
                    {"WT|", MIM_WILDTYPE_HALF},
                    {"MT.", MIM_MUTANT_HALF},
                    {"MT|", MIM_MUTANT_HALF},
                    {"ALT.", MIM_MUTANT_HALF}};
    *out_length = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        const size_t length = strlen(prefixes[i].text);
        if (strncmp(name, prefixes[i].text, length) != 0)
            continue;
        *out_length = length;
        return prefixes[i].half;
    }
    return MIM_WHOLE;
}

static size_t digits_at(const char *text, size_t from, size_t length)
{
    size_t n = 0;
    while (from + n < length && mim_is_digit(text[from + n]))
        n++;
    return n;
}

/* The length of one of Ensembl's transcripts at `from`, ENST00000262608.8 or a mouse's ENSMUST...;
 * 0: there is none. */
static size_t one_transcript(const char *text, size_t from, size_t length)
{
    size_t n = 3;
    if (length - from < 4 || memcmp(text + from, "ENS", 3) != 0)
        return 0;
    while (from + n < length && text[from + n] >= 'A' && text[from + n] <= 'Z')
        n++;
    const size_t digits = digits_at(text, from + n, length);
    if (text[from + n - 1] != 'T' || digits < 11)
        return 0;
    n += digits;
    const size_t version =
        from + n < length && text[from + n] == '.' ? digits_at(text, from + n + 1, length) : 0;
    return version > 0 ? n + 1 + version : n;
}

/* The same, or those of a fusion's partners with `-` between them. */
static size_t transcripts(const char *text, size_t from, size_t length)
{
    const size_t n = one_transcript(text, from, length);
    if (n == 0 || from + n >= length || text[from + n] != '-')
        return n;
    const size_t more = one_transcript(text, from + n + 1, length);
    return more > 0 ? n + 1 + more : 0;
}

bool mim_tool_name(const char *name, size_t length, struct mim_slice *out_gene,
                   struct mim_slice *out_transcript)
{
    const char parts = memchr(name, '|', length) != NULL ? '|' : '.';
    size_t from = digits_at(name, 0, length);
    from = from > 0 && from < length && name[from] == parts ? from + 1 : 0;
    if (parts == '|') {
        const char *place = memchr(name + from, '|', length - from);
        from = from > 0 && place != NULL ? (size_t)(place - name) + 1 : length;
    }
    for (size_t at = from + 1; at + 1 < length; at++) {
        const size_t n = name[at] == parts ? transcripts(name, at + 1, length) : 0;
        if (n == 0 || at + 1 + n >= length || name[at + 1 + n] != parts)
            continue;
        *out_gene = (struct mim_slice){name + from, at - from};
        *out_transcript = (struct mim_slice){name + at + 1, n};
        return true;
    }
    return false;
}
