/* What the methods of mimicry score are of, and help says of them. */
#include "score_methods.h"

#include <stdio.h>
#include <string.h>

#include "tool.h"

static const struct {
    int32_t number;
    enum score_of of;
    const char *help;
} methods[] = {
    {MIMICRY_SCORE_HAMMING, SCORE_OF_PAIRS, "how many positions differ"},
    {MIMICRY_SCORE_SUM, SCORE_OF_PAIRS, "the sum of the matrix's scores"},
    {MIMICRY_SCORE_SIMILARITY, SCORE_OF_PAIRS, "score of A and B over the score of A with itself"},
    {MIMICRY_SCORE_PENALTY, SCORE_OF_PAIRS, "score of A with itself less the score of A and B"},
    {MIMICRY_SCORE_GRAM_DISTANCE, SCORE_OF_PAIRS,
     "scores of A and of B with themselves less those of A with B and of B with A"},
    {MIMICRY_SCORE_SELF_SIMILARITY, SCORE_OF_PAIRS,
     "kernel of all shared pieces (Shen 2012, NeoFox); any lengths"},
    {MIMICRY_SCORE_RELATEDNESS, SCORE_OF_PAIRS,
     "Crossdome's distance of 12 components a residue; 0 is the same"},
    {MIMICRY_SCORE_CROSS_REACTIVITY, SCORE_OF_PAIRS, "distance of Luksza 2022; needs --parameters"},
    {MIMICRY_SCORE_HEX, SCORE_OF_PAIRS,
     "matrix scores with central positions weighted; A candidate, B epitope"},
    {MIMICRY_SCORE_ACTIVITY, SCORE_OF_SCAN,
     "a receptor's predicted response, as a share of that to the index peptide of --scan"},
    {MIMICRY_SCORE_DISSIMILARITY, SCORE_OF_INDEX,
     "to a proteome (Richman 2019); 1 is like nothing in it"},
    {MIMICRY_SCORE_FOREIGNNESS, SCORE_OF_INDEX,
     "recognition by epitopes, a record each (Luksza 2017); 1 is like them"},
    {MIMICRY_SCORE_RECOGNITION_POTENTIAL, SCORE_OF_CONSTANTS_AND_INDEX,
     "foreignness times amplitude; QUERIES is a table with the columns of both"},
    {MIMICRY_SCORE_AMPLITUDE, SCORE_OF_CONSTANTS,
     "A / B / (1 + 0.0003 A), A of the wild type and B of the mutant"},
};

enum { METHODS = sizeof methods / sizeof *methods };

static const char *const headings[] = {
    [SCORE_OF_PAIRS] = "Methods for two peptides, of one length but for self-similarity",
    [SCORE_OF_SCAN] = "Of peptides as long as the index peptide",
    [SCORE_OF_INDEX] = "Methods for all records of INDEX, by local alignment",
    [SCORE_OF_CONSTANTS] =
        "Of dissociation constants in nM, A and B or the columns kd_wt and kd_mt",
};

static const char *method_name(const void *data, size_t i)
{
    (void)data;
    return i < METHODS ? mimicry_name(MIMICRY_NAMES_SCORES, (size_t)methods[i].number) : NULL;
}

/* The names, one after the other; `room` is enough for all of them. */
static void list_methods(char *out, size_t room)
{
    size_t used = 0;
    for (size_t i = 0; i < METHODS && used < room; i++)
        used += (size_t)snprintf(out + used, room - used, "%s%s", i == 0 ? "" : ", ",
                                 method_name(NULL, i));
}

int32_t score_find_method(const char *name)
{
    char all[512];
    for (size_t i = 0; i < METHODS; i++) {
        if (strcmp(name, method_name(NULL, i)) == 0)
            return methods[i].number;
    }
    const char *close = cli_suggest(name, method_name, NULL);
    list_methods(all, sizeof all);
    if (close != NULL)
        report_usage("score", "unknown method '%s': did you mean %s?", name, close);
    else
        report_usage("score", "unknown method '%s': METHOD comes first, one of %s", name, all);
    return 0;
}

enum score_of score_of(int32_t method)
{
    size_t i = 0;
    while (methods[i].number != method)
        i++;
    return methods[i].of;
}

void score_each_method(void (*heading)(const char *text),
                       void (*entry)(const char *name, const char *text))
{
    const char *last = NULL;
    for (size_t i = 0; i < METHODS; i++) {
        const char *text = headings[methods[i].of];
        if (text != NULL && text != last)
            heading(text);
        last = text != NULL ? text : last;
        entry(method_name(NULL, i), methods[i].help);
    }
}
