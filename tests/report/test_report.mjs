// Reports in a real browser: node --test, with REPORT, ROWS, HITS and HOSTILE in the environment.
// REPORT is a page of the tables ROWS and HITS (TSV); HOSTILE one whose names are markup; SEQUENCE
// one of a sequence, with the table ALONG; SCAN one of a scan of nine residues; STRANGE one whose
// hits, four but for two, are of another screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { openBrowser, openReport } from './browser.mjs';

const { REPORT, ROWS, HITS, HOSTILE, SEQUENCE, ALONG, SCAN, STRANGE } = process.env;
let browser;

before(async () => {
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
});

function readTsv(path) {
  const [names, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = names.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** Opens REPORT, does what `act` does, and holds that nothing was said or fetched. */
async function withReport(act, options = {}, path = REPORT) {
  const { page, context, said, asked } = await openReport(browser, path, options);
  await act(page);
  assert.deepEqual(said, [], 'nothing in the console');
  assert.deepEqual(asked.filter((url) => !/^(file|blob|data):/.test(url)), [], 'no network');
  await context.close();
}

const bodyRows = (page) => page.locator('table.candidates tbody tr');
const openFirst = (page) => page.locator('table.candidates button.link').first().click();

test('the table has every candidate of the screen, with its numbers', () =>
  withReport(async (page) => {
    const rows = readTsv(ROWS);
    await page.locator('.controls select').selectOption('250');
    assert.equal(await bodyRows(page).count(), rows.length);
    await page.locator('.picker summary').click();
    for (const name of ['id', 'peptide', 'nearest', 'best_score', 'self_peptides']) {
      await page.locator('.picker label').filter({ hasText: new RegExp(`^ ${name}(,|$)`) }).click();
    }
    const shown = await bodyRows(page).evaluateAll((elements) =>
      elements.map((tr) => [...tr.cells].slice(-5).map((td) => td.textContent)),
    );
    const expected = rows.map((r) => [r.id, r.peptide, r.nearest, r.best_score, r.self_peptides]);
    assert.deepEqual(shown.sort(), expected.sort());
  }));

test('a candidate has all of its hits, and what differs is marked', () =>
  withReport(async (page) => {
    await openFirst(page);
    const id = await page.locator('dialog h2').textContent();
    const hits = readTsv(HITS).filter((hit) => hit.query_id === id);
    const all = page.getByRole('button', { name: /^Show all/ });
    if (await all.count()) await all.click();
    const matches = await page.locator('dialog table.hits tbody th').allTextContents();
    assert.deepEqual(matches.sort(), hits.map((hit) => hit.match).sort());
    const marked = await page.locator('dialog table.hits tbody mark').count();
    const differing = hits.reduce((sum, hit) => sum + Number(hit.mismatches), 0);
    assert.equal(marked, differing);
  }));

test('the table is sorted, searched and filtered', () =>
  withReport(async (page) => {
    const cells = () => page.locator('table.candidates tbody td:nth-child(2)').allTextContents();
    const sort = page.locator('thead button', { hasText: 'Candidate' });
    await page.locator('.controls select').selectOption('250');
    await sort.click();
    const up = await cells();
    const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    assert.deepEqual(up, [...up].sort(compare));
    assert.equal(await page.locator('th[aria-sort=ascending]').count(), 1);
    await sort.click();
    assert.deepEqual(await cells(), [...up].reverse());
    await page.getByRole('searchbox').fill(up[0]);
    const found = await cells();
    assert.ok(found.length >= 1 && found.length < up.length && found.includes(up[0]));
    await page.getByRole('searchbox').fill('no such thing');
    assert.equal(await bodyRows(page).count(), 0);
    await page.getByRole('searchbox').fill('');
    await page.locator('g[data-mark=bar] rect').first().click();
    const kept = await bodyRows(page).count();
    assert.ok(kept >= 1 && kept < up.length, 'a bar filters');
    await page.locator('.chips button').click();
    assert.equal(await bodyRows(page).count(), up.length);
  }));

test('marks and comments are kept and exported with the table', () =>
  withReport(async (page) => {
    const id = await page.locator('table.candidates button.link').first().textContent();
    await page.locator('select.verdict').first().selectOption('reject');
    await openFirst(page);
    await page.locator('dialog textarea').fill('like titin\tand more');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.waitForSelector('#report:not([aria-busy])');
    assert.equal(await page.locator('select.verdict').first().inputValue(), 'reject');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Export/ }).click();
    const exported = readTsv(await (await waiting).path());
    const rows = readTsv(ROWS);
    assert.equal(exported.length, rows.length);
    for (let i = 0; i < rows.length; i++) {
      const { mark, comment, ...own } = exported[i];
      assert.deepEqual(own, rows[i], 'the rows as they were, in their order');
      assert.equal(mark, rows[i].id === id ? 'reject' : '');
      assert.equal(comment, rows[i].id === id ? 'like titin and more' : '');
    }
  }));

test('the keyboard reaches everything', () =>
  withReport(async (page) => {
    await page.locator('table.candidates button.link').first().focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('dialog[open]').count(), 1);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    const sort = page.locator('thead button').nth(1);
    await sort.focus();
    await page.keyboard.press('Enter');
    const focused = await page.evaluate(() => document.activeElement.textContent);
    assert.match(focused, /^Candidate/, 'the focus stays where it was');
  }));

// The wide ones where tests are thorough: what fits the narrowest fits them.
const screens = [
  ['a telephone', { viewport: { width: 390, height: 844 } }],
  ['dark', { colorScheme: 'dark' }],
  ['wide', { viewport: { width: 1600, height: 1000 } }],
  ['a tablet', { viewport: { width: 800, height: 1100 } }],
];
for (const [name, options] of process.env.MIMICRY_THOROUGH === '1' ? screens : screens.slice(0, 2)) {
  test(`accessible, and no wider than the window: ${name}`, () =>
    withReport(async (page) => {
      const check = async (what) => {
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document));
        const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
        assert.deepEqual(found, [], what);
        const spare = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(spare <= 0, `${what}: ${spare} pixels too wide`);
      };
      await check('the page');
      await page.locator('summary').evaluateAll((all) => all.forEach((one) => one.click()));
      await check('the page, all opened');
      await openFirst(page);
      await check('a candidate');
    }, options));
}

test('on paper there are all rows, and no buttons', () =>
  withReport(async (page) => {
    await page.locator('.controls select').selectOption('25');
    const pdf = await page.pdf({ format: 'A4', landscape: true });
    assert.ok(pdf.length > 10000);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await bodyRows(page).count(), readTsv(ROWS).length);
    assert.equal(await page.locator('.controls').isVisible(), false);
  }));

test('names that are markup stay text', () =>
  withReport(
    async (page) => {
      assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
      assert.equal(await page.locator('main img, main iframe, main script').count(), 0);
      await openFirst(page);
      assert.equal(await page.locator('dialog img, dialog script').count(), 0);
      assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
      assert.match(await page.locator('dialog').textContent(), /<img src=x onerror=/);
    },
    {},
    HOSTILE,
  ));

/** The cells of the numbers of the figure with such a title. */
async function numbersOf(page, title) {
  const figure = page.locator('figure', { has: page.locator('figcaption', { hasText: title }) });
  assert.ok((await figure.locator('svg').count()) >= 1);
  await figure.locator('summary').click();
  return figure
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((tr) => [...tr.cells].map((cell) => cell.textContent)));
}

async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  assert.deepEqual(violations.map((v) => v.id), []);
}

test('a sequence has a track, with the numbers of its table', () =>
  withReport(
    async (page) => {
      const expected = readTsv(ALONG).map((row) => [
        row.position,
        row.mismatches === '' ? 'unknown' : row.mismatches,
        row.covering,
      ]);
      assert.ok(expected.length > 30);
      assert.deepEqual(await numbersOf(page, 'Along'), expected);
      await accessible(page);
    },
    {},
    SEQUENCE,
  ));

test('what chance gives of the best score is the E-value of the row', () =>
  withReport(async (page) => {
    const hits = readTsv(HITS);
    const buttons = page.locator('table.candidates button.link');
    for (let i = 0; i < 3; i++) {
      const id = await buttons.nth(i).textContent();
      const row = readTsv(ROWS).find((one) => one.id === id);
      await buttons.nth(i).click();
      const numbers = await numbersOf(page, 'among what chance gives');
      const own = hits.filter((hit) => hit.query_id === id);
      assert.ok(own.length > 0);
      assert.equal(numbers.reduce((sum, line) => sum + Number(line[2]), 0), own.length);
      for (const [score, , count] of numbers) {
        assert.equal(own.filter((hit) => hit.score === score).length, Number(count), score);
      }
      const [, evalue] = numbers.find(([score]) => score === row.best_score);
      assert.ok(Math.abs(Number(evalue) / Number(row.evalue) - 1) < 0.06, 'as it is shown');
      await accessible(page);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
  }));

test('ranks under other models are those of the hits', () =>
  withReport(async (page) => {
    const id = await page.locator('table.candidates button.link').first().textContent();
    await openFirst(page);
    const numbers = await numbersOf(page, 'Ranks');
    const own = readTsv(HITS).filter((hit) => hit.query_id === id);
    assert.deepEqual(numbers, own.map((hit) => [hit.match, hit.rank_BLOSUM62, hit.rank_relatedness]));
  }));

test('a scan is drawn, and its index peptide has all activity', () =>
  withReport(
    async (page) => {
      const cells = await numbersOf(page, 'scan');
      assert.equal(cells.length, 9 * 20);
      assert.equal(cells.filter(([, , activity]) => activity === '1').length >= 9, true);
      await accessible(page);
    },
    {},
    SCAN,
  ));

test('hits of another screen are told, and not shown', () =>
  withReport(
    async (page) => {
      const note = await page.locator('.notes li').first().textContent();
      assert.match(note, /^2 of 4 hits belong to no candidate .* those of stranger the first/);
      await openFirst(page);
      assert.equal(await page.locator('dialog table.hits tbody tr').count(), 2);
    },
    {},
    STRANGE,
  ));
