// Opens a page in Debian's Chromium, and collects all that it says in the console.
import { chromium } from 'playwright-core';

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
}

/** A page of a report, shown; `said` has what stood in the console, `asked` what it fetched. */
export async function openReport(browser, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${path}`);
  await page.waitForSelector('#report:not([aria-busy])');
  return { page, context, said, asked };
}
