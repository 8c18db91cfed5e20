// A person who opens an application, signs in at the provider, and reads who the application says that they are.
//
//   node login.mjs [--username NAME] [--password WORD] [--click CSS] [--see CSS] [--picture FILE.png] \
//        --expect TEXT [--absent TEXT] ADDRESS [ADDRESS …]
//
// Opens the first address, clicks what --click names (the button of a sign-in page), signs in where a form asks for a
// name, and opens the other addresses in turn. Ends with 0 when the last page names TEXT (in its text, or in what --see
// names once that is there) and does not name what --absent says, with 1 otherwise.

import { parseArgs } from 'node:util';
import { PERSON, signIn, withBrowser } from '../visitor.mjs';

const PATIENCE = 45_000;

const { values: given, positionals: addresses } = parseArgs({
  allowPositionals: true,
  options: {
    ...PERSON,
    click: { type: 'string' },
    see: { type: 'string', default: 'body' },
    expect: { type: 'string' },
    absent: { type: 'string' },
  },
});
const application = new URL(addresses[0]).host;

const isBack = (page) => new URL(page.url()).host === application;

async function named(page) {
  const place = page.locator(given.see).filter({ hasText: given.expect }).first();
  return place.waitFor({ state: 'attached', timeout: 15_000 }).then(() => true, () => false);
}

async function visit(page) {
  page.setDefaultTimeout(PATIENCE);
  // Superset's pages count clicks in the background; on a busy computer that answer takes the login's state away.
  await page.route('**/superset/log/**', (route) => route.abort());
  await page.goto(addresses[0]);
  if (given.click) await Promise.all([page.waitForNavigation(), page.locator(given.click).first().click()]);
  await signIn(page, given, isBack, PATIENCE);
  for (const next of addresses.slice(1)) await page.goto(next);
  const isAbsent = async () => !given.absent || !(await page.innerText('body')).includes(given.absent);
  const found = (await named(page)) && (await isAbsent());
  if (given.picture) await page.screenshot({ path: given.picture });
  const text = (await page.innerText('body')).trim().replace(/\s+/g, ' ').slice(0, 300);
  console.log(`${page.url().split(/[?#]/)[0]} ${found ? 'names' : 'DOES NOT NAME'} ${given.expect}: ${text}`);
  return found;
}

process.exitCode = (await withBrowser({ width: 1000, height: 700 }, visit)) ? 0 : 1;
