// Takes the picture of the README: node picture.mjs REPORT.html PICTURE.png
import { openBrowser, openReport } from './browser.mjs';

const [report, picture] = process.argv.slice(2);
const browser = await openBrowser();
const { page } = await openReport(browser, report, {
  viewport: { width: 1280, height: 900 },
  deviceScaleFactor: 0.8,
});
await page.screenshot({ path: picture, fullPage: true });
await browser.close();
