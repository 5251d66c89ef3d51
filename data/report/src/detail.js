// One candidate: its hits as an alignment, where their genes are expressed, logo and scores.
import { h, show, showCell, showNumber } from './dom.js';
import { classOneRoles, protein, residues } from './peptide.js';
import { chanceCurve, expressionMap, logo, modelRanks, scoreCurve } from './plots.js';
import { names } from './candidates.js';

const FIRST_HITS = 100; // more are shown when asked for
const MAX_GENES = 40; // rows of the heat map; the table of hits names all
const MAX_POINTS = 2000;

export function showCandidate(page, candidate) {
  const dialog = h('dialog', { class: 'candidate', 'aria-labelledby': 'candidate-title' });
  dialog.append(
    h(
      'header',
      {},
      h('h2', { id: 'candidate-title' }, candidate.id),
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
    ),
    facts(page, candidate),
    comment(page, candidate),
    alignment(page, candidate),
    ...plots(page, candidate).filter((plot) => plot !== null),
    details(page, candidate),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function facts(page, c) {
  const at = c.counts.map((d) => `${d.count} at ${d.name.slice(5)}`).join(', ');
  const lines = [
    ['Peptide', h('code', { class: 'long' }, c.peptide ?? '')],
    ['Nearest', c.match === null ? 'no window counts' : protein(c.gene, c.accession)],
    ['Windows by mismatches', at || 'see the hits'],
    ['E-value', c.evalue === null ? 'unknown' : showNumber(c.evalue)],
    ['Source', c.source ?? 'unknown'],
  ];
  if (c.presented !== null) lines.push(['Presented', `${showNumber(c.presented)} % by ${c.allele}`]);
  if (c.vital !== null) lines.push(['Vital tissues', vitalText(c)]);
  return h('dl', {}, lines.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

function vitalText(c) {
  if (c.vital !== 'yes' || !c.vitalTissues) return c.vital;
  return `yes: ${c.vitalTissues.join(', ')}`;
}

function comment(page, candidate) {
  const input = h('textarea', {
    rows: '2',
    oninput: (event) => {
      candidate.haystack = undefined;
      page.marks.set(candidate, { comment: event.target.value });
    },
  });
  input.value = page.marks.get(candidate).comment;
  return h('label', { class: 'comment' }, 'Comment ', input);
}

/** The columns of hits that stand beside the alignment, where the table has them. */
function hitColumns(hits) {
  const hidden = new Set(['query_id', 'query', 'match', 'accession', 'gene', 'protein', 'alignment']);
  return hits.columns.filter((column) => !hidden.has(column.name));
}

function alignment(page, candidate) {
  const { hits } = page;
  if (hits === null) {
    return h('p', {}, 'The hits are not part of this report.');
  }
  const rows = candidate.hits;
  if (rows.length === 0) return h('p', {}, 'No window is within reach.');
  const columns = hitColumns(hits);
  const body = h('tbody');
  const fill = (from, to) =>
    body.append(...rows.slice(from, to).map((row) => hitRow(hits, columns, row)));
  fill(0, FIRST_HITS);
  const more =
    rows.length <= FIRST_HITS
      ? null
      : h(
          'button',
          {
            type: 'button',
            onclick: (event) => {
              fill(FIRST_HITS, rows.length);
              event.target.remove();
            },
          },
          `Show all ${rows.length} hits`,
        );
  return h(
    'section',
    {},
    h('h3', {}, `${rows.length} hits`),
    h(
      'p',
      { class: 'legend' },
      h('mark', {}, 'X'),
      ' differs from the query; ',
      h('span', { class: 'anchor' }, 'X'),
      ' anchor; ',
      h('span', { class: 'facing' }, 'X'),
      ' faces the receptor (class I, 8 to 11 residues).',
    ),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Hits' },
      h(
        'table',
        { class: 'hits' },
        h('caption', { class: 'visually-hidden' }, `Hits of ${candidate.id}`),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'match'),
            h('th', { scope: 'col' }, 'protein'),
            columns.map((c) => h('th', { scope: 'col', title: c.description }, c.name)),
          ),
        ),
        body,
      ),
    ),
    more,
  );
}

function hitRow(hits, columns, row) {
  const get = (name) => hits.get(row, name);
  const match = get('match') ?? '';
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h('span', { class: 'peptide' }, residues(match, get('query'), classOneRoles(match.length))),
    ),
    h('td', {}, protein(get('gene'), get('accession'), get('protein'))),
    columns.map((c) => h('td', { class: get(c.name) === null ? 'unknown' : null }, showCell(get(c.name)))),
  );
}

function plots(page, candidate) {
  const { hits } = page;
  if (hits === null || candidate.hits.length === 0) return [];
  const matches = [...new Set(candidate.hits.map((row) => hits.get(row, 'match')))];
  const length = matches[0]?.length;
  const genes = [...new Set(candidate.hits.map((row) => hits.get(row, 'gene')))]
    .filter((gene) => gene !== null)
    .slice(0, MAX_GENES);
  return [
    levels(page, genes),
    logo(matches.filter((m) => m.length === length), 'What the self-peptides have in common'),
    chance(page, candidate) ?? scores(hits, candidate.hits),
    ranks(hits, candidate.hits),
  ];
}

/** The hits of the window that the page has a curve of; null: it has none. */
function chance(page, candidate) {
  if (page.chance === null) return null;
  page.chanceOf ??= page.chance.groupBy('candidate');
  const rows = page.chanceOf.get(candidate.number + 1) ?? [];
  if (rows.length < 2) return null;
  const get = (name) => page.chance.get(rows[0], name);
  const curve = rows.map((row) => ({
    score: page.chance.get(row, 'score'),
    evalue: page.chance.get(row, 'evalue'),
  }));
  const points = candidate.hits
    .filter((row) => page.hits.get(row, 'query') === get('query'))
    .slice(0, MAX_POINTS)
    .map((row) => ({
      name: page.hits.get(row, 'match'),
      score: page.hits.get(row, 'score'),
      evalue: page.hits.get(row, 'evalue'),
    }));
  return points.length === 0 ? null : chanceCurve(curve, get('step'), get('query'), points);
}

/** Columns of ranks among all windows, a model each. */
function ranks(hits, rows) {
  const columns = hits.columns.map((column) => column.name).filter((name) => /^rank_./.test(name));
  if (columns.length === 0) return null;
  return modelRanks(
    columns.map((name) => name.slice('rank_'.length)),
    rows.map((row) => ({
      name: hits.get(row, 'match'),
      ranks: columns.map((name) => hits.get(row, name)),
    })),
  );
}

function levels(page, genes) {
  if (page.expression === null || genes.length === 0) return null;
  const { expression } = page;
  page.byGene ??= expression.groupBy('gene');
  const cells = genes.flatMap((gene) =>
    (page.byGene.get(gene) ?? [])
      .filter((row) => expression.get(row, 'tissue') !== null)
      .map((row) => ({
        gene,
        tissue: expression.get(row, 'tissue'),
        level: expression.get(row, 'level'),
        vital: expression.get(row, 'vital'),
      })),
  );
  return cells.length === 0 ? null : expressionMap(cells);
}

function scores(hits, rows) {
  if (!hits.has('evalue')) return null;
  const points = rows.slice(0, MAX_POINTS).map((row) => ({
    name: hits.get(row, 'match'),
    score: hits.get(row, 'score'),
    evalue: hits.get(row, 'evalue'),
  }));
  return scoreCurve(points, 'Scores of the hits and what chance gives');
}

/** Every column of the candidate's row, with what it says. */
function details(page, candidate) {
  const values = page.rows.cells(candidate.row);
  return h(
    'details',
    {},
    h('summary', {}, 'All columns of this candidate'),
    h(
      'dl',
      { class: 'columns' },
      page.rows.columns.map((column, i) => {
        const value = values[i];
        const list = typeof value === 'string' ? names(value) : null;
        return [
          h('dt', { title: column.description }, column.name),
          h('dd', {}, list !== null && list.length > 1 ? list.join('; ') : show(value)),
        ];
      }),
    ),
  );
}
