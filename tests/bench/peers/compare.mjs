// The same logins with Usher and with its closest peers, at the same practice Okta: how soon, how large, and word for word
// what each says when one thing is wrong. Prints a page in Markdown. Started by `tests/bench/peers/run`.
//
//   node compare.mjs --usher PROGRAM --peers FOLDER [SETUP …]

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signIn } from '../../e2e/person.mjs';
import { setups } from './setups.mjs';
import { page } from './page.mjs';
import { agent, heard, programs } from './programs.mjs';

const { values: given, positionals: only } = parseArgs({
  allowPositionals: true,
  options: { usher: { type: 'string' }, peers: { type: 'string' } },
});
const CLIENT = { id: '0oapracticecoder0001', secret: 'practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef' };
const APPLICATION = 'https://coder.example.com/api/v2/users/oidc/callback';
const LOOPBACK = ['http://localhost:8749/callback', 'http://localhost:8749', 'http://localhost:8749/'];
const ISSUER = 'http://localhost:8780';
/** How long a program may take until it asks to sign in, and then until its end, in milliseconds. */
const PATIENCE = 12_000;
/** How many good logins the times are the middle of. */
const TIMES = 9;

const home = mkdtempSync(join(tmpdir(), 'usher-peers-'));
mkdirSync(join(home, '.oidc-agent'), { mode: 0o700 });
const environment = { PATH: process.env.PATH, HOME: home, TERM: 'dumb', NO_COLOR: '1', BROWSER: 'true' };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until nobody listens at a port. */
async function free(port) {
  const taken = () =>
    new Promise((resolve) => {
      const socket = connect(port, 'localhost', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  while (await taken()) await pause(20);
}

/** The most memory that a process ever held, in kB; 0 when it is gone. */
function peak(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A practice Okta at the usual place, broken in the ways that a set-up names. */
async function practice(setup) {
  const secret = join(home, 'practice-secret.txt');
  writeFileSync(secret, CLIENT.secret, { mode: 0o600 });
  const uris = [APPLICATION, ...(setup.unregistered ? [] : LOOPBACK)];
  const child = spawn(given.usher, [
    'practice', '--port', '8780', '--client-id', CLIENT.id, '--client-secret-file', secret,
    ...uris.flatMap((uri) => ['--redirect-uri', uri]), ...(setup.broken ?? []).flatMap((name) => ['--broken', name]),
  ], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  if (!(await heard(child, /^http:\/\/localhost:8780$/m))) {
    throw new Error('the practice Okta did not start; does something else listen at 8780?');
  }
  return child;
}

/** The page's text as a person would read it. */
const readable = (html) =>
  html.replace(/<(style|script|title)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();

/** One login with one program. */
async function login(program, setup) {
  const values = { issuer: ISSUER, ...CLIENT, ...setup.values };
  const helper = program.agent ? agent(environment) : null;
  const [command, args] = program.start(values);
  const began = performance.now();
  const child = spawn(command, args, { env: { ...environment, ...helper?.variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { said: '', memory: 0, browser: { own: false, text: '' } };
  const hear = (piece) => (run.said += piece);
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const closed = new Promise((resolve) => child.once('close', (code) => resolve({ code, at: performance.now() })));
  let ended = null;
  closed.then((end) => (ended = end));
  const watch = setInterval(() => {
    run.memory = Math.max(run.memory, peak(child.pid) + (helper ? peak(helper.pid) : 0));
  }, 2);
  const address = () => run.said.match(/http:\/\/localhost:8780\/oauth2\S*authorize\?\S+/)?.[0];
  while (!address() && !ended && performance.now() - began < PATIENCE) await pause(1);
  if (address()) {
    run.asked = performance.now() - began;
    let back = null;
    const seen = (url) => {
      if (url.port === '8749') back ??= performance.now();
    };
    const reached = await signIn(address(), { username: 'ana@example.com', password: 'practice' }, seen).catch(() => null);
    if (reached) run.browser = { own: reached.url.port === '8749', text: tidy(readable(reached.text)) };
    const from = performance.now();
    while (!ended && performance.now() - from < PATIENCE) await pause(1);
    if (back && ended) run.verdict = ended.at - back;
  }
  run.hung = !ended;
  // Not asked to end: what it says of that is not part of its answer.
  if (run.hung) child.kill('SIGKILL');
  run.code = (await closed).code;
  clearInterval(watch);
  helper?.end();
  await free(8749);
  run.text = tidy(program.said(run.said));
  return run;
}

/** What was said, without the address to sign in at and what is random. */
function tidy(text) {
  return text
    .replace(/(http:\/\/localhost:8780\/oauth2\S*authorize\?)\S+/g, '$1…')
    .replace(/\b(code|state)=[^'"&\s]+/g, '$1=…')
    .replace(/("?refresh_token"?:\s*"?|Access: |Refresh: |ID: )[\w.~-]{20,}/g, '$1…')
    .replaceAll(CLIENT.secret, '…').replaceAll(home, '~')
    .split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** Ends a program and waits for it. */
async function ended(child) {
  child.kill();
  await new Promise((resolve) => child.once('exit', resolve));
}

const middle = (numbers) => numbers.filter((one) => one !== undefined).sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const compared = programs(given, home);
const chosen = setups.filter(({ name }) => only.length === 0 || only.includes(name));
try {
  const results = [];
  for (const setup of chosen) {
    const okta = await practice(setup);
    const runs = {};
    for (const program of compared) runs[program.name] = await login(program, setup);
    results.push({ setup, runs });
    console.error(setup.name);
    await ended(okta);
  }
  const times = [];
  if (only.length === 0) {
    for (const program of compared) {
      const runs = [];
      for (let turn = 0; turn < TIMES; turn += 1) {
        // A fresh one each time: Usher pauses where an organization's limit of requests is half used up.
        const okta = await practice({});
        runs.push(await login(program, {}));
        await ended(okta);
      }
      const of = (name) => middle(runs.map((run) => run[name]));
      times.push({ name: program.name, asked: of('asked'), verdict: of('verdict'), memory: of('memory') });
    }
  }
  console.log(page({ compared, results, times, count: TIMES }));
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.exit(0);
