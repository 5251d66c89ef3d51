// Takes pictures of a report, to be looked at: node shots.mjs REPORT.html FOLDER
import { openBrowser, openReport } from './browser.mjs';

const [report, folder] = process.argv.slice(2);
const browser = await openBrowser();
for (const [name, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 390, height: 844 } }],
]) {
  const { page, context } = await openReport(browser, report, options);
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await page.locator('table.candidates button.link').first().click();
  await page.screenshot({ path: `${folder}/${name}-candidate.png` });
  await page.locator('dialog .plot').first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${folder}/${name}-plots.png` });
  await context.close();
}
await browser.close();
