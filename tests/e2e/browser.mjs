// A person with a real browser: opens the address that Usher gives it, signs in, leaves when the browser has come back.
//
//   node browser.mjs [--username NAME] [--password WORD] [--picture FILE.png] ADDRESS
//
// Ends with 0 when the page at the redirect URI stands, with 1 when the browser was shown anything else; what it was
// shown is said on standard error and kept as a picture.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const PATIENCE = 20_000;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    username: { type: 'string', default: 'ana@example.com' },
    password: { type: 'string', default: 'practice' },
    picture: { type: 'string' },
  },
});
const address = new URL(positionals.at(-1));
const back = address.searchParams.get('redirect_uri') ?? 'http://localhost:8749/callback';

const cameBack = (page) => page.url().split(/[?#]/)[0] === back;

/** Fills in whatever part of a sign-in form the page has, and answers the last field; null when it has none. */
async function fillIn(page) {
  const name = page.locator('input[name=username], input[name=identifier]').first();
  const word = page.locator('input[type=password]').first();
  const hasName = await name.isVisible();
  const hasWord = await word.isVisible();
  if (hasName) await name.fill(given.username);
  if (hasWord) await word.fill(given.password);
  return hasWord ? word : hasName ? name : null;
}

async function signIn(page) {
  // A provider may ask for the name first and for the password on a second page.
  for (let tries = 0; tries < 3 && !cameBack(page); tries += 1) {
    const last = await fillIn(page);
    if (!last) break;
    await Promise.all([page.waitForNavigation({ timeout: PATIENCE }), last.press('Enter')]);
  }
  return cameBack(page);
}

async function visit(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 900, height: 600 },
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
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(address.href, { timeout: PATIENCE });
    const arrived = await signIn(page);
    if (given.picture) await page.screenshot({ path: given.picture });
    const text = (await page.innerText('body')).trim();
    console.error(`${arrived ? 'came back to' : 'stayed at'} ${page.url().split(/[?#]/)[0]}: ${text}`);
    return arrived;
  } finally {
    await context.close();
  }
}

const profile = mkdtempSync(join(tmpdir(), 'usher-e2e-'));
try {
  process.exitCode = (await visit(profile)) ? 0 : 1;
} finally {
  rmSync(profile, { recursive: true, force: true });
}
