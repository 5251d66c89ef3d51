// Makes elements. All text goes through textContent, so that no name of a file becomes markup.

/**
 * h('td', {class: 'number'}, 'text', element): attributes whose value is null or false are left
 * out; those that begin with "on" are listeners.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

let counter = 0;

/** An id that no other element of the page has. */
export function uniqueId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** A table of plain cells under a summary: the numbers of a plot. */
export function numbersTable(caption, header, rows) {
  return h(
    'details',
    { class: 'numbers' },
    h('summary', {}, `Numbers: ${caption}`),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
      h(
        'table',
        {},
        h('caption', { class: 'visually-hidden' }, caption),
        h('thead', {}, h('tr', {}, header.map((name) => h('th', { scope: 'col' }, name)))),
        h(
          'tbody',
          {},
          rows.map((row) =>
            h(
              'tr',
              {},
              row.map((cell, i) =>
                i === 0 ? h('th', { scope: 'row' }, show(cell)) : h('td', {}, show(cell)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A cell as people read it: unknown is said, numbers are short. */
export function show(value) {
  if (value === null || value === undefined) return 'unknown';
  return typeof value === 'number' ? showNumber(value) : value;
}

const FIRST_NAMES = 4; // of a list; the others are shown when asked for

/** A cell of a table. A long list shows its first names, so that it makes no wide column. */
export function showCell(value) {
  const text = show(value);
  const list = text.split(';');
  if (list.length <= FIRST_NAMES + 1) return list.join('; ');
  return h(
    'details',
    { class: 'wide' },
    h('summary', {}, `${list.slice(0, FIRST_NAMES).join('; ')} and ${list.length - FIRST_NAMES} more`),
    list.slice(FIRST_NAMES).join('; '),
  );
}

export function showNumber(value) {
  if (Number.isInteger(value)) return String(value);
  if (value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 1e5)) {
    return value.toExponential(1);
  }
  return String(Number(value.toPrecision(3)));
}
