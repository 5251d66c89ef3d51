/* Reads changes of proteins in the notation of HGVS (hgvs-nomenclature.org, recommendations for
 * proteins) and in VEP's two columns, and writes the former. */
#include "variant/protein_change.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "residue/alphabet.h"

/* ---- Residues ---- */

static const struct amino_acid {
    char code[4], letter;
} amino_acids[] = {{"Ala", 'A'}, {"Arg", 'R'}, {"Asn", 'N'}, {"Asp", 'D'}, {"Cys", 'C'},
                   {"Gln", 'Q'}, {"Glu", 'E'}, {"Gly", 'G'}, {"His", 'H'}, {"Ile", 'I'},
                   {"Leu", 'L'}, {"Lys", 'K'}, {"Met", 'M'}, {"Phe", 'F'}, {"Pro", 'P'},
                   {"Ser", 'S'}, {"Thr", 'T'}, {"Trp", 'W'}, {"Tyr", 'Y'}, {"Val", 'V'},
                   {"Sec", 'U'}, {"Pyl", 'O'}, {"Asx", 'B'}, {"Glx", 'Z'}, {"Xle", 'J'},
                   {"Xaa", 'X'}, {"Ter", '*'}};
enum { N_AMINO_ACIDS = sizeof amino_acids / sizeof *amino_acids };

static const char *code_of(char letter)
{
    for (size_t i = 0; i < N_AMINO_ACIDS; i++) {
        if (amino_acids[i].letter == letter)
            return amino_acids[i].code;
    }
    return "Xaa";
}

static bool is_letter_of_residue(char c)
{
    return c >= 'A' && c <= 'Z' && mim_code_of[(unsigned char)c] <= MIM_STOP;
}

/* Takes a residue off the text, of three letters or of one; '\0' if there is none. */
static char take_residue(const char **text)
{
    const char *t = *text;
    char letter = '\0';
    for (size_t i = 0; i < N_AMINO_ACIDS && letter == '\0'; i++) {
        if (strncmp(t, amino_acids[i].code, 3) == 0)
            letter = amino_acids[i].letter;
    }
    if (letter != '\0')
        *text += 3;
    else if (*t == '*' || is_letter_of_residue(*t)) {
        letter = *t;
        *text += 1;
    }
    return letter;
}

/* Residues up to the end; a stop, after which nothing stands, is taken for what it is. */
static bool take_residues(const char *text, struct mim_protein_change *out)
{
    size_t n = 0;
    while (*text != '\0') {
        const char letter = take_residue(&text);
        if (letter == '\0' || letter == 'X' || n == MIM_CHANGE_ROOM)
            return false;
        if (letter == '*') {
            out->stops = true;
            break;
        }
        out->alternative[n++] = letter;
    }
    out->alternative[n] = '\0';
    return *text == '\0';
}

/* ---- HGVS ---- */

/* A position from 1 on, below 10^9. */
static bool take_number(const char **text, uint64_t *out)
{
    const char *t = *text;
    uint64_t n = 0;
    while (mim_is_digit(*t) && t - *text < 9)
        n = n * 10 + (uint64_t)(*t++ - '0');
    const bool good = t > *text && !mim_is_digit(*t) && n > 0;
    *text = t;
    *out = n;
    return good;
}

/* A residue and its place: Gly50. */
static bool take_place(const char **text, struct mim_expected *out)
{
    uint64_t number;
    out->letter = take_residue(text);
    if (out->letter == '\0' || !take_number(text, &number))
        return false;
    out->at = number - 1;
    return true;
}

/* What HGVS writes around a change: a sequence's name, p. and brackets. */
static void strip(const char *text, char *to, size_t room)
{
    const char *colon = strrchr(text, ':');
    text = colon != NULL ? colon + 1 : text;
    text += strspn(text, " \t");
    text += strncmp(text, "p.", 2) == 0 ? 2 : 0;
    const bool bracket = *text == '(';
    snprintf(to, room, "%s", text + bracket);
    size_t length = strlen(to);
    while (length > 0 && (to[length - 1] == ' ' || to[length - 1] == '\t'))
        to[--length] = '\0';
    if (bracket && length > 0 && to[length - 1] == ')')
        to[length - 1] = '\0';
}

static bool is_silent(const char *t)
{
    return strcmp(t, "=") == 0 || strcmp(t, "%3D") == 0 || strcmp(t, "%3d") == 0;
}

/* What follows the place of a single residue. */
static enum mim_change_kind read_substitution(const char *t, struct mim_protein_change *out)
{
    if (is_silent(t))
        return MIM_CHANGE_NONE;
    if (strstr(t, "fs") != NULL)
        return MIM_CHANGE_FRAMESHIFT;
    if (strchr(t, '?') != NULL || strstr(t, "ext") != NULL || out->first.letter == '*')
        return MIM_CHANGE_NOT_GIVEN;
    const char letter = take_residue(&t);
    if (letter == '\0' || *t != '\0')
        return MIM_CHANGE_UNREADABLE;
    if (letter == 'X')
        return MIM_CHANGE_NOT_GIVEN;
    out->stops = letter == '*';
    out->alternative[0] = out->stops ? '\0' : letter;
    out->alternative[1] = '\0';
    return letter == out->first.letter ? MIM_CHANGE_NONE : MIM_CHANGE_GIVEN;
}

/* Residues between two neighbours. */
static enum mim_change_kind read_insertion(const char *t, struct mim_protein_change *out)
{
    if (out->last.at != out->first.at + 1)
        return MIM_CHANGE_UNREADABLE;
    out->start = out->last.at;
    out->length = 0;
    return take_residues(t, out) ? MIM_CHANGE_GIVEN : MIM_CHANGE_NOT_GIVEN;
}

enum mim_change_kind mim_change_read_hgvs(const char *text, struct mim_protein_change *out)
{
    char stripped[2 * MIM_CHANGE_ROOM];
    const char *t = stripped;
    memset(out, 0, sizeof *out);
    if (strlen(text) >= sizeof stripped)
        return MIM_CHANGE_UNREADABLE;
    strip(text, stripped, sizeof stripped);
    if (is_silent(t))
        return MIM_CHANGE_NONE;
    if (*t == '?' || *t == '0' || *t == '[')
        return MIM_CHANGE_NOT_GIVEN;
    if (!take_place(&t, &out->first))
        return MIM_CHANGE_UNREADABLE;
    out->last = out->first;
    const bool range = *t == '_';
    t += range;
    if (range && (!take_place(&t, &out->last) || out->last.at <= out->first.at))
        return MIM_CHANGE_UNREADABLE;
    out->start = out->first.at;
    out->length = out->last.at - out->first.at + 1;
    if (strncmp(t, "delins", 6) == 0)
        return take_residues(t + 6, out) ? MIM_CHANGE_GIVEN : MIM_CHANGE_NOT_GIVEN;
    if (strcmp(t, "del") == 0)
        return out->last.letter == '*' ? MIM_CHANGE_NOT_GIVEN : MIM_CHANGE_GIVEN;
    if (strcmp(t, "dup") == 0) {
        out->doubles = true;
        return MIM_CHANGE_GIVEN;
    }
    if (range)
        return strncmp(t, "ins", 3) == 0 ? read_insertion(t + 3, out) : MIM_CHANGE_UNREADABLE;
    return read_substitution(t, out);
}

/* ---- VEP ---- */

/* `*from` and `*to` from 1, both included; false where one of them is not known. */
static bool read_range(const char *text, uint64_t *from, uint64_t *to)
{
    if (!take_number(&text, from))
        return false;
    *to = *from;
    if (*text == '-') {
        text++;
        if (!take_number(&text, to) || *to < *from)
            return false;
    }
    return *text == '\0' || *text == '/'; /* 50/180: of so many residues */
}

/* A side of Amino_acids up to `end`; false if it has what is no residue, or too many. */
static bool copy_side(const char *from, const char *end, char *to)
{
    const size_t length = (size_t)(end - from);
    to[0] = '\0';
    if (length == 1 && *from == '-')
        return true;
    if (length > MIM_CHANGE_ROOM)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_letter_of_residue(from[i]) && from[i] != '*')
            return false;
        to[i] = from[i];
    }
    to[length] = '\0';
    return true;
}

enum mim_change_kind mim_change_read_vep(const char *position, const char *residues,
                                         struct mim_protein_change *out)
{
    const char *slash = strchr(residues, '/');
    uint64_t from, to;
    memset(out, 0, sizeof *out);
    if (slash == NULL)
        return *residues == '\0' ? MIM_CHANGE_NOT_GIVEN : MIM_CHANGE_NONE;
    if (!read_range(position, &from, &to) || !copy_side(residues, slash, out->reference) ||
        !copy_side(slash + 1, slash + strlen(slash), out->alternative))
        return MIM_CHANGE_NOT_GIVEN;
    if (strchr(out->alternative, 'X') != NULL)
        return MIM_CHANGE_FRAMESHIFT;
    if (strpbrk(out->reference, "*X") != NULL)
        return MIM_CHANGE_NOT_GIVEN;
    char *stop = strchr(out->alternative, '*');
    out->stops = stop != NULL;
    if (stop != NULL)
        *stop = '\0';
    out->length = strlen(out->reference);
    out->start = out->length > 0 ? from - 1 : from; /* an insertion is between from and to */
    if (to - from + 1 != (out->length > 0 ? out->length : 2))
        return MIM_CHANGE_NOT_GIVEN;
    return strcmp(out->reference, out->alternative) == 0 && !out->stops ? MIM_CHANGE_NONE
                                                                        : MIM_CHANGE_GIVEN;
}

/* ---- Writing ---- */

struct name_writer {
    char *to;
    size_t room, length;
};

static void put(struct name_writer *w, const char *text)
{
    for (; *text != '\0'; text++) {
        if (w->length + 1 < w->room)
            w->to[w->length++] = *text;
    }
    w->to[w->length] = '\0';
}

static void put_place(struct name_writer *w, char letter, uint64_t at)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)at + 1);
    put(w, code_of(letter));
    put(w, number);
}

static void put_residues(struct name_writer *w, const char *letters, bool stops)
{
    for (; *letters != '\0'; letters++)
        put(w, code_of(*letters));
    if (stops)
        put(w, "Ter");
}

static void put_range(struct name_writer *w, uint64_t start, const char *reference)
{
    const size_t length = strlen(reference);
    put_place(w, reference[0], start);
    if (length > 1) {
        put(w, "_");
        put_place(w, reference[length - 1], start + length - 1);
    }
}

size_t mim_change_write(uint64_t start, const char *reference, const char *alternative, bool stops,
                        char before, char after, char *to, size_t room)
{
    struct name_writer w = {to, room, 0};
    const size_t length = strlen(reference), others = strlen(alternative);
    put(&w, "p.");
    if (length == 0) {
        put_place(&w, before, start - 1);
        put(&w, "_");
        put_place(&w, after, start);
        put(&w, "ins");
        put_residues(&w, alternative, stops);
    } else if (stops && others == 0) { /* HGVS names the first residue that is lost */
        put_place(&w, reference[0], start);
        put(&w, "Ter");
    } else {
        put_range(&w, start, reference);
        if (others == 0)
            put(&w, "del");
        else if (length > 1 || others > 1 || stops)
            put(&w, "delins");
        put_residues(&w, alternative, stops);
    }
    return w.length;
}
