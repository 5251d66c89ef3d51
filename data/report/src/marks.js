// A reviewer's marks and comments: kept in this browser, exported with the table.

export const VERDICTS = ['', 'accept', 'reject', 'review'];

export class Marks {
  /** @param {string} key what tells this report from others */
  constructor(key) {
    this.key = `mimicry report ${key}`;
    this.marks = new Map();
    this.kept = true;
    try {
      const text = localStorage.getItem(this.key);
      if (text !== null) this.marks = new Map(JSON.parse(text));
    } catch {
      this.kept = false; // private windows have no storage: the page says that marks are lost
    }
  }

  get(candidate) {
    return this.marks.get(candidate.key) ?? { verdict: '', comment: '' };
  }

  set(candidate, change) {
    this.marks.set(candidate.key, { ...this.get(candidate), ...change });
    try {
      localStorage.setItem(this.key, JSON.stringify([...this.marks]));
    } catch {
      this.kept = false;
    }
  }
}

/** The whole table, its cells as they came, with two more columns, as tab-separated text. */
export function exportTable(table, candidates, marks) {
  const clean = (cell) => String(cell ?? '').replace(/[\t\r\n]/g, ' ');
  const lines = [[...table.columns.map((c) => c.name), 'mark', 'comment'].map(clean).join('\t')];
  for (const candidate of candidates) {
    const { verdict, comment } = marks.get(candidate);
    lines.push([candidate.row.line, clean(verdict), clean(comment)].join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/tab-separated-values' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A small string that differs between different texts: FNV-1a, 32 bits twice. */
export function digest(text) {
  let a = 0x811c9dc5;
  let b = 0x1000193;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x1000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0).toString(16) + (b >>> 0).toString(16);
}
