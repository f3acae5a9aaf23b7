// The page of `tablewright docs` in a real browser: what it looks like, measured, and what it does when somebody uses it.
// Usage: BROWSER_FOLDER=.. node docs.mjs PAGE SCREENSHOTS TABLE COLUMN
// COLUMN is one that a search for its name finds first, in TABLE, which is not at the top of the page.
import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import { open, start } from './browser.mjs';
import * as measure from './geometry.mjs';

const [, , file, shots, table, column] = process.argv;
const browser = await start();
const shot = (page, name) => page.screenshot({ path: path.join(shots, `${name}.png`) });
const none = async (page, what) => assert.deepEqual(await page.evaluate(measure[what]), [], what);
const view = (page) => page.$eval('#world', (world) => world.getAttribute('transform') || '');
const inside = (page, anchor) => page.evaluate((id) => {
  const r = document.querySelector(`.box[data-table="${CSS.escape(id)}"] .edge`).getBoundingClientRect();
  const f = document.getElementById('frame').getBoundingClientRect();
  const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
  return x > f.left && x < f.right && y > f.top && y < f.bottom;
}, anchor);
const onScreen = (page, id) => page.evaluate((one) => {
  const r = document.getElementById(one).getBoundingClientRect();
  return r.top >= 0 && r.top < innerHeight;
}, id);
const tests = [];
const test = (name, options, run) => tests.push({ name, options, run });

for (const scheme of ['light', 'dark']) {
  test(`looks right, ${scheme}`, { scheme }, async (page) => {
    for (const what of ['boxes', 'lines', 'overflow', 'contrast', 'names']) await none(page, what);
    await shot(page, scheme);
  });
}

test('looks right on a phone', { width: 390, height: 844, touch: true }, async (page) => {
  for (const what of ['boxes', 'lines', 'overflow']) await none(page, what);
  await shot(page, 'phone');
  await page.evaluate(() => document.querySelector('.card').scrollIntoView());
  await shot(page, 'phone-table');
});

test('a search finds a column and shows it', {}, async (page) => {
  await page.keyboard.press('/');
  await page.keyboard.type(column);
  const first = await page.$eval('#found li', (item) => [item.textContent, item.getAttribute('aria-selected')]);
  assert.deepEqual(first, [column + table, 'true']);
  await page.keyboard.press('Enter');
  const row = await page.evaluate(() => document.activeElement.id);
  assert.equal(await page.$eval(`[id="${row}"]`, (one) => one.dataset.column), column);
  assert.ok(await onScreen(page, row));
  assert.deepEqual(await page.$$eval('.row.hit', (rows) => rows.map((one) => one.dataset.column)), [row]);
  const card = await page.evaluate((id) => document.getElementById(id).closest('.card').id, row);
  assert.ok(await inside(page, card), 'the picture shows the table');
  assert.equal(new URL(page.url()).hash, `#${row}`);
  await page.evaluate(() => scrollTo(0, 0));
  await shot(page, 'found');
  await page.keyboard.press('/');
  await page.keyboard.type('no such thing');
  assert.match(await page.$eval('#found', (list) => list.textContent), /Nothing has that/);
  await page.keyboard.press('Escape');
  assert.ok(await page.$eval('#found', (list) => list.hidden));
});

test('a click on a table goes to its section', {}, async (page) => {
  const anchor = await page.$$eval('.box', (boxes, name) => boxes.find((box) => box.getAttribute('aria-label') === `Table ${name}`).dataset.table, table);
  assert.ok(!(await onScreen(page, anchor)));
  const head = await page.$(`.box[data-table="${anchor}"] .head`);
  await head.click();
  assert.ok(await onScreen(page, anchor));
  assert.equal(await page.evaluate(() => document.activeElement.id), anchor);
  await page.click(`[data-show="${anchor}"]`);
  assert.ok(await page.evaluate(() => document.getElementById('frame').getBoundingClientRect().top < innerHeight));
  assert.ok(await inside(page, anchor));
  assert.equal(await page.$$eval('.box.hit', (boxes) => boxes.length), 1);
});

test('the keyboard reaches a table', {}, async (page) => {
  await page.focus('#frame');
  await page.keyboard.press('Tab');
  const anchor = await page.evaluate(() => document.activeElement.dataset.table);
  assert.ok(anchor);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), anchor);
});

test('light and dark by the switch', {}, async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click('#theme');
  const dark = await ground();
  assert.notEqual(light, dark);
  await none(page, 'contrast');
  await page.reload();
  assert.equal(await ground(), dark, 'it is kept');
  await page.click('#theme');
  assert.equal(await ground(), light);
});

test('zoom by buttons, wheel and keys; a drag moves', {}, async (page) => {
  const scale = async () => Number((await view(page)).match(/scale\(([^)]*)\)/)?.[1] ?? 1);
  await page.click('#in');
  assert.ok((await scale()) > 1.3);
  await page.click('#out');
  assert.ok(Math.abs((await scale()) - 1) < 1e-6);
  const middle = await page.$eval('#frame', (frame) => { const r = frame.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; });
  await page.mouse.move(...middle);
  await page.mouse.wheel({ deltaY: -400 });
  await page.waitForFunction(() => /scale\((1\.[5-9]|[2-9])/.test(document.getElementById('world').getAttribute('transform')));
  assert.equal(await page.evaluate(() => scrollY), 0, 'the page stays');
  const before = await view(page);
  const url = page.url();
  await page.mouse.down();
  await page.mouse.move(middle[0] + 120, middle[1] + 40, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await view(page), before);
  assert.equal(page.url(), url, 'a drag is no click');
  await page.focus('#frame');
  const still = await view(page);
  await page.keyboard.press('ArrowLeft');
  assert.notEqual(await view(page), still);
  await page.keyboard.press('0');
  assert.equal(await scale(), 1);
  await page.keyboard.press('+');
  assert.ok((await scale()) > 1.2);
  await page.click('#all');
  assert.equal(await scale(), 1);
});

test('two fingers zoom', { width: 390, height: 844, touch: true }, async (page) => {
  const before = await view(page);
  const [x, y] = await page.$eval('#frame', (frame) => { const r = frame.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; });
  const client = await page.createCDPSession();
  const touch = (type, points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
  await touch('touchStart', [[x - 30, y]]);
  await touch('touchStart', [[x - 30, y], [x + 30, y]]);
  await touch('touchMove', [[x - 60, y], [x + 60, y]]);
  await touch('touchMove', [[x - 90, y], [x + 90, y]]);
  await touch('touchEnd', []);
  const scale = (text) => Number(text.match(/scale\(([^)]*)\)/)?.[1] ?? 1);
  assert.ok(scale(await view(page)) > scale(before) * 1.5, `${before} became ${await view(page)}`);
});

test('prints without what only a screen needs', {}, async (page) => {
  await page.click('#in');
  await page.emulateMediaType('print');
  const shown = await page.$$eval('.search, #theme, nav, .tools, .show', (list) => list.filter((one) => one.checkVisibility()).length);
  assert.equal(shown, 0);
  assert.equal(await page.$eval('#world', (world) => getComputedStyle(world).transform), 'none');
  await none(page, 'overflow');
  await page.pdf({ path: path.join(shots, 'print.pdf'), format: 'A4' });
});

test('no text of the schema became a script', {}, async (page) => {
  assert.equal(await page.evaluate(() => window.intruder), undefined);
  assert.equal(await page.$$eval('script', (scripts) => scripts.length), 1);
});

let failed = 0;
for (const { name, options, run } of tests) {
  const { page, complaints } = await open(browser, file, options);
  try {
    await run(page);
    assert.deepEqual(complaints, []);
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
    await shot(page, 'failed');
  }
  await page.evaluate(() => localStorage.clear());
  await page.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
