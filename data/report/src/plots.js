// Draws with Observable Plot. Each plot comes with its numbers as a table.
import * as Plot from '@observablehq/plot';
import { h, numbersTable, showNumber } from './dom.js';

// Okabe and Ito's colours, which colour-blind people tell apart (jfly.uni-koeln.de/color).
export const COLORS = {
  yes: '#d55e00',
  no: '#0072b2',
  unknown: '#8a8a8a',
  hydrophobic: '#0072b2',
  polar: '#009e73',
  positive: '#d55e00',
  negative: '#cc79a7',
  other: '#8a8a8a',
};

const BASE = { style: { background: 'none', color: 'inherit', fontSize: '12px' }, marginTop: 32, marginBottom: 42 };

const wholeOnly = (d) => (Number.isInteger(d) ? String(d) : '');

/** At most seven powers of ten between the least value and the greatest, which are not on one side
 * of all of them. */
function powersOfTen(values) {
  const low = Math.ceil(Math.log10(Math.min(...values)) - 1e-9);
  const high = Math.floor(Math.log10(Math.max(...values)) + 1e-9);
  const step = Math.max(1, Math.ceil((high - low) / 6));
  const powers = [];
  for (let power = Math.ceil(low / step) * step; power <= high; power += step) powers.push(10 ** power);
  return powers;
}

/** A figure with a title, a plot or several, one above the other, and their numbers. */
function figure(title, note, plot, header, rows) {
  const plots = [plot].flat();
  for (const one of plots) label(one, title);
  const wide = plots[0].width.baseVal.value > 460;
  return h(
    'figure',
    {},
    h('figcaption', {}, h('strong', {}, title), note === null ? null : ` ${note}`),
    plotBox(plots, title, wide),
    numbersTable(title, header, rows),
  );
}

/** The whole is one image: its parts have no name. */
function label(plot, title) {
  for (const mark of plot.querySelectorAll('g[aria-label]')) {
    mark.dataset.mark = mark.getAttribute('aria-label');
    mark.removeAttribute('aria-label');
  }
  plot.setAttribute('role', 'img');
  plot.setAttribute('aria-label', title);
}

/** A wide plot scrolls, also by keyboard; others shrink with the window. */
function plotBox(plots, title, wide) {
  if (!wide) return h('div', { class: 'plot' }, plots);
  const scrolls = { tabindex: '0', role: 'region', 'aria-label': `Plot: ${title}` };
  return h('div', { class: 'plot wide-plot', ...scrolls }, plots);
}

/** Calls back with the datum of what is clicked. */
function onClick(plot, selector, data, callback) {
  plot.querySelectorAll(selector).forEach((element, i) => {
    const datum = data[element.__data__ ?? i];
    if (datum === undefined) return;
    element.style.cursor = 'pointer';
    element.addEventListener('click', () => callback(datum));
  });
}

export function distanceBars(counts, pick) {
  const plot = Plot.plot({
    ...BASE,
    width: 420,
    height: 220,
    marginLeft: 45,
    x: { type: 'band', label: 'mismatches of the nearest self-peptide', domain: counts.domain },
    y: { label: 'candidates', grid: true, tickFormat: wholeOnly, tickSize: 0 },
    color: {
      domain: ['yes', 'no', 'unknown'],
      range: [COLORS.yes, COLORS.no, COLORS.unknown],
    },
    marks: [
      Plot.barY(counts.rows, {
        x: 'distance',
        y: 'count',
        fill: 'vital',
        title: (d) => `${d.count} candidates, ${d.distance} mismatches, vital tissue: ${d.vital}`,
      }),
      Plot.ruleY([0]),
    ],
  });
  onClick(plot, 'g[aria-label=bar] rect', counts.rows, pick);
  const legend = h(
    'p',
    { class: 'legend' },
    'Vital tissue: ',
    ['yes', 'no', 'unknown'].map((key) =>
      h('span', {}, h('span', { class: `key ${key}`, 'aria-hidden': 'true' }), ` ${key} `),
    ),
  );
  const result = figure(
    'Candidates by distance of the nearest self-peptide',
    'A bar filters the table.',
    plot,
    ['mismatches', 'vital tissue', 'candidates'],
    counts.rows.map((d) => [d.distance, d.vital, d.count]),
  );
  result.querySelector('.plot').after(legend);
  return result;
}

/** Scores against the windows that chance gives of such a score or more. */
export function scoreCurve(points, label, pick) {
  const known = points.filter((d) => d.evalue !== null && d.score !== null);
  if (known.length === 0) return null;
  const least = Math.min(...known.map((d) => d.evalue).filter((e) => e > 0), 1);
  const drawn = known.map((d) => ({ ...d, drawn: Math.max(d.evalue, least) }));
  const plot = Plot.plot({
    ...BASE,
    width: 420,
    height: 220,
    marginLeft: 55,
    x: { label: 'score' },
    y: {
      type: 'log',
      label: 'E-value',
      grid: true,
      reverse: true,
      ticks: powersOfTen([1, ...drawn.map((d) => d.drawn)]),
      tickFormat: showNumber,
    },
    marks: [
      Plot.ruleY([1], { strokeDasharray: '4 3', stroke: 'currentColor' }),
      Plot.dot(drawn, {
        x: 'score',
        y: 'drawn',
        r: 3.5,
        fill: COLORS.no,
        fillOpacity: 0.7,
        title: (d) => `${d.name}: score ${showNumber(d.score)}, E ${showNumber(d.evalue)}`,
      }),
    ],
  });
  if (pick) onClick(plot, 'g[aria-label=dot] circle', drawn, pick);
  return figure(
    label,
    'E-value: windows of such a score or more that chance gives in this proteome. Above the ' +
      'dashed line: less than one.',
    plot,
    ['name', 'score', 'E-value'],
    known.slice(0, 2000).map((d) => [d.name, d.score, d.evalue]),
  );
}

/** The windows that chance gives of a score or more: on the line where it has one, else between. */
function chanceAt(curve, step, score) {
  const at = (score - curve[0].score) / step;
  const i = Math.min(Math.max(Math.floor(at + 1e-6), 0), curve.length - 1);
  const next = curve[i + 1];
  if (at < 0 || next === undefined) return curve[i].evalue;
  return curve[i].evalue * (next.evalue / curve[i].evalue) ** (at - i);
}

/** A line of E-values by score, {score, evalue}, and hits on it, {name, score, evalue or null}. */
export function chanceCurve(curve, step, query, hits) {
  const drawn = hits.map((d) => ({ ...d, drawn: d.evalue || chanceAt(curve, step, d.score) }));
  const best = Math.max(...hits.map((d) => d.score));
  const shown = curve.filter((d) => d.score <= best + 8 * step || d.evalue > 0.1);
  const plot = Plot.plot({
    ...BASE,
    width: 420,
    height: 260,
    marginLeft: 60,
    x: { label: 'score' },
    y: {
      type: 'log',
      label: 'windows of that score or more, by chance',
      grid: true,
      reverse: true,
      ticks: powersOfTen([1, ...shown.map((d) => d.evalue), ...drawn.map((d) => d.drawn)]),
      tickFormat: showNumber,
    },
    marks: [
      Plot.ruleY([1], { strokeDasharray: '4 3', stroke: 'currentColor' }),
      Plot.line(shown, { x: 'score', y: 'evalue', stroke: COLORS.unknown, strokeWidth: 2 }),
      Plot.dot(drawn, {
        x: 'score',
        y: 'drawn',
        r: 3.5,
        fill: COLORS.no,
        fillOpacity: 0.7,
        title: (d) => `${d.name}: score ${showNumber(d.score)}, E ${showNumber(d.drawn)}`,
      }),
    ],
  });
  const numbers = curve.map((d, i) => {
    const next = curve[i + 1]?.score ?? Infinity;
    const here = hits.filter((hit) => hit.score >= d.score - 1e-6 * step && hit.score < next - 1e-6 * step);
    return [d.score, d.evalue, here.length];
  });
  const low = hits.filter((hit) => hit.score < curve[0].score - 1e-6 * step).length;
  if (low > 0) numbers.unshift([`below ${showNumber(curve[0].score)}`, null, low]);
  return figure(
    'The hits among what chance gives',
    `The line: how many windows of such a score with ${query}, or more, chance gives in this ` +
      'proteome. The dots: its hits. Above the dashed line: less than one.',
    plot,
    ['score', 'windows of it or more, by chance', step === 1 ? 'hits of it' : 'hits of it, up to the next'],
    numbers,
  );
}

const MOST_LINES = 200;

/** How hits rank under other models, {name, ranks: [...]}: a line each. */
export function modelRanks(models, hits) {
  const lines = hits.slice(0, MOST_LINES);
  const points = lines.flatMap((hit, line) =>
    models
      .map((model, i) => ({ model, rank: hit.ranks[i], line, name: hit.name }))
      .filter((d) => d.rank !== null),
  );
  if (points.length === 0) return null;
  const plot = Plot.plot({
    ...BASE,
    width: Math.max(320, 120 + 110 * models.length),
    height: 260,
    marginLeft: 60,
    x: { type: 'point', domain: models, label: null, padding: 0.3 },
    y: {
      type: 'log',
      label: 'rank in the proteome',
      grid: true,
      reverse: true,
      ticks: powersOfTen([1, 10, ...points.map((d) => d.rank)]),
      tickFormat: showNumber,
    },
    marks: [
      Plot.line(points, { x: 'model', y: 'rank', z: 'line', stroke: COLORS.no, strokeOpacity: 0.55 }),
      Plot.dot(points, {
        x: 'model',
        y: 'rank',
        r: 3,
        fill: COLORS.no,
        title: (d) => `${d.name}: rank ${d.rank} under ${d.model}`,
      }),
    ],
  });
  return figure(
    'Ranks of the hits under other models',
    'Of each hit 1 more than how many windows of the proteome score more under the model. A line ' +
      `is a hit${hits.length > MOST_LINES ? `; the first ${MOST_LINES} are drawn` : ''}.`,
    plot,
    ['match', ...models],
    lines.map((hit) => [hit.name, ...hit.ranks]),
  );
}

export function organBars(organs, pick) {
  if (organs.length === 0) return null;
  const plot = Plot.plot({
    ...BASE,
    width: 420,
    height: 84 + 18 * organs.length,
    marginLeft: 130,
    x: { label: 'candidates', grid: true, tickFormat: wholeOnly, tickSize: 0 },
    y: { label: null, domain: organs.map((d) => d.organ) },
    marks: [
      Plot.barX(organs, {
        x: 'count',
        y: 'organ',
        fill: (d) => (d.organ === 'unknown' ? COLORS.unknown : COLORS.no),
        title: (d) => `${d.organ}: ${d.count}`,
      }),
      Plot.ruleX([0]),
    ],
  });
  onClick(plot, 'g[aria-label=bar] rect', organs, pick);
  return figure(
    'Candidates by organ system of the genes that look alike',
    'A bar filters the table.',
    plot,
    ['organ system', 'candidates'],
    organs.map((d) => [d.organ, d.count]),
  );
}

/** Genes by tissues, the vital tissues first. */
export function expressionMap(cells) {
  const known = cells.filter((d) => d.level !== null);
  const tissues = [...new Set(cells.map((d) => d.tissue))];
  const genes = [...new Set(cells.map((d) => d.gene))];
  const vital = new Set(cells.filter((d) => d.vital === 'yes').map((d) => d.tissue));
  tissues.sort((a, b) => Number(vital.has(b)) - Number(vital.has(a)) || (a < b ? -1 : 1));
  const plot = Plot.plot({
    ...BASE,
    width: Math.max(420, 120 + 16 * tissues.length),
    height: 170 + 18 * genes.length,
    marginLeft: 100,
    marginBottom: 140,
    x: { domain: tissues, label: null, tickRotate: -60, tickFormat: (t) => (vital.has(t) ? `${t} *` : t) },
    y: { domain: genes, label: null },
    color: { type: 'symlog', scheme: 'inferno', label: 'level', legend: false },
    marks: [
      Plot.cell(cells.filter((d) => d.level === null), { x: 'tissue', y: 'gene', fill: COLORS.unknown, fillOpacity: 0.25 }),
      Plot.cell(known, {
        x: 'tissue',
        y: 'gene',
        fill: 'level',
        title: (d) => `${d.gene}, ${d.tissue}: ${showNumber(d.level)}`,
      }),
    ],
  });
  return figure(
    'Where the genes are expressed',
    'Bright is high, dark is low; grey is unknown. * vital tissues, which stand first.',
    plot,
    ['gene', 'tissue', 'level'],
    cells.map((d) => [d.gene, d.tissue, d.level]),
  );
}

const CLASSES = [
  ['hydrophobic', 'AVLIMFWPGC'],
  ['polar', 'STNQYH'],
  ['positive', 'KR'],
  ['negative', 'DE'],
];

function classOf(letter) {
  return (CLASSES.find(([, letters]) => letters.includes(letter)) ?? ['other'])[0];
}

/** A sequence logo: the height of a position is its information, of a letter its share of that. */
export function logo(peptides, title) {
  if (peptides.length < 2) return null;
  const length = peptides[0].length;
  const same = peptides.filter((p) => p.length === length);
  const rows = [];
  for (let i = 0; i < length; i++) {
    const counts = new Map();
    for (const p of same) counts.set(p[i], (counts.get(p[i]) ?? 0) + 1);
    const shares = [...counts].map(([letter, n]) => [letter, n / same.length]);
    const entropy = -shares.reduce((sum, [, f]) => sum + f * Math.log2(f), 0);
    const information = Math.max(0, Math.log2(20) - entropy);
    shares.sort((a, b) => a[1] - b[1]);
    for (const [letter, share] of shares) {
      rows.push({ position: i + 1, letter, share, bits: share * information, kind: classOf(letter) });
    }
  }
  const stack = { x: 'position', y: 'bits' };
  const plot = Plot.plot({
    ...BASE,
    width: 60 + 34 * length,
    height: 190,
    x: { type: 'band', label: 'position' },
    y: { label: 'bits', domain: [0, Math.log2(20)] },
    color: { domain: Object.keys(COLORS), range: Object.values(COLORS) },
    marks: [
      Plot.barY(rows, { ...stack, fill: 'kind', fillOpacity: 0.85, inset: 0.5 }),
      Plot.textY(rows.filter((d) => d.bits > 0.25), Plot.stackY({}, {
        ...stack,
        text: 'letter',
        fill: 'white',
        fontWeight: 'bold',
        fontSize: 13,
      })),
      Plot.ruleY([0]),
    ],
  });
  return figure(
    title,
    `${same.length} distinct self-peptides of ${length} residues. Hydrophobic blue, polar green, ` +
      'positive orange, negative pink.',
    plot,
    ['position', 'residue', 'share', 'bits'],
    rows.map((d) => [d.position, d.letter, d.share, d.bits]),
  );
}

/** How near the proteome is along a sequence: two panels over one axis of residues. */
export function track(points, title) {
  const width = 820;
  const nearest = Plot.plot({
    ...BASE,
    width,
    height: 150,
    marginBottom: 24,
    x: { label: null },
    y: { label: 'mismatches of the nearest window', reverse: true, grid: true, zero: true, tickFormat: wholeOnly },
    marks: [
      Plot.ruleX(points.filter((d) => d.nearest === 0), { x: 'position', stroke: COLORS.yes, strokeOpacity: 0.3 }),
      Plot.line(points, { x: 'position', y: 'nearest', stroke: COLORS.no, curve: 'step' }),
    ],
  });
  const shared = Plot.plot({
    ...BASE,
    width,
    height: 150,
    x: { label: 'residue of the sequence' },
    y: { label: 'residues of the longest shared segment', grid: true, tickFormat: wholeOnly },
    marks: [
      Plot.areaY(points, { x: 'position', y: 'shared', fill: COLORS.polar, fillOpacity: 0.5, curve: 'step' }),
      Plot.ruleY([0]),
    ],
  });
  const note =
    'Above, the window that begins at each residue (the nearest at the top; orange: it is in the ' +
    'proteome as it is). Below, the longest segment with the residue that the proteome has, too.';
  return figure(
    title,
    note,
    [nearest, shared],
    ['residue', 'mismatches of the nearest window', 'longest shared segment that covers it'],
    points.map((d) => [d.position, d.nearest, d.shared]),
  );
}

/** A model by position and residue: the scan of a receptor. */
export function scanMap(cells, peptide) {
  const residues = [...'GAVLIMFWYPCSTNQHKRDE'];
  const plot = Plot.plot({
    ...BASE,
    width: 120 + 34 * peptide.length,
    height: 420,
    x: {
      label: 'position of the index peptide',
      tickFormat: (i) => `${peptide[i - 1]}${i}`,
      axis: 'top',
    },
    y: { domain: residues, label: null },
    color: { scheme: 'inferno', domain: [0, 1], clamp: true, legend: false },
    marks: [
      Plot.cell(cells, {
        x: 'position',
        y: 'residue',
        fill: 'activity',
        title: (d) => `${d.residue} at ${d.position}: ${showNumber(d.activity)} of the index's activity`,
      }),
      Plot.text(
        [...peptide].map((residue, i) => ({ residue, position: i + 1 })),
        { x: 'position', y: 'residue', text: () => '●', fill: COLORS.no },
      ),
    ],
  });
  return figure(
    "The receptor's scan",
    'Predicted activity of each single mutant; bright is active, the dots are the index peptide.',
    plot,
    ['position', 'residue', 'activity'],
    cells.map((d) => [d.position, d.residue, d.activity]),
  );
}
