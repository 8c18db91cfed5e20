// A certified OpenID provider that nobody here wrote, on loopback, for tests of Usher.
//
//   node provider.mjs [--port PORT] [--client ID:SECRET:REDIRECT_URI,REDIRECT_URI …] [--refuse USERNAME …] [--refresh]
//
// It says its issuer on standard output once it answers, and runs until it is ended. Accounts: any name at
// example.com with the password "practice". A person who is refused gets the answer that Okta gives to somebody who is
// not assigned to the application. Claims of the scopes profile, email and groups come from userinfo, as the standard
// has it for the code flow. A refresh token comes where the person was asked for consent, or with --refresh always.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import Provider from 'oidc-provider';

const PASSWORD = 'practice';

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    client: { type: 'string', multiple: true, default: [] },
    refuse: { type: 'string', multiple: true, default: [] },
    refresh: { type: 'boolean', default: false },
  },
});

/** `ID:SECRET:URI,URI` as a registered web application. */
function client(text) {
  const [id, secret, ...uris] = text.split(':');
  return {
    client_id: id,
    client_secret: secret,
    redirect_uris: uris.join(':').split(','),
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

function account(username) {
  const name = username.split('@')[0];
  return {
    sub: `person-${name}`,
    name,
    preferred_username: username,
    email: username,
    email_verified: true,
    groups: ['Engineering'],
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'e2e', use: 'sig', alg: 'RS256' };
}

const settings = {
  clients: given.client.map(client),
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(24).toString('hex')] },
  scopes: ['openid', 'offline_access'],
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true },
  },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => account(`${sub.replace(/^person-/, '')}@example.com`),
  }),
  ...(given.refresh && { issueRefreshToken: (_, asking) => asking.grantTypeAllowed('refresh_token') }),
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  // Everything that a client asks for is granted: consent is not what these tests are about.
  async loadExistingGrant(ctx) {
    const { provider, client: asking, session, params } = ctx.oidc;
    const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    await grant.save();
    return grant;
  },
};

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function page(message) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<body style="font-family: sans-serif; max-width: 22rem; margin: 4rem auto">
<h1>Sign in</h1><p>${escape(message)}</p>
<form method="post">
<p><label>Username<br><input name="username" autofocus></label></p>
<p><label>Password<br><input name="password" type="password"></label></p>
<p><button type="submit">Sign in</button></p>
</form></body></html>`;
}

async function form(request) {
  let body = '';
  for await (const piece of request) body += piece;
  return new URLSearchParams(body);
}

async function signIn(provider, request, response) {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (request.method !== 'POST') {
    response.end(page('Any name at example.com, with the password of these tests.'));
    return;
  }
  const fields = await form(request);
  const username = fields.get('username') ?? '';
  if (!username.endsWith('@example.com') || fields.get('password') !== PASSWORD) {
    response.end(page('There is no such account.'));
    return;
  }
  const refused = given.refuse.includes(username);
  const result = refused
    ? { error: 'access_denied', error_description: 'User is not assigned to the client application.' }
    : { login: { accountId: account(username).sub } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

let answer = (_, response) => response.writeHead(503).end();
const listen = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => answer(request, response));
    server.once('error', reject).listen(port, host, () => resolve(server.address().port));
  });

const port = await listen(Number(given.port), '127.0.0.1');
// A computer without IPv6 has only the first.
await listen(port, '::1').catch(() => {});

const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, settings);
const standard = provider.callback();
answer = (request, response) => {
  const own = request.url.startsWith('/sign-in/');
  Promise.resolve(own ? signIn(provider, request, response) : standard(request, response)).catch((why) => {
    console.error(why);
    response.writeHead(500).end();
  });
};
console.log(`issuer ${issuer}`);
