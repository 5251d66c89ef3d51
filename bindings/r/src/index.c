/* Indexes: building, opening, saving, and what is in them. */
#include "binding.h"

#include <stdint.h>
#include <stdio.h>

static void finalize_index(SEXP object)
{
    mimicry_index_close(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

/* The version of the library that runs, and that of the header this was compiled with. */
SEXP r_version(void)
{
    char header[32];
    snprintf(header, sizeof header, "%d.%d.%d", MIMICRY_VERSION_MAJOR, MIMICRY_VERSION_MINOR,
             MIMICRY_VERSION_PATCH);
    SEXP versions = PROTECT(Rf_allocVector(STRSXP, 2));
    SET_STRING_ELT(versions, 0, text_of(mimicry_version()));
    SET_STRING_ELT(versions, 1, Rf_mkChar(header));
    UNPROTECT(1);
    return versions;
}

SEXP r_index_build(SEXP paths, SEXP progress)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_build_options options;
    mimicry_index *index = NULL;
    struct watch watch;
    size_t count;
    const char *const *words = strings_get(paths, &count);
    SEXP object = PROTECT(object_new("mimicry_index", finalize_index));
    PROTECT(watch_begin(&watch, progress));
    mimicry0_build_options_init(&options, sizeof options);
    options.progress = watch_ask;
    options.progress_data = &watch;
    const mimicry_status status = mimicry0_index_build(words, count, &options, &index, &error);
    R_SetExternalPtrAddr(object, index);
    watch_end(&watch, status, &error);
    UNPROTECT(2);
    return object;
}

SEXP r_index_open(SEXP path, SEXP flags)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;
    const char *word = string_get(path);
    const uint32_t bits = (uint32_t)Rf_asInteger(flags);
    SEXP object = PROTECT(object_new("mimicry_index", finalize_index));
    const mimicry_status status = mimicry_index_open(word, bits, &index, &error);
    R_SetExternalPtrAddr(object, index);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_index_save(SEXP index, SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status =
        mimicry_index_save(object_get(index, "mimicry_index"), string_get(path), &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return R_NilValue;
}

SEXP r_index_close(SEXP index)
{
    if (TYPEOF(index) == EXTPTRSXP && R_ExternalPtrAddr(index) != NULL) {
        object_get(index, "mimicry_index"); /* of no other kind */
        finalize_index(index);
    }
    return R_NilValue;
}

SEXP r_index_verify(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status = mimicry_index_verify(string_get(path), &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return R_NilValue;
}

/* ---- What is in one ---- */

/* The FASTA files as the columns of a data frame. */
static SEXP list_sources(const mimicry_index *index, uint64_t count)
{
    static const char *names[] = {"name", "size", "crc32", ""};
    mimicry_error error = {.size = sizeof error};
    SEXP columns = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(columns, 0, Rf_allocVector(STRSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(columns, 1, Rf_allocVector(REALSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(columns, 2, Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (uint64_t i = 0; i < count; i++) {
        char crc[16];
        mimicry0_source source = {.size = sizeof source};
        const mimicry_status status = mimicry0_index_get_source(index, i, &source, &error);
        if (status != MIMICRY_OK)
            raise_status(status, &error);
        snprintf(crc, sizeof crc, "%08lx", (unsigned long)source.crc32);
        SET_STRING_ELT(VECTOR_ELT(columns, 0), (R_xlen_t)i, text_of(source.name));
        REAL(VECTOR_ELT(columns, 1))[i] = (double)source.bytes;
        SET_STRING_ELT(VECTOR_ELT(columns, 2), (R_xlen_t)i, Rf_mkChar(crc));
    }
    UNPROTECT(1);
    return columns;
}

SEXP r_index_info(SEXP index)
{
    static const char *names[] = {"records",      "residues",     "memory",  "format_major",
                                  "format_minor", "suffix_width", "sources", ""};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_index_info info = {.size = sizeof info};
    const mimicry_status status = mimicry0_index_get_info(opened, &info, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    const double numbers[] = {(double)info.records,      (double)info.residues,
                              (double)info.memory,       (double)info.format_major,
                              (double)info.format_minor, (double)info.suffix_width};
    SEXP list = PROTECT(Rf_mkNamed(VECSXP, names));
    for (R_xlen_t i = 0; i < 6; i++)
        SET_VECTOR_ELT(list, i, Rf_ScalarReal(numbers[i]));
    SET_VECTOR_ELT(list, 6, list_sources(opened, info.sources));
    UNPROTECT(1);
    return list;
}

SEXP r_index_records(SEXP index)
{
    static const char *names[] = {"accession", "gene", "description", "length", "taxon", ""};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry0_index_info info = {.size = sizeof info};
    mimicry0_index_get_info(opened, &info, NULL);
    const R_xlen_t count = (R_xlen_t)info.records;
    SEXP list = PROTECT(Rf_mkNamed(VECSXP, names));
    for (R_xlen_t i = 0; i < 3; i++)
        SET_VECTOR_ELT(list, i, Rf_allocVector(STRSXP, count));
    SET_VECTOR_ELT(list, 3, Rf_allocVector(REALSXP, count));
    SET_VECTOR_ELT(list, 4, Rf_allocVector(INTSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        const mimicry0_record record = record_get(opened, (uint64_t)i);
        SET_STRING_ELT(VECTOR_ELT(list, 0), i, text_of(record.accession));
        SET_STRING_ELT(VECTOR_ELT(list, 1), i, text_or_na(record.gene));
        SET_STRING_ELT(VECTOR_ELT(list, 2), i, text_or_na(record.description));
        REAL(VECTOR_ELT(list, 3))[i] = (double)record.length;
        INTEGER(VECTOR_ELT(list, 4))[i] = record.taxon == 0 ? NA_INTEGER : record.taxon;
    }
    SET_VECTOR_ELT(list, 3, whole_numbers(VECTOR_ELT(list, 3)));
    UNPROTECT(1);
    return list;
}

/* Residues start to end, from 1, of records, from 1; all vectors are of one length. */
SEXP r_index_residues(SEXP index, SEXP record, SEXP start, SEXP end)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    const R_xlen_t count = XLENGTH(record);
    const double *records = REAL(record), *starts = REAL(start), *ends = REAL(end);
    SEXP out = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        if (ISNAN(records[i]) || ISNAN(starts[i]) || ISNAN(ends[i])) {
            SET_STRING_ELT(out, i, NA_STRING);
            continue;
        }
        if (!(records[i] >= 1) || !(starts[i] >= 1))
            raise_argument("record %.0f, start %.0f: numbers from 1 on were expected", records[i],
                           starts[i]);
        const double length = (double)record_get(opened, (uint64_t)records[i] - 1).length;
        const double last = ends[i] < length ? ends[i] : length;
        const uint64_t size = last < starts[i] ? 0 : (uint64_t)(last - starts[i]) + 1;
        const void *top = vmaxget();
        char *letters = scratch(size + 1, 1);
        mimicry0_index_get_residues(opened, (uint64_t)records[i] - 1, (uint64_t)starts[i] - 1, size,
                                    letters);
        letters[size] = '\0';
        SET_STRING_ELT(out, i, Rf_mkChar(letters));
        vmaxset(top);
    }
    UNPROTECT(1);
    return out;
}
