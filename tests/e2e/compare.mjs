// The same faults at two providers: the certified one, bent by bent.mjs, and the practice Okta. Prints a page in
// Markdown with what Usher found at each, and where the two differ. Started by `tests/e2e/bent`.
//
//   node compare.mjs USHER [NAME …]

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { names, start } from './bent.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [usher, ...only] = process.argv.slice(2);
const CALLBACK = 'https://coder.example.com/api/v2/users/oidc/callback';
const CLIENT = ['0oapracticecoder0001', 'practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef'];
/** A run that takes longer is ended and said so, in milliseconds. */
const DEADLINE = 40_000;
/** How many runs go on at a time. */
const AT_ONCE = 4;

const home = mkdtempSync(join(tmpdir(), 'usher-bent-'));
const secretFile = join(home, 'secret.txt');
writeFileSync(secretFile, CLIENT[1], { mode: 0o600 });
const environment = { PATH: process.env.PATH, HOME: home, TERM: 'dumb', NO_COLOR: '1' };

const running = new Set();

/** A program that is ended with this one. */
function begin(command, args) {
  const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.said = '';
  child.stderr.on('data', () => {});
  child.stdout.setEncoding('utf8').on('data', (piece) => (child.said += piece));
  return child;
}

/** The first address that a program says. */
async function address(child) {
  for (;;) {
    const found = child.said.match(/http:\/\/localhost:\d+(?=\s)/);
    if (found) return found[0];
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', () => reject(new Error('a provider ended before it answered')));
    });
  }
}

/** A port that is free now. */
const freePort = () =>
  new Promise((resolve) => {
    const socket = createServer().listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** One `usher verify` with a login. */
async function verify(issuer, redirect) {
  const began = Date.now();
  const child = begin(usher, [
    'verify', '--app', 'coder', '--set', 'base_url=https://coder.example.com', '--set', 'group_sync=true',
    '--issuer', issuer, '--client-id', CLIENT[0], '--client-secret-file', secretFile,
    '--scopes', 'openid profile email offline_access groups', '--redirect-uri', redirect,
    '--browser', `${process.execPath} ${join(here, 'person.mjs')}`, '--login-timeout', '6', '--json', '--yes',
  ]);
  const late = setTimeout(() => child.kill(), DEADLINE);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(late);
  const seconds = (Date.now() - began) / 1000;
  try {
    return { report: JSON.parse(child.said), seconds };
  } catch {
    return { report: null, seconds };
  }
}

/** What a run found: the verdict, the first cause, the other findings. That nobody tried the application itself goes without saying. */
function found({ report }) {
  if (!report) return { verdict: 'no report', primary: '', others: [] };
  const [result] = report.results;
  const others = result.checks
    .filter(({ finding, status }) => finding && ![result.primary, 'app.not_confirmed'].includes(finding) && status !== 'not_applicable')
    .map(({ finding }) => finding);
  return { verdict: report.verdict, primary: result.primary ?? '', others: [...new Set(others)] };
}

async function atCertified(provider, name) {
  const bent = await start(provider.issuer, name);
  const run = await verify(bent.issuer, provider.redirects.pop());
  bent.close();
  return run;
}

async function atPractice(name) {
  const redirect = `http://localhost:${await freePort()}/callback`;
  const broken = name === 'none' ? [] : ['--broken', name];
  const practice = begin(usher, [
    'practice', '--port', '0', '--client-id', CLIENT[0], '--client-secret-file', secretFile,
    '--redirect-uri', CALLBACK, '--redirect-uri', redirect, ...broken,
  ]);
  const run = await verify(await address(practice), redirect);
  practice.kill();
  return run;
}

async function certified(count) {
  const redirects = [];
  while (redirects.length < count) {
    const uri = `http://localhost:${await freePort()}/callback`;
    if (!redirects.includes(uri)) redirects.push(uri);
  }
  const child = begin(process.execPath, [
    join(here, 'provider.mjs'), '--refresh', '--client', [...CLIENT, [CALLBACK, ...redirects].join(',')].join(':'),
  ]);
  return { issuer: await address(child), redirects };
}

const notes = JSON.parse(readFileSync(join(here, 'differences.json'), 'utf8'));
const cell = ({ verdict, primary, others }) => {
  const rest = others.length ? `<br>also ${others.map((one) => `\`${one}\``).join(', ')}` : '';
  return `${verdict.replaceAll('_', ' ')}${primary ? `: \`${primary}\`` : ''}${rest}`;
};

const chosen = only.length ? names.filter((name) => only.includes(name)) : names;
const rows = new Map();
const provider = await certified(chosen.length);
const waiting = [...chosen];
let wrong = 0;

async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const certifiedRun = await atCertified(provider, name);
    const practiceRun = await atPractice(name);
    const [a, b] = [found(certifiedRun), found(practiceRun)];
    const same = a.verdict === b.verdict && a.primary === b.primary;
    if (!same && !notes[name]) wrong += 1;
    const note = same ? '' : (notes[name] ?? '**unexplained**');
    const seconds = [certifiedRun, practiceRun].map((run) => run.seconds.toFixed(1)).join(' / ');
    rows.set(name, `| \`${name}\` | ${cell(a)} | ${cell(b)} | ${seconds} | ${note} |`);
    console.error(`${same ? 'same  ' : 'differ'} ${name}: ${a.verdict} ${a.primary} | ${b.verdict} ${b.primary} (${seconds} s)`);
  }
}

const began = Date.now();
try {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  for (const child of running) child.kill();
  rmSync(home, { recursive: true, force: true });
}

const { version } = JSON.parse(readFileSync(join(here, 'node_modules/oidc-provider/package.json'), 'utf8'));
const own = readFileSync(join(here, '../../Cargo.toml'), 'utf8').match(/^version\s*=\s*"([^"]+)"/m)[1];
console.log(`<!-- Generated by tests/e2e/bent; edit tests/e2e/compare.mjs, tests/e2e/differences.json or tests/e2e/files.md instead. -->

# Faults, and what Usher finds

One row for each way to break a provider. Every row is two runs of the real program, \`usher verify\` with a test login for
Coder with groups: one at [oidc-provider](https://www.npmjs.com/package/oidc-provider), a certified OpenID provider that
others wrote, behind a proxy that bends this one thing (\`tests/e2e/bent.mjs\`); one at the practice Okta, broken the same way
(\`usher practice --broken NAME\`). A cell holds the verdict, the first cause, and below it what else was found. The last
column says why the two rightly differ, where they do.

Made on ${new Date().toISOString().slice(0, 10)} with Usher ${own}, oidc-provider ${version} and Node.js ${process.version.slice(1)}, ${AT_ONCE} rows at a time.

| fault | at oidc-provider, bent | at the practice Okta | seconds | why they differ |
|---|---|---|---|---|
${chosen.map((name) => rows.get(name)).join('\n')}
${readFileSync(join(here, 'files.md'), 'utf8').trimEnd()}`);
process.exitCode = wrong ? 1 : 0;
