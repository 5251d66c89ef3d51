// The table of candidates: sorted, filtered, searched and paged by TanStack Table.
import {
  createTable,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
} from '@tanstack/table-core';
import { h, showCell, showNumber, uniqueId } from './dom.js';
import { pair, protein } from './peptide.js';
import { VERDICTS } from './marks.js';

const PAGE_SIZES = [25, 50, 100, 250];

/** Columns that are always there; `cell` makes what is seen, `value` what is sorted by. */
function mainColumns(page) {
  const { rows, marks, open } = page;
  const columns = [
    {
      id: 'mark',
      title: 'Review',
      value: (c) => marks.get(c).verdict,
      cell: (c) => verdictSelect(c, page),
    },
    {
      id: 'candidate',
      title: 'Candidate',
      value: (c) => c.id,
      cell: (c) => h('button', { type: 'button', class: 'link', onclick: () => open(c) }, c.id),
    },
    {
      id: 'peptide',
      title: 'Peptide over look-alike',
      value: (c) => c.peptide,
      cell: (c) => pair(c.window, c.match),
    },
    {
      id: 'protein',
      title: 'Gene and protein',
      value: (c) => c.gene ?? c.accession,
      cell: (c) => (c.match === null ? 'none' : protein(c.gene, c.accession)),
    },
    {
      id: 'distances',
      title: 'Self-peptides by mismatches',
      value: (c) => c.counts.reduce((sum, d, i) => sum + (d.count ?? 0) / 1000 ** i, 0),
      cell: (c) => strip(c, page.mostByDistance),
      first: true,
    },
    {
      id: 'presented',
      title: 'Presented, %',
      value: (c) => c.presented,
      cell: (c) =>
        c.presented === null
          ? unknown()
          : h('span', {}, showNumber(c.presented), h('span', { class: 'small' }, ` ${c.allele ?? ''}`)),
      only: () => page.candidates.some((c) => c.presented !== null),
    },
    {
      id: 'evalue',
      title: 'E-value',
      value: (c) => c.evalue,
      cell: (c) => (c.evalue === null ? unknown() : showNumber(c.evalue)),
    },
    {
      id: 'organs',
      title: 'Tissues',
      value: (c) => vitalOrder(c.vital),
      cell: (c) => organMarks(c),
      only: () => rows.has('expression'),
    },
    { id: 'source', title: 'Source', value: (c) => c.source, cell: (c) => c.source ?? unknown() },
  ];
  return columns.filter((column) => column.only === undefined || column.only());
}

const unknown = () => h('span', { class: 'unknown' }, 'unknown');
const vitalOrder = (vital) => ['yes', 'unknown', 'no', null].indexOf(vital);

function verdictSelect(candidate, page) {
  const { verdict } = page.marks.get(candidate);
  return h(
    'select',
    {
      class: `verdict ${verdict}`,
      'aria-label': `Review of ${candidate.id}`,
      onchange: (event) => {
        event.target.className = `verdict ${event.target.value}`;
        page.marks.set(candidate, { verdict: event.target.value });
      },
    },
    VERDICTS.map((name) =>
      h('option', { value: name, selected: name === verdict }, name === '' ? '–' : name),
    ),
  );
}

/** Counts by distance, darker where there are more, yet so that the number can be read. */
function strip(candidate, most) {
  if (candidate.counts.length === 0) return unknown();
  const label = candidate.counts.map((d) => `${d.count} at ${d.name.slice(5)}`).join(', ');
  return h(
    'span',
    { class: 'strip', role: 'img', 'aria-label': `Windows by mismatches: ${label}` },
    candidate.counts.map(({ name, count }) => {
      const share = count > 0 ? 0.1 + (0.35 * Math.log1p(count)) / Math.log1p(most) : 0;
      return h(
        'span',
        { style: `--share:${share.toFixed(2)}`, title: name },
        String(count ?? '?'),
      );
    }),
  );
}

/** Organ systems as words; vital ones stand out; unknown is grey, never a colour that says no. */
function organMarks(candidate) {
  const vital = h(
    'span',
    { class: `badge vital-${candidate.vital ?? 'unknown'}` },
    candidate.vital === 'yes' ? 'vital' : candidate.vital === 'no' ? 'not vital' : 'unknown',
  );
  const organs = candidate.organs;
  if (!organs) return vital;
  return h(
    'span',
    { class: 'badges' },
    vital,
    organs.slice(0, 4).map((organ) => h('span', { class: 'badge' }, organ)),
    organs.length > 4
      ? h('span', { class: 'badge', title: organs.join(', ') }, `+${organs.length - 4}`)
      : null,
  );
}

export class CandidateList {
  constructor(page) {
    this.page = page;
    this.extra = [];
    this.filters = new Map();
    this.all = false;
    this.columns = mainColumns(page);
    this.count = h('p', { role: 'status', class: 'count' });
    this.body = h('tbody');
    this.head = h('thead');
    this.pager = h('nav', { class: 'pager', 'aria-label': 'Pages of the table' });
    this.chips = h('div', { class: 'chips' });
    this.table = createTable({
      data: page.candidates,
      columns: this.definitions(),
      state: {},
      onStateChange: () => {},
      renderFallbackValue: null,
      autoResetPageIndex: false, // it would draw again later, and lose the focus
      globalFilterFn: (row, _id, text) => this.matches(row.original, text),
      getColumnCanGlobalFilter: (column) => column.id === 'candidate', // looked at once a row
      getCoreRowModel: getCoreRowModel(),
      getFilteredRowModel: getFilteredRowModel(),
      getSortedRowModel: getSortedRowModel(),
      getPaginationRowModel: getPaginationRowModel(),
    });
    this.state = {
      ...this.table.initialState,
      sorting: [],
      globalFilter: '',
      pagination: { pageIndex: 0, pageSize: 50 },
    };
    this.element = this.make();
    this.update({});
  }

  definitions() {
    return this.columns.map((column) => ({
      id: column.id,
      accessorFn: (c) => column.value(c) ?? undefined,
      sortUndefined: 'last',
      sortDescFirst: false,
    }));
  }

  matches(candidate, query) {
    for (const test of this.filters.values()) if (!test(candidate)) return false;
    const words = query.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return true;
    candidate.haystack ??= `${candidate.row.line}\t${this.page.marks.get(candidate).comment}`.toLowerCase();
    return words.every((word) => candidate.haystack.includes(word));
  }

  update(change) {
    this.state = { ...this.state, ...change };
    this.table.setOptions((options) => ({
      ...options,
      columns: this.definitions(),
      state: this.state,
      onStateChange: (updater) =>
        this.update(typeof updater === 'function' ? updater(this.state) : updater),
    }));
    this.draw();
  }

  /** Looks at the rows again: what is searched for has changed, or a filter. */
  refilter(text = this.state.globalFilter?.text ?? '') {
    this.update({ globalFilter: { text }, pagination: { ...this.state.pagination, pageIndex: 0 } });
  }

  filter(name, test) {
    if (test === null) this.filters.delete(name);
    else this.filters.set(name, test);
    this.refilter();
  }

  make() {
    const search = uniqueId('search');
    const size = uniqueId('size');
    return h(
      'div',
      {},
      h(
        'div',
        { class: 'controls' },
        h('label', { for: search }, 'Search '),
        h('input', {
          type: 'search',
          id: search,
          placeholder: 'peptide, gene, tissue',
          oninput: (event) => this.refilter(event.target.value),
        }),
        h('label', { for: size }, 'Rows '),
        h(
          'select',
          {
            id: size,
            onchange: (event) =>
              this.update({ pagination: { pageIndex: 0, pageSize: Number(event.target.value) } }),
          },
          PAGE_SIZES.map((n) => h('option', { value: n, selected: n === 50 }, String(n))),
        ),
        this.columnPicker(),
        h('button', { type: 'button', onclick: () => this.page.export() }, 'Export with reviews (TSV)'),
      ),
      this.chips,
      this.count,
      h(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of candidates' },
        h(
          'table',
          { class: 'candidates' },
          h('caption', { class: 'visually-hidden' }, 'Candidates, the most alarming first'),
          this.head,
          this.body,
        ),
      ),
      this.pager,
    );
  }

  columnPicker() {
    return h(
      'details',
      { class: 'picker' },
      h('summary', {}, 'More columns'),
      h(
        'fieldset',
        {},
        h('legend', { class: 'visually-hidden' }, 'Columns of the screen'),
        this.page.rows.columns.map((column) =>
          h(
            'label',
            { title: column.description ?? '' },
            h('input', {
              type: 'checkbox',
              onchange: (event) => this.toggle(column, event.target.checked),
            }),
            ` ${column.name}${column.unit ? `, ${column.unit}` : ''}`,
          ),
        ),
      ),
    );
  }

  toggle(column, wanted) {
    const id = `column ${column.name}`;
    this.columns = this.columns.filter((c) => c.id !== id);
    if (wanted) {
      this.columns.push({
        id,
        title: column.name,
        description: column.description,
        value: (c) => this.page.rows.get(c.row, column.name),
        cell: (c) => showCell(this.page.rows.get(c.row, column.name)),
      });
    }
    this.update({ sorting: this.state.sorting.filter((s) => s.id !== id) });
  }

  draw() {
    const sorted = this.state.sorting[0];
    this.head.replaceChildren(
      h('tr', {}, this.columns.map((column) => this.heading(column, sorted))),
    );
    const model = this.all ? this.table.getSortedRowModel() : this.table.getRowModel();
    this.body.replaceChildren(
      ...model.rows.map(({ original }) =>
        h('tr', {}, this.columns.map((column) => h('td', {}, column.cell(original)))),
      ),
    );
    const found = this.table.getFilteredRowModel().rows.length;
    const total = this.page.candidates.length;
    this.count.textContent =
      found === total ? `${total} candidates` : `${found} of ${total} candidates`;
    this.drawPager();
  }

  heading(column, sorted) {
    const direction =
      sorted?.id === column.id ? (sorted.desc ? 'descending' : 'ascending') : null;
    return h(
      'th',
      { scope: 'col', 'aria-sort': direction, title: column.description },
      h(
        'button',
        { type: 'button', onclick: () => this.sort(column) },
        column.title,
        h('span', { 'aria-hidden': 'true' }, { ascending: ' ▲', descending: ' ▼' }[direction] ?? ''),
      ),
    );
  }

  sort(column) {
    this.table.getColumn(column.id).toggleSorting(undefined, false);
    this.update({ pagination: { ...this.state.pagination, pageIndex: 0 } });
    const index = this.columns.indexOf(column);
    this.head.querySelectorAll('button')[index].focus();
  }

  drawPager() {
    const { pageIndex } = this.state.pagination;
    const pages = this.table.getPageCount();
    const go = (label, to, enabled) =>
      h(
        'button',
        {
          type: 'button',
          disabled: !enabled,
          onclick: () => this.update({ pagination: { ...this.state.pagination, pageIndex: to } }),
        },
        label,
      );
    this.pager.replaceChildren(
      go('First', 0, pageIndex > 0),
      go('Previous', pageIndex - 1, pageIndex > 0),
      h('span', {}, ` Page ${pages === 0 ? 0 : pageIndex + 1} of ${pages} `),
      go('Next', pageIndex + 1, pageIndex + 1 < pages),
      go('Last', pages - 1, pageIndex + 1 < pages),
    );
    this.pager.hidden = pages <= 1;
  }

  /** Paper has no pages of a table: all rows that pass are shown while the page is printed. */
  showAll(all) {
    this.all = all;
    this.draw();
  }
}
