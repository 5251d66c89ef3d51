// Reads the tables that the page carries: gzip, base64, tab-separated, each with its schema.

/** A column: {name, type: "number" | "text" | "" (each cell shows what it is), unit, description}. */

/** A row that is split into cells when one of them is asked for: most of 100,000 hits never are. */
class Row {
  constructor(line) {
    this.line = line;
    this.cells = null;
  }
}

export class Table {
  /**
   * @param {Array<{name: string, type: string, unit?: string, description?: string}>} columns
   * @param {string[]} lines a row each, its cells separated by tabs
   */
  constructor(columns, lines) {
    this.columns = columns;
    this.index = new Map(columns.map((column, i) => [column.name, i]));
    this.convert = columns.map((c) => converter(c));
    this.rows = lines.map((line) => new Row(line));
  }

  has(name) {
    return this.index.has(name);
  }

  /** The cell of a row; null where it is unknown or there is no such column. */
  get(row, name) {
    const i = this.index.get(name);
    return i === undefined ? null : this.cells(row)[i];
  }

  /** All cells of a row, in the order of the columns. */
  cells(row) {
    if (row.cells === null) {
      const texts = row.line.split('\t');
      row.cells = this.convert.map((convert, i) => convert(texts[i] ?? ''));
    }
    return row.cells;
  }

  column(name) {
    return this.columns[this.index.get(name)];
  }

  /** The rows by the value of a column. */
  groupBy(name) {
    const groups = new Map();
    for (const row of this.rows) {
      const key = this.get(row, name);
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return groups;
  }
}

const toText = (cell) => (cell === '' ? null : cell);
const toNumber = (cell) => (cell === '' ? null : Number(cell));

function converter(column) {
  if (column.type === 'text') return toText;
  if (column.type === 'number') return toNumber;
  if (/(^|_)(id|accession|gene|protein|allele)$/.test(column.name)) return toText;
  return (cell) => (cell === '' || Number.isNaN(Number(cell)) ? toText(cell) : Number(cell));
}

async function unpack(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/** All tables of the page by name. */
export async function readTables(root) {
  const tables = new Map();
  for (const element of root.querySelectorAll('script[data-table]')) {
    const text = await unpack(element.textContent.trim());
    const end = text.indexOf('\n');
    const columns = JSON.parse(text.slice(0, end));
    const body = text.slice(end + 1).replace(/\n$/, '');
    tables.set(element.dataset.table, new Table(columns, body === '' ? [] : body.split('\n')));
    element.remove(); // its text is not needed twice
  }
  return tables;
}
