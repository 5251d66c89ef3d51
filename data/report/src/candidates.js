// What the page knows of each candidate, from the tables of a screen.

const DISTANCE = /^self_([0-9]+)$/;

/** Separate names of a cell; unknown gives null, none an empty list. */
export function names(cell) {
  if (cell === null || cell === 'unknown') return null;
  return cell === 'none' ? [] : cell.split(';');
}

/** The window of the proteome that a row shows: the first by the order asked for, else the best. */
export function shown(table) {
  return ['first', 'best', 'nearest'].find((name) => table.has(name)) ?? 'nearest';
}

export function makeCandidates(rows, hits) {
  const prefix = shown(rows);
  const hitsOf = hits === null ? new Map() : groupHits(rows, hits);
  const distances = rows.columns.filter((c) => DISTANCE.test(c.name)).map((c) => c.name);
  return rows.rows.map((row, number) => {
    const get = (name) => rows.get(row, name);
    const evalue = get('evalue');
    const presented = get(`${prefix}_presented`);
    return {
      number,
      row,
      key: `${number + 1} ${get('id')}`,
      id: get('id'),
      peptide: get('peptide'),
      window: get(`${prefix}_window`) ?? get('peptide'),
      match: get(prefix),
      mismatches: get('nearest_mismatches'),
      gene: get(`${prefix}_gene`),
      accession: get(`${prefix}_accession`),
      counts: distances.map((name) => ({ name, count: get(name) })),
      score: get(`${prefix}_score`) ?? get('best_score'),
      evalue,
      presented,
      allele: get(`${prefix}_allele`),
      vital: get('vital') ?? (rows.has('expression') ? 'unknown' : null),
      organs: rows.has('organs') ? names(get('organs')) : undefined,
      vitalTissues: rows.has('vital_tissues') ? names(get('vital_tissues')) : undefined,
      source: get('source'),
      worst: worstFirst(evalue, presented),
      hits: hitsOf.get(number) ?? [],
    };
  });
}

// ln E + 0.5 ln percentile, as docs/screen.md orders hits; an unknown percentile counts as 100 %.
function worstFirst(evalue, presented) {
  if (evalue === null) return Infinity;
  return Math.log(Math.max(evalue, 1e-300)) + 0.5 * Math.log(Math.max(presented ?? 100, 1e-6) / 100);
}

// Two candidates may have one id: hits come in the order of the candidates, so each run of an id
// belongs to the next candidate that has it.
function groupHits(rows, hits) {
  const groups = new Map();
  let number = 0;
  const idOf = (i) => rows.get(rows.rows[i], 'id');
  const isOf = (hit, i) =>
    idOf(i) === hits.get(hit, 'query_id') && belongs(rows.get(rows.rows[i], 'peptide'), hits, hit);
  for (const hit of hits.rows) {
    let at = number;
    while (at < rows.rows.length && !isOf(hit, at)) at += 1;
    if (at === rows.rows.length) continue; // tables of different screens: the page says so
    number = at;
    const group = groups.get(number);
    if (group) group.push(hit);
    else groups.set(number, [hit]);
  }
  return groups;
}

function belongs(peptide, hits, hit) {
  const query = hits.get(hit, 'query');
  return query === null || peptide === null || peptide.includes(query);
}
