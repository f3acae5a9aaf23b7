// A page in a headless Chromium, and what tests ask of it.
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const folder = process.env.BROWSER_FOLDER;
process.env.TMPDIR = path.join(folder, 'tmp');
const require = createRequire(path.join(folder, 'node_modules', 'from.js'));
const chromium = require('@sparticuz/chromium');
const puppeteer = require('puppeteer-core');

/** Starts the browser. */
export async function start() {
  const executablePath = process.env.TABLEWRIGHT_CHROMIUM || (await chromium.executablePath());
  const args = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'];
  try {
    return await puppeteer.launch({ executablePath, args, headless: 'shell' });
  } catch (error) {
    const message = `Chromium does not start (${executablePath}): ${error.message}\nOn Debian its libraries come with \`apt-get install libnss3\`, ` +
      'or name an installed Chromium in TABLEWRIGHT_CHROMIUM.';
    throw new Error(message, { cause: error });
  }
}

/** Opens a file; whatever goes wrong in the page, and whatever it asks of a network, is in `complaints`. */
export async function open(browser, file, { width = 1400, height = 900, scheme = 'light', touch = false } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  const url = pathToFileURL(file).href;
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('request', (request) => { if (request.url().split('#')[0] !== url) complaints.push(`request: ${request.url()}`); });
  page.on('dialog', async (dialog) => { complaints.push(`dialog: ${dialog.message()}`); await dialog.dismiss(); });
  await page.setViewport({ width, height, deviceScaleFactor: touch ? 2 : 1, hasTouch: touch, isMobile: touch });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.goto(url);
  return { page, complaints };
}
