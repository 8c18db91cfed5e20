// A person with a browser small enough to read: follows redirects, keeps cookies, fills in sign-in forms. It talks to
// loopback alone, and stands in for browser.mjs where no real browser is needed.
//
//   node person.mjs [--username NAME] [--password WORD] ADDRESS
//
// Ends with 0 when the redirect URI was reached, with 1 when it ended on any other page; where, it says on standard error.

import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const PATIENCE = 10_000;

const unescape = (text) =>
  text.replace(/&(amp|quot|lt|gt|#39);/g, (_, name) => ({ amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" })[name]);

const attribute = (tag, name) => unescape(tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? '');

/** A browser of its own for each person. */
function browser(given, seen) {
  const cookies = new Map();

  /** One request, without following. */
  async function once(url, body) {
    seen(url);
    if (url.hostname !== 'localhost') throw new Error(`this person stays on this computer: ${url.origin}`);
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html' };
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, ...value] = line.split(';')[0].split('=');
      if (value.join('=')) cookies.set(name.trim(), value.join('='));
      else cookies.delete(name.trim());
    }
    return { url, status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  }

  /** Opens an address and goes wherever it leads. */
  async function open(address, form) {
    let page = await once(new URL(address), form);
    for (let hops = 0; page.location && hops < 20; hops += 1) page = await once(new URL(page.location, page.url));
    return page;
  }

  /** The first form of a page that asks for a name or a password, filled in; null when there is none. */
  function filledIn(page) {
    const form = page.text.match(/<form[\s\S]*?<\/form>/)?.[0];
    const tags = form?.match(/<(input|button)\b[^>]*>/g) ?? [];
    const names = tags.map((tag) => attribute(tag, 'name'));
    if (!names.some((name) => ['username', 'identifier', 'password'].includes(name))) return null;
    const known = { username: given.username, identifier: given.username, password: given.password };
    const fields = tags
      .filter((tag) => attribute(tag, 'name'))
      .map((tag) => [attribute(tag, 'name'), known[attribute(tag, 'name')] ?? attribute(tag, 'value')]);
    return { to: new URL(attribute(form, 'action') || page.url.href, page.url), body: new URLSearchParams(fields) };
  }
  return { open, filledIn };
}

/**
 * Signs in at an address and answers the page on which that ended. `seen` is told every address before it is asked for.
 */
export async function signIn(address, given, seen = () => {}) {
  const { open, filledIn } = browser(given, seen);
  let page = await open(address);
  // A provider may ask for the name first and for the password on a second page.
  for (let tries = 0; tries < 3; tries += 1) {
    const form = filledIn(page);
    if (!form) break;
    page = await open(form.to, form.body);
  }
  return page;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      username: { type: 'string', default: 'ana@example.com' },
      password: { type: 'string', default: 'practice' },
    },
  });
  const address = new URL(positionals.at(-1));
  const page = await signIn(address, values);
  const end = page.url.href.split(/[?#]/)[0];
  console.error(`ended at ${end} with ${page.status}`);
  process.exitCode = end === address.searchParams.get('redirect_uri') ? 0 : 1;
}
