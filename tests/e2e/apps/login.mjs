// A person who opens an application, signs in at the provider, and reads who the application says that they are.
//
//   node login.mjs [--username NAME] [--password WORD] [--click CSS] [--see CSS] [--picture FILE.png] \
//        --expect TEXT ADDRESS [ADDRESS …]
//
// Opens the first address, clicks what --click names (the button of a sign-in page), signs in where a form asks for a
// name, and opens the other addresses in turn. Ends with 0 when the last page names TEXT (in its text, or in what --see
// names once that is there), with 1 otherwise.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const PATIENCE = 45_000;

const { values: given, positionals: addresses } = parseArgs({
  allowPositionals: true,
  options: {
    username: { type: 'string', default: 'ana@example.com' },
    password: { type: 'string', default: 'practice' },
    click: { type: 'string' },
    see: { type: 'string', default: 'body' },
    picture: { type: 'string' },
    expect: { type: 'string' },
  },
});
const application = new URL(addresses[0]).host;

/** Fills in the provider's form, if the browser stands there. */
async function signIn(page) {
  for (let tries = 0; tries < 3 && new URL(page.url()).host !== application; tries += 1) {
    const name = page.locator('input[name=username], input[name=identifier]').first();
    const word = page.locator('input[type=password]').first();
    if (await name.isVisible()) await name.fill(given.username);
    if (!(await word.isVisible())) break;
    await word.fill(given.password);
    await Promise.all([page.waitForNavigation(), word.press('Enter')]);
  }
}

async function named(page) {
  const place = page.locator(given.see).filter({ hasText: given.expect }).first();
  return place.waitFor({ state: 'attached', timeout: 15_000 }).then(() => true, () => false);
}

async function visit(page) {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(addresses[0]);
  if (given.click) await Promise.all([page.waitForNavigation(), page.locator(given.click).first().click()]);
  await signIn(page);
  for (const next of addresses.slice(1)) await page.goto(next);
  const found = await named(page);
  if (given.picture) await page.screenshot({ path: given.picture });
  const text = (await page.innerText('body')).trim().replace(/\s+/g, ' ').slice(0, 300);
  console.log(`${page.url().split(/[?#]/)[0]} ${found ? 'names' : 'DOES NOT NAME'} ${given.expect}: ${text}`);
  return found;
}

const profile = mkdtempSync(join(tmpdir(), 'usher-e2e-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1000, height: 700 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  process.exitCode = (await visit(context.pages()[0] ?? (await context.newPage()))) ? 0 : 1;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
