/* Public functions: the index. */
#include <string.h>

#include "api/check.h"
#include "api/run_options.h"
#include "index/build.h"
#include "index/layout.h"
#include "index/save.h"
#include "index/store.h"
#include "index/survey.h"
#include "table/records.h"

mimicry_status mimicry_index_build(const char *const *paths, size_t n_paths,
                                   const mimicry_build_options *opt_options,
                                   mimicry_index **out_index, mimicry_error *opt_error)
{
    mimicry_build_options options = {.size = sizeof options};
    mimicry_status status = mim_require(paths != NULL && n_paths > 0 && out_index != NULL,
                                        "a FASTA file or out_index", opt_error);
    if (out_index != NULL)
        *out_index = NULL;
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK)
        status = mim_check_run_without_plan(&options.run, "mimicry_index_build", opt_error);
    if (status == MIMICRY_OK && options.suffix_width != 0 && options.suffix_width != 4 &&
        options.suffix_width != 8)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "suffix_width is %d: 0, 4 or 8 expected",
                          (int)options.suffix_width);
    for (size_t i = 0; i < n_paths && status == MIMICRY_OK; i++)
        status = mim_require(paths[i] != NULL, "a FASTA file's path", opt_error);
    return status == MIMICRY_OK ? mim_index_build(paths, n_paths, &options, out_index, opt_error)
                                : status;
}

mimicry_status mimicry_index_save(const mimicry_index *index, const char *path,
                                  mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(index != NULL && path != NULL, "index or path", opt_error);
    return status == MIMICRY_OK ? mim_index_save(index, path, opt_error) : status;
}

mimicry_status mimicry_index_write(const mimicry_index *index, mimicry_write_fn write, void *data,
                                   mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(index != NULL && write != NULL, "index or write", opt_error);
    return status == MIMICRY_OK ? mim_index_write(index, write, data, opt_error) : status;
}

/* An index is as it was built: decoys cannot be left out of it any more. */
static mimicry_status refuse_decoys(const char *path, mimicry_index **index, mimicry_error *error)
{
    struct mim_survey survey;
    mim_survey_take(*index, &survey);
    if (survey.decoys == 0)
        return MIMICRY_OK;
    mim_index_free(*index);
    *index = NULL;
    return mim_fail(error, MIMICRY_E_ARGUMENT,
                    "%.300s: this index has %llu decoys: exclude them when it is built", path,
                    (unsigned long long)survey.decoys);
}

static mimicry_status open_either(const char *path, uint32_t flags, mimicry_index **out,
                                  mimicry_error *error)
{
    const bool exclude = (flags & MIMICRY_OPEN_EXCLUDE_DECOYS) != 0;
    const mimicry_build_options options = {.size = sizeof options, .exclude_decoys = exclude};
    bool is_index = (flags & MIMICRY_OPEN_FASTA) == 0;
    mimicry_status status = MIMICRY_OK;
    if (!is_index && strcmp(path, "-") != 0)
        status = mim_index_recognise(path, &is_index, error);
    if (status == MIMICRY_OK && !is_index)
        return mimicry_index_build(&path, 1, &options, out, error);
    if (status == MIMICRY_OK)
        status = mim_index_open(path, (flags & MIMICRY_OPEN_VERIFY) != 0, out, error);
    return status == MIMICRY_OK && exclude ? refuse_decoys(path, out, error) : status;
}

mimicry_status mimicry_index_open(const char *path, uint32_t flags, mimicry_index **out_index,
                                  mimicry_error *opt_error)
{
    const uint32_t known = MIMICRY_OPEN_VERIFY | MIMICRY_OPEN_FASTA | MIMICRY_OPEN_EXCLUDE_DECOYS;
    mimicry_status status =
        mim_require(path != NULL && out_index != NULL, "path or out_index", opt_error);
    if (out_index != NULL)
        *out_index = NULL;
    if (status == MIMICRY_OK && (flags & ~known) != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "unknown flags");
    return status == MIMICRY_OK ? open_either(path, flags, out_index, opt_error) : status;
}

mimicry_status mimicry_index_verify(const char *path, mimicry_error *opt_error)
{
    const mimicry_status status = mim_require(path != NULL, "path", opt_error);
    return status == MIMICRY_OK ? mim_index_verify(path, opt_error) : status;
}

void mimicry_index_close(mimicry_index *opt_index)
{
    mim_index_free(opt_index);
}

static uint64_t memory_of(const mimicry_index *index)
{
    struct mim_section_view sections[MIM_SECTIONS];
    uint64_t sum = 0;
    if (index->map.data != NULL)
        return index->map.size;
    mim_layout_sections(index, sections);
    for (unsigned s = 0; s < MIM_SECTIONS; s++)
        sum += sections[s].size;
    return sum;
}

mimicry_status mimicry_index_info(const mimicry_index *index, mimicry_info *out_info,
                                  mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(index != NULL && out_info != NULL, "index or out_info", opt_error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_survey survey;
    mim_survey_take(index, &survey);
    mimicry_info info = {
        .records = index->records,
        .residues = index->text_length - index->records,
        .sources = index->n_sources,
        .memory = memory_of(index),
        .format_major = MIM_FORMAT_MAJOR,
        .format_minor = MIM_FORMAT_MINOR,
        .suffix_width = index->suffix_width,
        .without_gene = survey.without_gene,
        .without_residues = survey.without_residues,
        .decoys = survey.decoys,
        .left_out = index->reading.left_out,
        .changed = survey.changed,
        .added = survey.added,
    };
    return mim_give_record(&info, sizeof info, out_info, opt_error);
}

void mimicry_index_notes(const mimicry_index *index, mimicry_note_fn note, void *data)
{
    if (index != NULL && note != NULL)
        mim_survey_tell(index, note, data);
}

/* Its struct is the same. */
static mimicry_status check_number(uint64_t number, uint64_t count, const char *what,
                                   mimicry_error *error)
{
    if (number < count)
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "%s %llu: the index has %llu", what,
                    (unsigned long long)number, (unsigned long long)count);
}

mimicry_status mimicry_index_record(const mimicry_index *index, uint64_t record,
                                    mimicry_record *out_record, mimicry_error *opt_error)
{
    const char *names[3];
    mimicry_status status =
        mim_require(index != NULL && out_record != NULL, "index or out_record", opt_error);
    if (status == MIMICRY_OK)
        status = check_number(record, index->records, "record", opt_error);
    if (status != MIMICRY_OK)
        return status;
    if (!mim_index_names(index, record, names))
        return mim_fail(opt_error, MIMICRY_E_CORRUPT,
                        "the index is damaged at record %llu: verify it, or build it again",
                        (unsigned long long)record);
    mimicry_record found = {
        .accession = names[0],
        .gene = names[1],
        .description = names[2],
        .length = index->starts[record + 1] - index->starts[record] - 1,
        .taxon = index->taxa[record],
    };
    return mim_give_record(&found, sizeof found, out_record, opt_error);
}

uint64_t mimicry_index_residues(const mimicry_index *index, uint64_t record, uint64_t start,
                                uint64_t length, char *out_letters)
{
    uint64_t count = 0;
    if (out_letters == NULL)
        return 0;
    if (index != NULL && record < index->records) {
        const uint64_t from = index->starts[record], to = index->starts[record + 1] - 1;
        const uint64_t left = start < to - from ? to - from - start : 0;
        count = length < left ? length : left;
        for (uint64_t i = 0; i < count; i++)
            out_letters[i] = mim_letter_of[index->text[from + start + i] % MIM_CODES];
    }
    out_letters[count] = '\0';
    return count;
}

/* Its struct is the same. */
mimicry_status mimicry_index_table(const mimicry_index *index, int32_t what,
                                   struct ArrowArrayStream *out_table, mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(index != NULL && out_table != NULL, "index or out_table", opt_error);
    if (out_table != NULL)
        *out_table = (struct ArrowArrayStream){0};
    if (status != MIMICRY_OK)
        return status;
    if (what == MIMICRY_INDEX_RECORDS)
        return mim_records_table(index, out_table, opt_error);
    if (what == MIMICRY_INDEX_SOURCES)
        return mim_sources_table(index, out_table, opt_error);
    return mim_fail(opt_error, MIMICRY_E_ARGUMENT, "what is %d: MIMICRY_INDEX_... was expected",
                    (int)what);
}
