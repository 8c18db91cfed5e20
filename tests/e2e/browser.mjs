// A person with a real browser: opens the address that Usher gives it, signs in, leaves when the browser has come back.
//
//   node browser.mjs [--username NAME] [--password WORD] [--picture FILE.png] ADDRESS
//
// Ends with 0 when the page at the redirect URI stands, with 1 when the browser was shown anything else; what it was
// shown is said on standard error and kept as a picture.

import { parseArgs } from 'node:util';
import { PERSON, signIn, withBrowser } from './visitor.mjs';

const PATIENCE = 20_000;

const { values: given, positionals } = parseArgs({ allowPositionals: true, options: PERSON });
const address = new URL(positionals.at(-1));
const back = address.searchParams.get('redirect_uri') ?? 'http://localhost:8749/callback';

const cameBack = (page) => page.url().split(/[?#]/)[0] === back;

async function visit(page) {
  await page.goto(address.href, { timeout: PATIENCE });
  const arrived = await signIn(page, given, cameBack, PATIENCE);
  if (given.picture) await page.screenshot({ path: given.picture });
  const text = (await page.innerText('body')).trim();
  console.error(`${arrived ? 'came back to' : 'stayed at'} ${page.url().split(/[?#]/)[0]}: ${text}`);
  return arrived;
}

process.exitCode = (await withBrowser({ width: 900, height: 600 }, visit)) ? 0 : 1;
