/* The table of the records of an index, and that of its FASTA files. */
#include "table/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/columns.h"
#include "table/kept.h"
#include "table/record_names.h"
#include "table/variant_cells.h"

static const struct mim_column record_columns[] = {
    MIM_COLUMN_ACCESSION,
    MIM_COLUMN_GENE,
    MIM_COLUMN_PROTEIN,
    {"taxon", MIM_INTEGER, MIM_NULLABLE | MIM_ROOM, NULL, "NCBI taxonomy identifier"},
    {"length", MIM_INTEGER, MIM_BRIEF, "residues", "Residues of the record"},
};

static const struct mim_column source_columns[] = {
    {"source", MIM_TEXT, 0, NULL, "Name of the FASTA file, without its folder"},
    {"bytes", MIM_INTEGER, 0, "bytes", "Size of the file as it was read"},
    {"crc32", MIM_TEXT, 0, NULL, "CRC-32 of these bytes, in hexadecimal digits"},
};

/* Goes through the records, or the files. */
struct index_walk {
    const struct mimicry_index *index;
    struct mim_record_names names;
    uint64_t at;
};

static mimicry_status put_record(struct index_walk *walk, struct mim_table *table,
                                 mimicry_error *error)
{
    const uint64_t *starts = walk->index->starts + walk->at;
    const int32_t taxon = walk->index->taxa[walk->at];
    const mimicry_status status = mim_record_names_find(&walk->names, walk->at, error);
    if (status != MIMICRY_OK)
        return status;
    mim_put_text(table, walk->names.accession, walk->names.accession_length);
    mim_put_known(table, walk->names.gene, walk->names.gene_length);
    mim_put_string(table, mim_record_names_protein(&walk->names));
    if (taxon == 0)
        mim_put_null(table);
    else
        mim_put_integer(table, taxon);
    mim_put_integer(table, (int64_t)(starts[1] - starts[0] - 1));
    const mimicry_status put = mim_variant_columns(walk->index) == 0
                                   ? MIMICRY_OK
                                   : mim_variant_put_all(table, walk->index, walk->at, error);
    return put == MIMICRY_OK ? mim_end_row(table, error) : put;
}

static mimicry_status put_source(struct index_walk *walk, struct mim_table *table,
                                 mimicry_error *error)
{
    const struct mim_source_entry *source = &walk->index->sources[walk->at];
    char crc[8];
    for (size_t i = 0; i < sizeof crc; i++)
        crc[i] = "0123456789abcdef"[source->crc32 >> (28 - 4 * i) & 15];
    mim_put_string(table, walk->index->source_names + source->name);
    mim_put_integer(table, (int64_t)source->size);
    mim_put_text(table, crc, sizeof crc);
    return mim_end_row(table, error);
}

static mimicry_status next_records(void *data, struct mim_table *table, bool *more,
                                   mimicry_error *error)
{
    struct index_walk *walk = data;
    mimicry_status status = MIMICRY_OK;
    for (; walk->at < walk->index->records && !mim_table_full(table) && status == MIMICRY_OK;
         walk->at++)
        status = put_record(walk, table, error);
    *more = walk->at < walk->index->records;
    return status;
}

static mimicry_status next_sources(void *data, struct mim_table *table, bool *more,
                                   mimicry_error *error)
{
    struct index_walk *walk = data;
    mimicry_status status = MIMICRY_OK;
    for (; walk->at < walk->index->n_sources && !mim_table_full(table) && status == MIMICRY_OK;
         walk->at++)
        status = put_source(walk, table, error);
    *more = walk->at < walk->index->n_sources;
    return status;
}

static void free_walk(void *data)
{
    struct index_walk *walk = data;
    mim_record_names_close(&walk->names);
    free(walk);
}

static mimicry_status make(const struct mimicry_index *index, const struct mim_column *columns,
                           size_t n_columns, struct mim_producer *producer,
                           struct ArrowArrayStream *out, mimicry_error *error)
{
    struct mim_table *table;
    struct index_walk *walk = mim_alloc_zeroed(1, sizeof *walk);
    if (walk == NULL)
        return mim_fail_memory(error);
    walk->index = index;
    mim_record_names_open(&walk->names, index);
    mimicry_status status = mim_table_create(columns, n_columns, &table, error);
    if (status != MIMICRY_OK) {
        free_walk(walk);
        return status;
    }
    producer->data = walk;
    producer->free = free_walk;
    status = mim_stream_create(table, producer, out, error);
    if (status == MIMICRY_OK)
        mim_stream_keep(out, &(struct mim_kept){.index = index});
    return status;
}

mimicry_status mim_records_table(const struct mimicry_index *index, struct ArrowArrayStream *out,
                                 mimicry_error *error)
{
    enum { RECORD_COLUMNS = sizeof record_columns / sizeof *record_columns };
    struct mim_producer producer = {.next = next_records};
    struct mim_column columns[RECORD_COLUMNS + 1];
    memcpy(columns, record_columns, sizeof record_columns);
    columns[RECORD_COLUMNS] = mim_variant_of_record;
    return make(index, columns, RECORD_COLUMNS + mim_variant_columns(index), &producer, out, error);
}

mimicry_status mim_sources_table(const struct mimicry_index *index, struct ArrowArrayStream *out,
                                 mimicry_error *error)
{
    struct mim_producer producer = {.next = next_sources};
    return make(index, source_columns, sizeof source_columns / sizeof *source_columns, &producer,
                out, error);
}
