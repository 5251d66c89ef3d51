// Shows peptides one over the other, with the residues that differ marked.
import { h } from './dom.js';

const MOST_RESIDUES = 60; // that the table shows of a sequence

/** A match under its query: residues that differ are bold and underlined. */
export function pair(query, match, roles = null) {
  if (query !== null && query.length > MOST_RESIDUES) {
    return [
      pair(query.slice(0, MOST_RESIDUES), match?.slice(0, MOST_RESIDUES) ?? null, roles),
      h('span', { class: 'small' }, ` the first ${MOST_RESIDUES} of ${query.length} residues`),
    ];
  }
  if (query === null) return h('span', { class: 'unknown' }, 'unknown');
  if (match === null) return h('span', { class: 'peptide' }, query);
  return h(
    'span',
    { class: 'pair' },
    h('span', { class: 'peptide' }, residues(query, null, roles)),
    h('span', { class: 'peptide' }, residues(match, query, roles)),
  );
}

/** The residues of a match; those that are not the query's are in a mark. */
export function residues(match, query, roles = null) {
  const aligned = query !== null && query.length === match.length;
  return [...match].map((letter, i) => {
    const role = roles?.[i] ?? null;
    const differs = aligned && query[i] !== letter;
    if (!differs && role === null) return letter;
    return h(differs ? 'mark' : 'span', { class: role, title: role && `${i + 1}: ${role}` }, letter);
  });
}

/**
 * What each position of a class I peptide does, by its length: positions 2 and the last hold the
 * peptide in the groove, the others of 4 to the last but one face the receptor (docs/models.md).
 */
export function classOneRoles(length) {
  if (length < 8 || length > 11) return null;
  return Array.from({ length }, (_, i) => {
    if (i === 1 || i === length - 1) return 'anchor';
    return i >= 3 && i < length - 1 ? 'facing' : null;
  });
}

/** Where a protein is described: UniProt or Ensembl, by the form of the accession; else null. */
export function linkOf(accession) {
  if (accession === null) return null;
  const uniprot =
    /^([OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9]([A-Z][A-Z0-9]{2}[0-9]){1,2})(-[0-9]+)?$/;
  if (uniprot.test(accession)) return `https://www.uniprot.org/uniprotkb/${accession}`;
  if (/^ENS[A-Z]{0,5}P[0-9]{11}(\.[0-9]+)?$/.test(accession)) {
    return `https://www.ensembl.org/id/${accession}`;
  }
  return null;
}

/** Gene and accession, the latter linked where it can be. */
export function protein(gene, accession, description = null) {
  const link = linkOf(accession);
  const name = accession ?? '';
  return h(
    'span',
    { class: 'protein' },
    h('span', { class: gene === null ? 'unknown' : 'gene' }, gene ?? 'gene unknown'),
    ' ',
    link === null
      ? h('span', { class: 'accession' }, name)
      : h('a', { href: link, rel: 'noreferrer', target: '_blank', class: 'accession' }, name),
    description === null ? null : h('span', { class: 'description' }, ` ${description}`),
  );
}
