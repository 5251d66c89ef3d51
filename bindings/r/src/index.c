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
    SET_STRING_ELT(versions, 0, Rf_mkChar(mimicry_version()));
    SET_STRING_ELT(versions, 1, Rf_mkChar(header));
    UNPROTECT(1);
    return versions;
}

/* The names of a kind, in the order of their numbers, which begin with 0 or 1. */
SEXP r_names(SEXP kind)
{
    const int32_t number = Rf_asInteger(kind);
    const size_t first = mimicry_name(number, 0) == NULL ? 1 : 0;
    size_t end = first;
    while (mimicry_name(number, end) != NULL)
        end++;
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)(end - first)));
    for (size_t i = first; i < end; i++)
        SET_STRING_ELT(names, (R_xlen_t)(i - first), Rf_mkChar(mimicry_name(number, i)));
    UNPROTECT(1);
    return names;
}

SEXP r_index_build(SEXP paths, SEXP exclude_decoys, SEXP variants, SEXP progress)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;
    struct call_watch watch;
    size_t count;
    const char *const *words = strings_get(paths, &count);
    SEXP object = PROTECT(object_new("mimicry_index", finalize_index));
    PROTECT(watch_begin(&watch, progress));
    const mimicry_build_options options = {
        .size = sizeof options,
        .run = {.progress = watch_ask, .note = watch_note, .data = &watch},
        .exclude_decoys = Rf_asInteger(exclude_decoys),
        .variants = Rf_isNull(variants) ? NULL : string_get(variants),
    };
    const mimicry_status status = mimicry_index_build(words, count, &options, &index, &error);
    R_SetExternalPtrAddr(object, index);
    watch_end(&watch, status, &error);
    UNPROTECT(2);
    return object;
}

SEXP r_index_open(SEXP path, SEXP flags)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;
    struct call_watch watch;
    const char *word = string_get(path);
    const uint32_t bits = (uint32_t)Rf_asInteger(flags);
    SEXP object = PROTECT(object_new("mimicry_index", finalize_index));
    PROTECT(watch_begin(&watch, R_NilValue));
    const mimicry_status status = mimicry_index_open(word, bits, &index, &error);
    R_SetExternalPtrAddr(object, index);
    mimicry_index_notes(index, watch_note, &watch);
    watch_end(&watch, status, &error);
    UNPROTECT(2);
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

SEXP r_index_info(SEXP index)
{
    static const char *names[] = {"records",
                                  "residues",
                                  "sources",
                                  "memory",
                                  "format_major",
                                  "format_minor",
                                  "suffix_width",
                                  "without_gene",
                                  "without_residues",
                                  "decoys",
                                  "left_out",
                                  "changed",
                                  "added",
                                  ""};
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    const mimicry_status status =
        mimicry_index_info(object_get(index, "mimicry_index"), &info, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    const double numbers[] = {
        (double)info.records,      (double)info.residues,     (double)info.sources,
        (double)info.memory,       (double)info.format_major, (double)info.format_minor,
        (double)info.suffix_width, (double)info.without_gene, (double)info.without_residues,
        (double)info.decoys,       (double)info.left_out,     (double)info.changed,
        (double)info.added};
    SEXP list = PROTECT(Rf_mkNamed(VECSXP, names));
    for (R_xlen_t i = 0; i < XLENGTH(list); i++)
        SET_VECTOR_ELT(list, i, Rf_ScalarReal(numbers[i]));
    UNPROTECT(1);
    return list;
}

SEXP r_index_table(SEXP index, SEXP what)
{
    mimicry_error error = {.size = sizeof error};
    struct call_watch watch;
    const mimicry_index *opened = object_get(index, "mimicry_index");
    SEXP table = PROTECT(table_new());
    PROTECT(watch_begin(&watch, R_NilValue));
    const mimicry_status status =
        mimicry_index_table(opened, Rf_asInteger(what), table_stream(table), &error);
    watch_end(&watch, status, &error);
    SEXP frame = table_read(table, &watch);
    UNPROTECT(2);
    return frame;
}

/* The number of residues of a record. */
static double length_of(const mimicry_index *index, double record)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_record found = {.size = sizeof found};
    const mimicry_status status = mimicry_index_record(index, (uint64_t)record, &found, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return (double)found.length;
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
        if (!(records[i] >= 1 && records[i] < 0x1p53) || !(starts[i] >= 1 && starts[i] < 0x1p53))
            raise_argument("record %.0f, start %.0f: numbers from 1 on were expected", records[i],
                           starts[i]);
        const double length = length_of(opened, records[i] - 1);
        const double last = ends[i] < length ? ends[i] : length;
        const uint64_t size = last < starts[i] ? 0 : (uint64_t)(last - starts[i]) + 1;
        const void *top = vmaxget();
        char *letters = scratch(size + 1, 1);
        mimicry_index_residues(opened, (uint64_t)records[i] - 1, (uint64_t)starts[i] - 1, size,
                               letters);
        letters[size] = '\0';
        SET_STRING_ELT(out, i, Rf_mkChar(letters));
        vmaxset(top);
    }
    UNPROTECT(1);
    return out;
}
