// What a person with a real browser does, wherever they sign in: one place for the browser's settings and for the form.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** The options of a person on the command line. */
export const PERSON = {
  username: { type: 'string', default: 'ana@example.com' },
  password: { type: 'string', default: 'practice' },
  picture: { type: 'string' },
};

/** Opens a browser that nobody has used, hands its page to `visit`, and leaves nothing behind. */
export async function withBrowser(viewport, visit) {
  const profile = mkdtempSync(join(tmpdir(), 'usher-e2e-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport,
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
    return await visit(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Fills in whatever part of a sign-in form the page has, and answers the last field; null when it has none. */
async function fillIn(page, person) {
  const name = page.locator('input[name=username], input[name=identifier]').first();
  const word = page.locator('input[type=password]').first();
  const hasName = await name.isVisible();
  const hasWord = await word.isVisible();
  if (hasName) await name.fill(person.username);
  if (hasWord) await word.fill(person.password);
  return hasWord ? word : hasName ? name : null;
}

/** Signs in until `isDone`. A provider may ask for the name first and for the password on a second page. */
export async function signIn(page, person, isDone, timeout) {
  for (let tries = 0; tries < 3 && !isDone(page); tries += 1) {
    const last = await fillIn(page, person);
    if (!last) break;
    await Promise.all([page.waitForNavigation({ timeout }), last.press('Enter')]);
  }
  return isDone(page);
}
