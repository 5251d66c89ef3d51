/* Reads FASTA files into a proteome's text and names, then has its suffixes sorted. */
#include "index/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/changes.h"
#include "index/grow.h"
#include "index/haplotypes.h"
#include "index/proteome.h"
#include "index/suffix.h"
#include "index/survey.h"
#include "io/fasta.h"
#include "residue/header.h"

/* Growing arrays; finish() hands them to an index. */
struct builder {
    struct mim_proteome proteome;
    struct mim_source_entry *sources;
    size_t n_sources, sources_capacity;
    char *source_names;
    size_t source_names_size, source_names_capacity;
    const mimicry_build_options *options;
    uint64_t files;
    bool in_record; /* a record is being read, from `line` on, else one that is left out */
    uint64_t line;
    struct mim_reading reading;
};

static mimicry_status end_record(struct builder *b, mimicry_error *error)
{
    const struct mim_proteome *p = &b->proteome;
    if (!b->in_record)
        return MIMICRY_OK;
    if (p->length == p->starts[p->records - 1] && b->reading.empty_line == 0) {
        b->reading.empty_line = b->line;
        b->reading.empty_source = b->n_sources;
    }
    b->in_record = false;
    return mim_proteome_end(&b->proteome, error);
}

static mimicry_status add_header(void *data, const char *text, size_t length, uint64_t line,
                                 mimicry_error *error)
{
    struct builder *b = data;
    struct mim_header header;
    const mimicry_status status = end_record(b, error);
    if (status != MIMICRY_OK)
        return status;
    mim_header_parse(text, length, &header);
    b->line = line;
    if (b->options->exclude_decoys && mim_header_is_decoy(header.accession)) {
        b->reading.left_out++;
        return MIMICRY_OK;
    }
    b->in_record = true;
    return mim_proteome_begin(&b->proteome, &header, error);
}

static mimicry_status add_residues(void *data, const uint8_t *codes, size_t count,
                                   mimicry_error *error)
{
    struct builder *b = data;
    if (b->options->run.progress != NULL &&
        b->options->run.progress(b->options->run.data, b->n_sources, b->files + 1) != 0)
        return mim_fail_cancelled(error);
    return b->in_record ? mim_proteome_add(&b->proteome, codes, count, error) : MIMICRY_OK;
}

/* Only the name, so that the index does not depend on where its files lay. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static mimicry_status add_source(struct builder *b, const struct mim_source *source,
                                 mimicry_error *error)
{
    const char *name = base_name(mim_source_name(source));
    const size_t length = strlen(name) + 1;
    if (b->source_names_size + length > UINT32_MAX)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "too many FASTA files");
    MIM_GROW(b->sources, b->sources_capacity, b->n_sources + 1);
    MIM_GROW(b->source_names, b->source_names_capacity, b->source_names_size + length);
    memcpy(b->source_names + b->source_names_size, name, length);
    b->sources[b->n_sources++] = (struct mim_source_entry){
        mim_source_size(source), mim_source_crc(source), (uint32_t)b->source_names_size};
    b->source_names_size += length;
    return MIMICRY_OK;
}

static mimicry_status add_file(struct builder *b, const char *path, mimicry_error *error)
{
    const struct mim_fasta_reader reader = {b, add_header, add_residues};
    struct mim_source *source;
    mimicry_status status = mim_source_open(path, &source, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_fasta_read(source, &reader, error);
    if (status == MIMICRY_OK)
        status = end_record(b, error);
    if (status == MIMICRY_OK)
        status = add_source(b, source, error);
    mim_source_close(source);
    return status;
}

static mimicry_status end_text(struct builder *b, mimicry_error *error)
{
    if (b->proteome.records == 0)
        return mim_fail(error, MIMICRY_E_FORMAT,
                        "all %llu records are decoys or contaminants: none is left",
                        (unsigned long long)b->reading.left_out);
    return mim_proteome_finish(&b->proteome, error);
}

static void hand_over(struct builder *b, struct mimicry_index *index)
{
    mim_proteome_hand_over(&b->proteome, index);
    index->sources = b->sources;
    index->n_sources = b->n_sources;
    index->source_names = b->source_names;
    index->source_names_size = b->source_names_size;
    index->reading = b->reading;
}

static void free_builder(struct builder *b)
{
    mim_proteome_free(&b->proteome);
    free(b->sources);
    free(b->source_names);
}

static mimicry_status read_files(struct builder *b, const char *const *paths, size_t n_paths,
                                 mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    b->files = n_paths;
    for (size_t i = 0; i < n_paths && status == MIMICRY_OK; i++)
        status = add_file(b, paths[i], error);
    return status == MIMICRY_OK ? end_text(b, error) : status;
}

/* Makes the proteome that of a person. */
static mimicry_status apply_variants(struct mimicry_index *index,
                                     const mimicry_build_options *options, mimicry_error *error)
{
    struct mim_variants variants;
    if (options->variants == NULL)
        return MIMICRY_OK;
    mimicry_status status = mim_variants_read(options->variants, &variants, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_haplotypes_apply(index, &variants, options->run.note, options->run.data, error);
    mim_variants_free(&variants);
    return status;
}

mimicry_status mim_index_build(const char *const *paths, size_t n_paths,
                               const mimicry_build_options *options, struct mimicry_index **out,
                               mimicry_error *error)
{
    struct builder b = {.options = options};
    *out = NULL;
    struct mimicry_index *index = mim_alloc_zeroed(1, sizeof *index);
    if (index == NULL)
        return mim_fail_memory(error);
    mimicry_status status = read_files(&b, paths, n_paths, error);
    if (status != MIMICRY_OK) {
        free_builder(&b);
        free(index);
        return status;
    }
    hand_over(&b, index);
    status = apply_variants(index, options, error);
    if (status == MIMICRY_OK)
        status = mim_suffix_build(index, (unsigned)options->suffix_width, error);
    if (status == MIMICRY_OK)
        status = mim_index_set_blocks(index, error);
    if (status == MIMICRY_OK)
        status = mim_changes_set(index, error);
    if (status != MIMICRY_OK) {
        mim_index_free(index);
        return status;
    }
    if (options->run.note != NULL)
        mim_survey_tell(index, options->run.note, options->run.data);
    *out = index;
    return MIMICRY_OK;
}
