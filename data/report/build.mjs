// Makes report.html, the page around the tables of a report, from src: npm ci && npm run build
// The same bytes on every machine: versions are pinned by package-lock.json.
import { build } from 'esbuild';
import { readdir, readFile, writeFile } from 'node:fs/promises';

const script = await build({
  entryPoints: ['src/main.js'],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  charset: 'ascii',
  legalComments: 'none',
});
const style = await build({ entryPoints: ['src/style.css'], minify: true, write: false, target: ['chrome123', 'firefox120', 'safari17.5'] });

/** The packages that are in the bundle, by their folders. */
function packages(metafile) {
  const folders = new Set();
  for (const path of Object.keys(metafile.inputs)) {
    const found = path.match(/^node_modules\/(@[^/]+\/[^/]+|[^/]+)\//);
    if (found) folders.add(found[1]);
  }
  return [...folders].sort();
}

/** Name, version and the text of the licence of each package. */
async function licences(names) {
  const texts = [];
  for (const name of names) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((f) => /^licen[cs]e/i.test(f));
    const text = file ? await readFile(`${folder}/${file}`, 'utf8') : '';
    texts.push(`${name} ${version}: ${license}\n\n${text.trim()}\n`);
  }
  return texts;
}

const names = packages(script.metafile);
const notice = (await licences(names)).join('\n----\n\n');
await writeFile('LICENSES.txt', `What is built into report.html, with the licence of each.\n\n----\n\n${notice}`);

// A script ends at the first "</script", also inside a string; a licence must not end its comment.
const safe = (text) => text.replace(/<\/(script|style)/gi, '<\\/$1');
const page = (await readFile('src/page.html', 'utf8'))
  .replace('{{STYLE}}', () => safe(style.outputFiles[0].text.trim()))
  .replace('{{SCRIPT}}', () => safe(script.outputFiles[0].text.trim()))
  .replace('<html lang="en">', () => `<!--\n${notice.replaceAll('--', '- -')}-->\n<html lang="en">`);
await writeFile('report.html', page);
console.log(`report.html: ${page.length} bytes, ${names.length} packages`);
