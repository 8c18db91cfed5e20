// The programs that are compared, each started as its own documentation says.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCOPES = 'openid profile email offline_access';

/** The first line that a program's `--version` says. */
const version = (command) => spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout.trim().split('\n')[0];

/** What each program is, how it is started for one login, and what it cannot be asked. */
export function programs({ usher, peers }, home) {
  const file = (name, text) => {
    const path = join(home, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const secretFile = (login) => file('secret.txt', login.secret);
  return [
    {
      name: 'Usher',
      version: version(usher),
      about: 'checks first what needs no browser, then signs in, then judges what the application would be told',
      start: (login) => [usher, [
        'verify', '--app', 'coder', '--set', 'base_url=https://coder.example.com', '--issuer', login.issuer,
        '--client-id', login.id, '--client-secret-file', secretFile(login), '--redirect-uri', 'http://localhost:8749/callback',
        '--browser', 'none', '--login-timeout', '8', '--yes',
      ]],
      // What follows is the list of all checks.
      said: (text) => text.split(/^ {2}Connection /m)[0],
      cannot: {},
    },
    {
      name: 'oidc-cli',
      version: version(join(peers, 'bin/oidc')),
      about: 'gets tokens for the command line; built on openidconnect',
      start: (login) => [join(peers, 'bin/oidc'), [
        '--config', join(mkdtempSync(join(home, 'oidc-')), 'config.yaml'), 'create', 'public', 'peer', '--issuer', login.issuer,
        '--client-id', login.id, '--client-secret', login.secret, '--port', '8749', '--scope', 'profile email offline_access',
        // The person's browser here looks for localhost at IPv4 first.
        '--bind', 'prefer4',
      ]],
      said: (text) => text,
      cannot: { 'email-missing': 'it has no notion of what an application needs to be told' },
    },
    {
      name: 'oidc-gen',
      version: version('oidc-gen'),
      about: 'of oidc-agent: sets up an account whose access tokens an agent then keeps fresh',
      agent: true,
      start: (login) => ['oidc-gen', [
        'peer', `--iss=${login.issuer}`, `--client-id=${login.id}`, `--client-secret=${login.secret}`,
        '--redirect-uri=http://localhost:8749/callback', `--scope=${SCOPES}`, '--flow=code', '--no-url-call', '--no-save',
        `--pw-file=${file('password.txt', 'a password')}`, '--prompt=none',
      ]],
      said: (text) => text,
      cannot: {
        'unknown-kid': 'it hands out access tokens and asks for no ID token to be judged',
        'bad-signature': 'it hands out access tokens and asks for no ID token to be judged',
        'wrong-nonce': 'it sends no nonce',
        'email-missing': 'it has no notion of what an application needs to be told',
      },
    },
    {
      name: 'bare',
      version: `openidconnect ${locked(peers, 'openidconnect')}`,
      about: 'a login of 90 lines with openidconnect alone, in the order of its own example (tests/bench/peers/bare.rs)',
      start: (login) => [join(peers, 'build/release/bare-login'), [login.issuer, login.id, secretFile(login)]],
      said: (text) => text,
      cannot: { 'email-missing': 'it has no notion of what an application needs to be told' },
    },
  ];
}

function locked(peers, name) {
  const text = readFileSync(join(import.meta.dirname, 'Cargo.lock'), 'utf8');
  return text.match(new RegExp(`name = "${name}"\\nversion = "([^"]+)"`))?.[1] ?? '';
}

/** What a program says on standard output, once it matches; null when the program ends without. */
export function heard(child, wanted) {
  let said = '';
  return new Promise((resolve) => {
    child.once('close', () => resolve(null));
    child.stdout.setEncoding('utf8').on('data', (piece) => {
      said += piece;
      const found = said.match(wanted);
      if (found) resolve(found);
    });
  });
}

/** An oidc-agent of its own; answers its process and the variables by which oidc-gen finds it. */
export function agent(environment) {
  // It goes to the background once it listens.
  const said = spawnSync('oidc-agent', [], { env: environment, encoding: 'utf8' }).stdout ?? '';
  const [socket, pid] = [/OIDC_SOCK=([^;\s]+)/, /OIDCD_PID=(\d+)/].map((wanted) => said.match(wanted)?.[1]);
  if (!socket || !pid) throw new Error('oidc-agent did not start');
  const end = () => {
    // The listener for the callback is a process of its own, which outlives a login that failed.
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    for (const one of [pid, ...children]) process.kill(Number(one));
  };
  return { pid: Number(pid), variables: { OIDC_SOCK: socket }, end };
}
