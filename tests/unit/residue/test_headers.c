/* Headers of FASTA: each database's form, what is none of them, and the marks of decoys. */
#include <check.h>
#include <string.h>

#include "residue/header.h"
#include "support.h"

static const struct {
    const char *line, *accession, *gene, *description;
    int32_t taxon;
    const char *transcript;
} headers[] = {
    {"sp|Q8WZ42|TITIN_HUMAN Titin OS=Homo sapiens OX=9606 GN=TTN PE=1 SV=4", "Q8WZ42", "TTN",
     "Titin", 9606, ""},
    {"tr|A0A1|A0A1_HUMAN Some protein (Fragment) OS=X y GN=HLA B PE=4", "A0A1", "HLA B",
     "Some protein (Fragment)", 0, ""},
    {"ENSP00000000233.5 pep chromosome:GRCh38:7 gene:ENSG00000004059 transcript:ENST1 "
     "gene_symbol:ARF5 description:ADP-ribosylation factor 5 [Source:HGNC]",
     "ENSP00000000233.5", "ARF5", "ADP-ribosylation factor 5 [Source:HGNC]", 0, "ENST1"},
    {"ENSP00000263025 pep gene:ENSG1 transcript:ENST1", "ENSP00000263025", "ENSG1", "", 0, "ENST1"},
    {"ENSP00000493376.2|ENST00000641515.2|ENSG00000186092.7|OTTHUMG1|OTTHUMT1|OR4F5-201|OR4F5|326",
     "ENSP00000493376.2", "OR4F5", "", 0, "ENST00000641515.2"},
    {"NP_001254479.2 titin isoform N2BA [Homo sapiens]", "NP_001254479.2", "",
     "titin isoform N2BA [Homo sapiens]", 0, ""},
    {"gi|12345|ref|NP_1.1| a thing", "NP_1.1", "", "a thing", 0, ""},
    {"lcl|NC_1_prot_NP_2.1_3 [gene=TTN] [protein=titin heart] [taxid=1]", "NC_1_prot_NP_2.1_3",
     "TTN", "titin heart", 0, ""},
    {"UniRef50_P1 Titin n=1 Tax=Homo TaxID=9606 RepID=P1", "UniRef50_P1", "",
     "Titin n=1 Tax=Homo TaxID=9606 RepID=P1", 9606, ""},
    {"sp||EMPTY", "sp||EMPTY", "", "", 0, ""},
    /* Not all of the form is there. */
    {"sp|P1", "sp|P1", "", "", 0, ""},
    {"sp|P1|", "sp|P1|", "", "", 0, ""},
    {"sp|P1|NAME|more", "sp|P1|NAME|more", "", "", 0, ""},
    {"gi|x|ref|NP_1.1|", "gi|x|ref|NP_1.1|", "", "", 0, ""},
    {"gi|1|xx|NP_1.1|", "gi|1|xx|NP_1.1|", "", "", 0, ""},
    {"ENST00000614167.2|SNV-1179-G-T|1", "ENST00000614167.2|SNV-1179-G-T|1", "", "", 0, ""},
    {"ENSP1|ENST1|ENSG1|-|-|NAME-201|NAME|x", "ENSP1|ENST1|ENSG1|-|-|NAME-201|NAME|x", "", "", 0,
     ""},
    {"ENSP1|ENST1|OTHER|-|-|NAME-201|NAME|9", "ENSP1|ENST1|OTHER|-|-|NAME-201|NAME|9", "", "", 0,
     ""},
    {"prf||1012271B", "prf||1012271B", "", "", 0, ""},
    {"pdb|1ABC|A", "1ABC", "", "", 0, ""},
    {"gi|7|gb|AAA1.1|LOCUS thing", "AAA1.1", "", "thing", 0, ""},
    {"mine", "mine", "", "", 0, ""},
    {"  spaced\tword  OX=99999999999999 ", "spaced", "", "word", 0, ""},
    {"", "", "", "", 0, ""},
};

static void expect_slice(struct mim_slice slice, const char *text)
{
    ck_assert_msg(slice.length == strlen(text) && memcmp(slice.at, text, slice.length) == 0,
                  "'%.*s' where '%s' was expected", (int)slice.length, slice.at, text);
}

START_TEST(headers_are_understood)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct mim_header found;
        mim_header_parse(headers[i].line, strlen(headers[i].line), &found);
        expect_slice(found.accession, headers[i].accession);
        expect_slice(found.gene, headers[i].gene);
        expect_slice(found.description, headers[i].description);
        expect_slice(found.transcript, headers[i].transcript);
        ck_assert_int_eq(found.taxon, headers[i].taxon);
    }
}
END_TEST

static bool is_decoy(const char *accession)
{
    return mim_header_is_decoy((struct mim_slice){accession, strlen(accession)});
}

START_TEST(decoys_are_known)
{
    static const char *const decoys[] = {"rev_sp|P1|X", "REV__P1", "DECOY_P1", "XXX_P1",
                                         "CON__P1",     "Contam_", "reverse_1"};
    static const char *const others[] = {"", "rev", "REVO", "CON_1", "XXX", "P1_rev_", "decoys"};
    for (size_t i = 0; i < sizeof decoys / sizeof *decoys; i++)
        ck_assert_msg(is_decoy(decoys[i]), "%s", decoys[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!is_decoy(others[i]), "%s", others[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("headers");

    support_begin("test_headers");
    support_add_test(suite, headers_are_understood);
    support_add_test(suite, decoys_are_known);
    return support_run(suite);
}
