// The page of a report: reads its tables, then shows head, overview and the table of candidates.
import { h } from './dom.js';
import { readTables } from './table.js';
import { groupHits, makeCandidates } from './candidates.js';
import { overview } from './overview.js';
import { CandidateList } from './list.js';
import { showCandidate } from './detail.js';
import { Marks, digest, download, exportTable } from './marks.js';

class Page {
  constructor(tables) {
    this.rows = tables.get('candidates');
    this.hits = tables.get('hits') ?? null;
    this.expression = tables.get('expression') ?? null;
    this.scan = tables.get('scan') ?? null;
    this.along = tables.get('along') ?? null;
    this.chance = tables.get('chance') ?? null;
    this.about = tables.get('about');
    this.sources = tables.get('sources') ?? null;
    const { groups, strangers } =
      this.hits === null ? { groups: new Map(), strangers: [] } : groupHits(this.rows, this.hits);
    this.strangers = strangers;
    this.candidates = makeCandidates(this.rows, groups);
    this.candidates.sort((a, b) => a.worst - b.worst || a.number - b.number);
    this.mostByDistance = Math.max(
      1,
      ...this.candidates.map((c) => Math.max(0, ...c.counts.map((d) => d.count ?? 0))),
    );
    this.marks = new Marks(digest(this.candidates.map((c) => c.row.line).join('\n')));
    this.open = (candidate) => showCandidate(this, candidate);
    this.list = new CandidateList(this);
  }

  facts(name) {
    return this.about.rows
      .filter((row) => this.about.get(row, 'name') === name)
      .map((row) => this.about.get(row, 'value'));
  }

  setFilter(label, test) {
    this.list.filter('overview', test);
    const clear = h(
      'button',
      {
        type: 'button',
        onclick: () => {
          this.list.filter('overview', null);
          this.list.chips.replaceChildren();
        },
      },
      `${label} ✕`,
      h('span', { class: 'visually-hidden' }, ' remove filter'),
    );
    this.list.chips.replaceChildren(clear);
    document.getElementById('candidates').scrollIntoView();
  }

  export() {
    const byNumber = [...this.candidates].sort((a, b) => a.number - b.number);
    download('reviewed.tsv', exportTable(this.rows, byNumber, this.marks));
  }

  head() {
    const notes = [...this.strangeHits(), ...this.facts('note')];
    return h(
      'header',
      { class: 'head' },
      h('h1', {}, this.facts('title')[0] ?? 'Self-peptides like these candidates'),
      h('p', { class: 'use' }, 'Research use only. Similarity and its significance, no verdict.'),
      h('p', {}, `libmimicry ${this.facts('version')[0] ?? ''}`),
      this.facts('command').map((command) => h('pre', { tabindex: '0' }, h('code', {}, command))),
      notes.length === 0
        ? null
        : h(
            'section',
            { class: 'notes', 'aria-label': 'Notes and warnings' },
            h('ul', {}, notes.map((note) => h('li', {}, note))),
          ),
      this.proteome(),
      limits(),
    );
  }

  strangeHits() {
    const n = this.strangers.length;
    if (n === 0) return [];
    const id = this.hits.get(this.strangers[0], 'query_id');
    return [
      `${n} of ${this.hits.rows.length} hits belong to no candidate and are not shown, those of ` +
        `${id} the first: rows and hits are of different screens.`,
    ];
  }

  proteome() {
    if (this.sources === null) return null;
    return h(
      'details',
      {},
      h('summary', {}, 'The proteome that was searched'),
      h(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Sources' },
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h('tr', {}, this.sources.columns.map((c) => h('th', { scope: 'col', title: c.description }, c.name))),
          ),
          h(
            'tbody',
            {},
            this.sources.rows.map((row) => h('tr', {}, this.sources.cells(row).map((cell) => h('td', {}, String(cell ?? ''))))),
          ),
        ),
      ),
    );
  }

  show(root) {
    root.replaceChildren(
      this.head(),
      overview(this),
      h(
        'section',
        { 'aria-labelledby': 'candidates' },
        h('h2', { id: 'candidates' }, 'Candidates'),
        this.marks.kept
          ? null
          : h('p', { class: 'notes' }, 'This browser keeps no marks: export them before you close.'),
        this.list.element,
      ),
      h('footer', {}, 'Made by libmimicry. Licences of what this page is made with stand in its source.'),
    );
    window.addEventListener('beforeprint', () => this.list.showAll(true));
    window.addEventListener('afterprint', () => this.list.showAll(false));
  }
}

/** What of the risk no sequence gives; README.md has the sources. */
function limits() {
  return h(
    'p',
    { class: 'limits' },
    'No sequence gives the whole risk: the kind of therapy (two checkpoint inhibitors together ' +
      'harm more often than one), the patient’s sex and immune state, and whether T cells of that ' +
      'specificity exist. A peptide that is not listed here may be near in a person with other ' +
      'variants.',
  );
}

async function start() {
  const root = document.getElementById('report');
  try {
    new Page(await readTables(document)).show(root);
  } catch (error) {
    root.replaceChildren(
      h('p', { class: 'notes', role: 'alert' }, `This report cannot be shown: ${error.message}`),
    );
    throw error;
  }
  root.removeAttribute('aria-busy');
}

start();
