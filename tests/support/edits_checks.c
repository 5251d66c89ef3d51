/* What the tests of searches with indels share. */
#include "edits_checks.h"

#include <stdlib.h>
#include <string.h>

mimicry_status edits_search(const mimicry_index *index, const test_peptides *peptides,
                            const edits_request *request, int32_t plan, int32_t threads,
                            all_hits **hits, mimicry_error *error)
{
    mimicry_search_options options;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold = request->max_mismatches;
    options.max_indels = request->max_indels;
    options.run.plan = plan;
    options.run.threads = threads;
    return all_hits_search(index, peptides->letters, peptides->count, &options, hits, error);
}

static void upper(test_peptides *peptides)
{
    for (size_t i = 0; i < peptides->count; i++) {
        for (char *c = (char *)peptides->letters[i]; *c; c++)
            *c = *c >= 'a' ? (char)(*c - 'a' + 'A') : *c;
    }
}

char *edits_changed(test_random *random, const letter_source *source, const char *from,
                    size_t length, unsigned edits)
{
    test_text text = {0};

    text_add(&text, from, length);
    for (unsigned k = 0; k < edits && text.length > 2; k++) {
        size_t at = (size_t)random_below(random, text.length);
        char letter = random_letter(random, source);

        letter = letter == '*' ? 'A' : letter;
        switch (random_below(random, 3)) {
        case 0:
            text.bytes[at] = letter;
            break;
        case 1:
            memmove(text.bytes + at, text.bytes + at + 1, text.length - at);
            text.length--;
            break;
        default:
            text_add_char(&text, letter);
            memmove(text.bytes + at + 1, text.bytes + at, text.length - 1 - at);
            text.bytes[at] = letter;
        }
    }
    return text.bytes;
}

test_peptides edits_peptides(test_random *random, const letter_source *source,
                             const tested_proteome *proteome, unsigned longest,
                             const edits_request *request)
{
    const oracle_records *records = &proteome->records;
    size_t residues = records->starts[records->count];
    test_peptides peptides = {0};

    for (unsigned i = 0; i < 4; i++) {
        size_t length = 1 + (size_t)random_below(random, longest);
        size_t start = residues > length ? (size_t)random_below(random, residues - length) : 0;
        unsigned edits = request->max_indels + request->max_mismatches + 1;
        char *letters;

        length = length < residues ? length : residues;
        if (length == 0 || memchr(records->letters + start, '*', length)) {
            peptides_add(&peptides, "ACDEF", 5);
            continue;
        }
        edits = (unsigned)random_below(random, edits + 1);
        letters = edits_changed(random, source, records->letters + start, length, edits);
        peptides_add(&peptides, letters, strlen(letters));
        free(letters);
    }
    peptides_add(&peptides, peptides.letters[0], strlen(peptides.letters[0]));
    upper(&peptides);
    return peptides;
}
