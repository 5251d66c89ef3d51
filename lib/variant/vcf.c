/* Reads variants of a VCF whose INFO tells what VEP says of them (the VCF specification, version
 * 4.3; ensembl.org/info/docs/tools/vep/vep_formats.html). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/lines.h"
#include "variant/readers.h"

enum { LONGEST_LINE = 1 << 30, MOST_FIELDS = 512 };

/* What is read of a transcript's annotation. */
enum annotation {
    ALLELE,
    ALLELE_NUMBER,
    CONSEQUENCE,
    SYMBOL,
    FEATURE,
    PROTEIN,
    HGVS,
    POSITION,
    AMINO_ACIDS,
    SWISSPROT,
    TREMBL,
    ISOFORM,
    ANNOTATIONS
};
static const char *const annotation_names[ANNOTATIONS] = {
    "Allele", "ALLELE_NUM",       "Consequence", "SYMBOL",    "Feature", "ENSP",
    "HGVSp",  "Protein_position", "Amino_acids", "SWISSPROT", "TREMBL",  "UNIPROT_ISOFORM"};

/* Columns of a line. */
enum { CHROMOSOME, PLACE, NAME, REFERENCE, ALTERNATIVES, QUALITY, FILTER, INFO, FORMAT, SAMPLE };

struct vcf_reader {
    struct mim_lines lines;
    struct mim_variants *out;
    char field[64];           /* of INFO, with its `=` */
    int columns[ANNOTATIONS]; /* of the annotation, or -1 */
    bool annotated, by_snpeff, has_samples;
};

/* One line, and what is told of one of its alleles. */
struct vcf_line {
    const char *cells[SAMPLE + 1];    /* "" where it has none */
    const char *genotype, *phase_set; /* "" where they are not given */
    uint32_t alleles;
    uint32_t allele;                       /* from 1 */
    bool kinds[MIM_CHANGE_UNREADABLE + 1]; /* of its transcripts' changes */
};

static mimicry_status refuse(const struct vcf_reader *r, mimicry_error *error, const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source), r->lines.number,
                         "%s", what);
}

/* Splits in place; how many parts, of which `most` at most are in `out`. */
static size_t split(char *text, char separator, const char **out, size_t most)
{
    size_t n = 0;
    for (;;) {
        char *end = strchr(text, separator);
        if (n < most)
            out[n] = text;
        n++;
        if (end == NULL)
            return n;
        *end = '\0';
        text = end + 1;
    }
}

/* ---- The header ---- */

/* The columns of an annotation, as its description names them: ...Format: Allele|Consequence|... */
static void read_format(struct vcf_reader *r, char *names)
{
    const char *parts[MOST_FIELDS];
    names[strcspn(names, "\"'>")] = '\0';
    const size_t n = split(names, '|', parts, MOST_FIELDS);
    for (int a = 0; a < ANNOTATIONS; a++) {
        r->columns[a] = -1;
        for (size_t i = 0; i < n && i < MOST_FIELDS; i++) {
            const char *part = parts[i] + strspn(parts[i], " ");
            const size_t length = strlen(annotation_names[a]);
            if (strncmp(part, annotation_names[a], length) == 0 &&
                part[length + strspn(part + length, " ")] == '\0')
                r->columns[a] = (int)i;
        }
    }
}

static void read_meta(struct vcf_reader *r, char *line)
{
    static const char info[] = "##INFO=<ID=", format[] = "Format: ";
    if (strncmp(line, info, sizeof info - 1) != 0)
        return;
    char *id = line + sizeof info - 1;
    const size_t length = strcspn(id, ",");
    char *names = strstr(id, format);
    const bool is_csq = length == 3 && strncmp(id, "CSQ", 3) == 0;
    r->by_snpeff |= strncmp(id, "ANN,", 4) == 0;
    if (names == NULL || length + 2 > sizeof r->field || r->annotated ||
        (!is_csq && strstr(id, "Ensembl VEP") == NULL))
        return;
    snprintf(r->field, sizeof r->field, "%.*s=", (int)length, id);
    read_format(r, names + sizeof format - 1);
    r->annotated = true;
}

static mimicry_status check_header(struct vcf_reader *r, char *line, mimicry_error *error)
{
    const char *names[SAMPLE + 1];
    const size_t n = split(line, '\t', names, SAMPLE + 1);
    char text[256];
    if (!r->annotated && r->by_snpeff)
        return refuse(r, error,
                      "annotated by snpEff: annotate it with VEP (vep --vcf --symbol "
                      "--protein --uniprot --hgvs)");
    if (!r->annotated)
        return refuse(r, error,
                      "no CSQ among the INFO lines above: annotate it with VEP (vep "
                      "--vcf --symbol --protein --uniprot --hgvs)");
    if (r->columns[HGVS] < 0 && (r->columns[POSITION] < 0 || r->columns[AMINO_ACIDS] < 0))
        return refuse(r, error,
                      "the annotation has neither Protein_position and Amino_acids nor "
                      "HGVSp: annotate it with VEP");
    if (n > SAMPLE + 1) {
        snprintf(text, sizeof text,
                 "%zu samples, of which '%.60s' is the first: keep the patient's healthy tissue "
                 "alone (bcftools view -s NAME)",
                 n - SAMPLE, names[SAMPLE]);
        return refuse(r, error, text);
    }
    r->has_samples = n == SAMPLE + 1;
    return MIMICRY_OK;
}

/* ---- A line ---- */

/* The part of the sample's cell that FORMAT calls so. */
static const char *sample_value(const char *const *keys, size_t n_keys, const char *const *values,
                                size_t n_values, const char *key)
{
    for (size_t i = 0; i < n_keys && i < n_values; i++) {
        if (strcmp(keys[i], key) == 0)
            return values[i];
    }
    return "";
}

static mimicry_status read_cells(const struct vcf_reader *r, char *text, struct vcf_line *line,
                                 mimicry_error *error)
{
    const char *keys[64], *values[64];
    const size_t n = split(text, '\t', line->cells, SAMPLE + 1);
    if (n < INFO + 1 || (r->has_samples && n != SAMPLE + 1))
        return refuse(r, error, "fewer or more cells than the header line has");
    line->genotype = line->phase_set = "";
    if (!r->has_samples)
        return MIMICRY_OK;
    size_t n_keys = split((char *)(uintptr_t)line->cells[FORMAT], ':', keys, 64);
    size_t n_values = split((char *)(uintptr_t)line->cells[SAMPLE], ':', values, 64);
    n_keys = n_keys < 64 ? n_keys : 64;
    n_values = n_values < 64 ? n_values : 64;
    line->genotype = sample_value(keys, n_keys, values, n_values, "GT");
    line->phase_set = sample_value(keys, n_keys, values, n_values, "PS");
    return MIMICRY_OK;
}

/* VEP names an allele without the base that all have before an insertion or deletion. */
static bool is_allele(const char *named, const char *allele, size_t length)
{
    if (strlen(named) == length && strncmp(named, allele, length) == 0)
        return true;
    if (length == 1)
        return strcmp(named, "-") == 0;
    return strlen(named) == length - 1 && strncmp(named, allele + 1, length - 1) == 0;
}

/* The number of the allele that an annotation is of; 0 if it cannot be told. */
static uint32_t allele_of(const struct vcf_line *line, const char *named, const char *number)
{
    const char *at = line->cells[ALTERNATIVES];
    uint32_t found = 0;
    if (line->alleles == 1)
        return 1;
    if (*number != '\0')
        return (uint32_t)strtoul(number, NULL, 10);
    for (uint32_t a = 1; a <= line->alleles; a++) {
        const size_t length = strcspn(at, ",");
        if (is_allele(named, at, length)) {
            if (found != 0)
                return 0;
            found = a;
        }
        at += length + (at[length] == ',');
    }
    return found;
}

/* ---- A transcript's annotation ---- */

static const char *part(const struct vcf_reader *r, const char *const *parts, size_t n,
                        enum annotation which)
{
    const int column = r->columns[which];
    return column < 0 || (size_t)column >= n ? "" : parts[column];
}

/* VEP's own columns first: they give all residues. */
static enum mim_change_kind read_change(const struct vcf_reader *r, const char *const *parts,
                                        size_t n, struct mim_protein_change *out)
{
    const char *consequence = part(r, parts, n, CONSEQUENCE), *hgvs = part(r, parts, n, HGVS);
    const char *position = part(r, parts, n, POSITION);
    const char *residues = part(r, parts, n, AMINO_ACIDS);
    if (*hgvs == '\0' && *residues == '\0')
        return MIM_CHANGE_NONE;
    if (strstr(consequence, "start_lost") != NULL || strstr(consequence, "stop_lost") != NULL)
        return MIM_CHANGE_NOT_GIVEN;
    if (strstr(consequence, "frameshift") != NULL)
        return MIM_CHANGE_FRAMESHIFT;
    enum mim_change_kind kind = mim_change_read_vep(position, residues, out);
    if ((kind == MIM_CHANGE_NOT_GIVEN || kind == MIM_CHANGE_UNREADABLE) && *hgvs != '\0')
        kind = mim_change_read_hgvs(hgvs, out);
    return kind;
}

/* A name, up to the next in a list; UniProt's without its version. */
static mimicry_status add_name(struct vcf_reader *r, const char *text, bool is_uniprot,
                               struct mim_variant *variant, mimicry_error *error)
{
    const size_t length = strcspn(text, is_uniprot ? "&.:" : "&:");
    if (length == 0 || variant->n_names == MIM_VARIANT_NAMES)
        return MIMICRY_OK;
    return mim_variants_string(r->out, text, length, &variant->names[variant->n_names++], error);
}

/* UniProt's canonical sequence has the accession alone, and is mostly isoform 1; that the record
 * has the residues that are replaced is looked at later. */
static mimicry_status add_names(struct vcf_reader *r, const char *const *parts, size_t n,
                                struct mim_variant *variant, mimicry_error *error)
{
    const char *hgvs = part(r, parts, n, HGVS), *isoform = part(r, parts, n, ISOFORM);
    const char *symbol = part(r, parts, n, SYMBOL);
    mimicry_status status = add_name(r, part(r, parts, n, PROTEIN), false, variant, error);
    if (status == MIMICRY_OK && strchr(hgvs, ':') != NULL)
        status = add_name(r, hgvs, false, variant, error);
    if (status == MIMICRY_OK)
        status = add_name(r, part(r, parts, n, FEATURE), false, variant, error);
    if (status == MIMICRY_OK)
        status = add_name(r, isoform, true, variant, error);
    const size_t length = strcspn(isoform, "&");
    const bool canonical = length > 2 && strncmp(isoform + length - 2, "-1", 2) == 0;
    if (status == MIMICRY_OK && (length == 0 || canonical))
        status = add_name(r, part(r, parts, n, SWISSPROT), true, variant, error);
    if (status == MIMICRY_OK && length == 0)
        status = add_name(r, part(r, parts, n, TREMBL), true, variant, error);
    variant->has_gene = *symbol != '\0';
    if (status == MIMICRY_OK && variant->has_gene)
        status = mim_variants_string(r->out, symbol, strlen(symbol), &variant->gene, error);
    return status;
}

static mimicry_status take_annotation(struct vcf_reader *r, struct vcf_line *line, char *text,
                                      const struct mim_variant *found, mimicry_error *error)
{
    const char *parts[MOST_FIELDS];
    struct mim_protein_change change;
    struct mim_variant variant = *found;
    size_t n = split(text, '|', parts, MOST_FIELDS);
    n = n < MOST_FIELDS ? n : MOST_FIELDS;
    const uint32_t allele =
        allele_of(line, part(r, parts, n, ALLELE), part(r, parts, n, ALLELE_NUMBER));
    if (allele != 0 && allele != line->allele)
        return MIMICRY_OK;
    enum mim_change_kind kind = read_change(r, parts, n, &change);
    if (kind == MIM_CHANGE_UNREADABLE || (allele == 0 && kind != MIM_CHANGE_NONE))
        kind = MIM_CHANGE_NOT_GIVEN;
    line->kinds[kind] = true;
    if (kind != MIM_CHANGE_GIVEN || variant.copies == 0)
        return MIMICRY_OK;
    const mimicry_status status = add_names(r, parts, n, &variant, error);
    return status == MIMICRY_OK ? mim_variants_add(r->out, &variant, &change, error) : status;
}

/* ---- An allele ---- */

static bool passes(const char *filter)
{
    return strcmp(filter, "PASS") == 0 || strcmp(filter, ".") == 0 || *filter == '\0';
}

/* What is said once of an allele, whose `copies` are those of its genotype. */
static void count_allele(struct vcf_reader *r, const struct vcf_line *line, int copies)
{
    struct mim_left *left = r->out->left;
    const char *chromosome = line->cells[CHROMOSOME], *place = line->cells[PLACE];
    const unsigned long long number = r->lines.number;
    int kind = -1;
    if (!line->kinds[MIM_CHANGE_GIVEN] && !line->kinds[MIM_CHANGE_FRAMESHIFT] &&
        !line->kinds[MIM_CHANGE_NOT_GIVEN])
        return;
    r->out->seen++;
    if (!passes(line->cells[FILTER]))
        kind = MIM_LEFT_FILTER;
    else if (copies < 0)
        kind = MIM_LEFT_GENOTYPE;
    else if (line->kinds[MIM_CHANGE_FRAMESHIFT])
        kind = MIM_LEFT_FRAMESHIFT;
    else if (line->kinds[MIM_CHANGE_NOT_GIVEN])
        kind = MIM_LEFT_NOT_GIVEN;
    if (kind >= 0)
        mim_left_add(&left[kind], "on line %llu (%.40s:%.20s)", number, chromosome, place);
    else if (*line->genotype == '\0')
        r->out->unzygous++;
}

static mimicry_status set_phase(struct vcf_reader *r, const struct vcf_line *line,
                                struct mim_variant *variant, mimicry_error *error)
{
    char text[128];
    const int n =
        snprintf(text, sizeof text, "%.60s %.60s", line->cells[CHROMOSOME], line->phase_set);
    return mim_names_add(&r->out->phases, text, (size_t)n, &variant->phase)
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

/* The annotations are split anew for each allele, from a copy. */
static mimicry_status take_allele(struct vcf_reader *r, struct vcf_line *line, const char *info,
                                  size_t length, mimicry_error *error)
{
    struct mim_variant variant = {
        .line = r->lines.number, .allele = line->allele, .phase = MIM_NO_NAME};
    bool phased = false;
    const int copies =
        *line->genotype == '\0' ? 1 : mim_genotype_read(line->genotype, line->allele, &phased);
    mimicry_status status = MIMICRY_OK;
    if (copies == 0)
        return MIMICRY_OK;
    if (copies > 0 && passes(line->cells[FILTER]))
        variant.copies = (uint8_t)copies;
    if (phased)
        status = set_phase(r, line, &variant, error);
    char *copy = mim_alloc_array(length + 1, 1);
    if (copy == NULL)
        return mim_fail_memory(error);
    memcpy(copy, info, length);
    copy[length] = '\0';
    memset(line->kinds, 0, sizeof line->kinds);
    for (char *at = copy, *end; status == MIMICRY_OK; at = end + 1) {
        end = strchr(at, ',');
        if (end != NULL)
            *end = '\0';
        status = take_annotation(r, line, at, &variant, error);
        if (end == NULL)
            break;
    }
    free(copy);
    if (status == MIMICRY_OK)
        count_allele(r, line, copies);
    return status;
}

/* The value of the annotation in INFO; NULL if it has none. */
static const char *find_annotation(const struct vcf_reader *r, const char *info, size_t *length)
{
    const size_t n = strlen(r->field);
    while (strncmp(info, r->field, n) != 0) {
        info = strchr(info, ';');
        if (info == NULL)
            return NULL;
        info++;
    }
    *length = strcspn(info + n, ";");
    return info + n;
}

static mimicry_status take_line(struct vcf_reader *r, char *text, mimicry_error *error)
{
    struct vcf_line line = {.alleles = 1};
    size_t length;
    mimicry_status status = read_cells(r, text, &line, error);
    if (status != MIMICRY_OK)
        return status;
    for (const char *c = line.cells[ALTERNATIVES]; *c != '\0'; c++)
        line.alleles += *c == ',';
    const char *annotation = find_annotation(r, line.cells[INFO], &length);
    for (line.allele = 1; annotation != NULL && line.allele <= line.alleles; line.allele++) {
        status = take_allele(r, &line, annotation, length, error);
        if (status != MIMICRY_OK)
            break;
    }
    return status;
}

mimicry_status mim_variants_read_vcf(struct mim_source *source, struct mim_variants *out,
                                     mimicry_error *error)
{
    struct vcf_reader r = {.lines.source = source, .out = out};
    bool in_header = true;
    char *line;
    size_t length;
    mimicry_status status = mim_lines_next(&r.lines, LONGEST_LINE, &line, &length, error);
    for (; status == MIMICRY_OK && line != NULL;
         status = mim_lines_next(&r.lines, LONGEST_LINE, &line, &length, error)) {
        if (strncmp(line, "##", 2) == 0) {
            read_meta(&r, line);
        } else if (in_header) {
            in_header = false;
            status = check_header(&r, line, error);
        } else if (length > 0) {
            status = take_line(&r, line, error);
        }
        if (status != MIMICRY_OK)
            break;
    }
    if (status == MIMICRY_OK && in_header)
        status = refuse(&r, error, "the file has no line that begins with #CHROM");
    mim_lines_free(&r.lines);
    mim_source_close(source);
    return status;
}
