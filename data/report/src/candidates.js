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

export function makeCandidates(rows, hitsOf) {
  const prefix = shown(rows);
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

/**
 * The hits of each candidate, and those that belong to none. Two candidates may have one id: hits
 * come in the order of the candidates, so each run of an id belongs to the next one that has it.
 */
export function groupHits(rows, hits) {
  const groups = new Map();
  const strangers = [];
  const owners = rows.rows.map((row) => ({ id: rows.get(row, 'id'), peptide: rows.get(row, 'peptide') }));
  const firstColumns = hits.columns.slice(0, 2).map((c) => c.name).join(' ') === 'query_id query';
  let number = 0;
  let same = null; // how the lines of this query begin: they need not be split to be known
  let group = strangers;
  for (const hit of hits.rows) {
    const repeats = hit.line === group[0]?.line; // the next candidate with this id and peptide
    if (same === null || repeats || !hit.line.startsWith(same)) {
      const id = hits.get(hit, 'query_id');
      const query = hits.get(hit, 'query');
      let at = number + (repeats ? 1 : 0);
      while (at < owners.length && !(owners[at].id === id && belongs(owners[at].peptide, query))) at++;
      const found = at < owners.length;
      if (found) number = at;
      group = found ? (groups.get(at) ?? []) : strangers;
      if (found) groups.set(at, group);
      same = firstColumns ? beginning(hit.line) : null;
    }
    group.push(hit);
  }
  return { groups, strangers };
}

/** A line up to its second tab, with it. */
function beginning(line) {
  return line.slice(0, line.indexOf('\t', line.indexOf('\t') + 1) + 1);
}

function belongs(peptide, query) {
  return query === null || peptide === null || peptide.includes(query);
}
