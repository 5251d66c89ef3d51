// Reads the tables that the page carries: gzip, base64, tab-separated, each with its schema.

/** A column: {name, type: "int64" | "float64" | "text", unit, description}. */

export class Table {
  /**
   * @param {Array<{name: string, type: string, unit?: string, description?: string}>} columns
   * @param {string[][]} cells one array a row
   */
  constructor(columns, cells) {
    this.columns = columns;
    this.cells = cells;
    this.index = new Map(columns.map((column, i) => [column.name, i]));
    const convert = columns.map((c) => (c.type === 'text' ? toText : toNumber));
    this.rows = cells.map((row) => columns.map((_, i) => convert[i](row[i] ?? '')));
  }

  has(name) {
    return this.index.has(name);
  }

  /** The cell of a row; null where it is unknown or there is no such column. */
  get(row, name) {
    const i = this.index.get(name);
    return i === undefined ? null : row[i];
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

async function unpack(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/** The type of a column of a table that came as text: a number if all its cells are. */
function inferTypes(columns, cells) {
  columns.forEach((column, i) => {
    if (column.type !== '') return;
    const known = cells.map((row) => row[i] ?? '').filter((cell) => cell !== '');
    const numeric = known.length > 0 && known.every((cell) => !Number.isNaN(Number(cell)));
    column.type = numeric && !/(^|_)(id|accession|gene)$/.test(column.name) ? 'float64' : 'text';
  });
}

/** All tables of the page by name. */
export async function readTables(root) {
  const tables = new Map();
  for (const element of root.querySelectorAll('script[data-table]')) {
    const text = await unpack(element.textContent.trim());
    const end = text.indexOf('\n');
    const columns = JSON.parse(text.slice(0, end));
    const body = text.slice(end + 1).replace(/\n$/, '');
    const cells = body === '' ? [] : body.split('\n').map((line) => line.split('\t'));
    inferTypes(columns, cells);
    tables.set(element.dataset.table, new Table(columns, cells));
    element.remove(); // its text is not needed twice
  }
  return tables;
}
