// What stands above the table: candidates by distance and vital tissue, scores, organ systems.
import { h } from './dom.js';
import { distanceBars, organBars, scanMap, scoreCurve, track } from './plots.js';

export function overview(page) {
  const parts = [
    distanceBars(byDistance(page.candidates), (d) => filterDistance(page, d)),
    scoreCurve(
      page.candidates.map((c) => ({ name: c.id, score: c.score, evalue: c.evalue, candidate: c })),
      'Scores of the candidates and what chance gives',
      (d) => page.open(d.candidate),
    ),
    organBars(byOrgan(page.candidates), (d) => filterOrgan(page, d)),
    scan(page),
    ...tracks(page),
  ];
  return h(
    'section',
    { 'aria-labelledby': 'overview' },
    h('h2', { id: 'overview' }, 'Overview'),
    h('div', { class: 'figures' }, parts.filter((part) => part !== null)),
  );
}

const MOST_BARS = 10; // mismatches with a bar of their own; sequences as a whole have hundreds

function distanceOf(c) {
  if (c.mismatches === null) return 'none';
  return c.mismatches > MOST_BARS ? `over ${MOST_BARS}` : String(c.mismatches);
}

const vitalOf = (c) => c.vital ?? 'unknown';

function byDistance(candidates) {
  const counts = new Map();
  for (const c of candidates) {
    const key = `${distanceOf(c)} ${vitalOf(c)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const known = candidates.map((c) => c.mismatches).filter((m) => m !== null);
  const most = Math.min(MOST_BARS, Math.max(3, ...known));
  const domain = Array.from({ length: most + 1 }, (_, i) => String(i));
  if (known.some((m) => m > MOST_BARS)) domain.push(`over ${MOST_BARS}`);
  if (candidates.some((c) => c.mismatches === null)) domain.push('none');
  const rows = domain.flatMap((distance) =>
    ['yes', 'no', 'unknown'].map((vital) => ({
      distance,
      vital,
      count: counts.get(`${distance} ${vital}`) ?? 0,
    })),
  );
  return { domain, rows: rows.filter((row) => row.count > 0) };
}

function byOrgan(candidates) {
  if (!candidates.some((c) => c.organs !== undefined)) return [];
  const counts = new Map();
  for (const c of candidates) {
    for (const organ of c.organs ?? ['unknown']) counts.set(organ, (counts.get(organ) ?? 0) + 1);
  }
  return [...counts]
    .map(([organ, count]) => ({ organ, count }))
    .sort((a, b) => b.count - a.count || (a.organ < b.organ ? -1 : 1));
}

function filterDistance(page, d) {
  page.setFilter(
    `${d.distance} mismatches, vital tissue: ${d.vital}`,
    (c) => distanceOf(c) === d.distance && vitalOf(c) === d.vital,
  );
}

function filterOrgan(page, d) {
  page.setFilter(`organ system: ${d.organ}`, (c) => (c.organs ?? ['unknown']).includes(d.organ));
}

function scan(page) {
  if (page.scan === null) return null;
  const cells = page.scan.rows.map((row) => ({
    position: page.scan.get(row, 'position'),
    residue: page.scan.get(row, 'residue'),
    activity: page.scan.get(row, 'activity'),
  }));
  const index = new Map();
  for (const row of page.scan.rows) {
    index.set(page.scan.get(row, 'position'), page.scan.get(row, 'query'));
  }
  const peptide = [...index].sort((a, b) => a[0] - b[0]).map(([, letter]) => letter);
  return scanMap(cells, peptide.join(''));
}

function tracks(page) {
  if (page.along === null) return [];
  return [...page.along.groupBy('query_id')].slice(0, 20).map(([id, rows]) =>
    track(
      rows.map((row) => ({
        position: page.along.get(row, 'position'),
        nearest: page.along.get(row, 'mismatches'),
        shared: page.along.get(row, 'covering'),
      })),
      `Along ${id}`,
    ),
  );
}
