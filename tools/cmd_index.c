/* mimicry index: FASTA files to an index file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inputs.h"
#include "output.h"
#include "save_index.h"

/* human.fasta.gz -> human.mim. The caller frees it. */
static char *default_output(const char *fasta)
{
    static const char *const endings[] = {".fasta", ".fa", ".faa", ".fas", ".pep", ".fsa"};
    const size_t room = strlen(fasta) + sizeof ".mim";
    char *name = malloc(room);
    if (name == NULL)
        return NULL;
    size_t length = strlen(fasta);
    if (length > 3 && strcmp(fasta + length - 3, ".gz") == 0)
        length -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t n = strlen(endings[i]);
        if (length > n && strncmp(fasta + length - n, endings[i], n) == 0) {
            length -= n;
            break;
        }
    }
    snprintf(name, room, "%.*s.mim", (int)length, fasta);
    return name;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* What was read, as a note. */
static void summarise(struct inputs *in, const char *path)
{
    char line[512];
    mimicry_info info = {.size = sizeof info};
    if (mimicry_index_info(in->index, &info, NULL) != MIMICRY_OK)
        return;
    snprintf(line, sizeof line,
             "%.300s: %llu record%s, %llu residue%s, %llu record%s without a gene, %llu left out",
             path, (unsigned long long)info.records, plural(info.records),
             (unsigned long long)info.residues, plural(info.residues),
             (unsigned long long)info.without_gene, plural(info.without_gene),
             (unsigned long long)info.left_out);
    watch_note(&in->watch, line);
}

static int build(const struct request *r, const char *path)
{
    struct inputs in;
    mimicry_error error = {.size = sizeof error};
    inputs_begin(r, &in);
    const mimicry_build_options options = {.size = sizeof options,
                                           .run = in.run,
                                           .exclude_decoys = r->exclude_decoys,
                                           .variants = r->variants};
    int status = mimicry_index_build((const char *const *)r->words, r->n_words, &options, &in.index,
                                     &error) == MIMICRY_OK
                     ? save_index(in.index, path)
                     : report_status(&error);
    watch_end(&in.watch);
    if (status == EXIT_DONE)
        summarise(&in, path);
    inputs_close(&in);
    return status;
}

int run_index(const struct request *r)
{
    if (r->output == NULL && (r->n_words > 1 || strcmp(r->words[0], "-") == 0))
        return report_usage("index", "-o is needed, to name the index");
    char *path = r->output != NULL ? output_resolve(r->output) : default_output(r->words[0]);
    if (path == NULL)
        return report("%s: cannot write", r->output != NULL ? r->output : r->words[0]);
    int status = output_check(r, path);
    if (status == 0)
        status = build(r, path);
    free(path);
    return status;
}
