// A proxy on loopback in front of a real OpenID provider, which bends one thing at a time: what a broken provider looks
// like when everything else about it was written and certified by others.
//
//   node bent.mjs --provider ISSUER [--bend NAME] [--port PORT]
//
// It says its own issuer on standard output once it answers, and runs until it is ended. The names are those of
// `usher practice --broken` where the meaning is the same. Without a name nothing is wrong with it.
//
// The proxy is an issuer of its own: every address of the provider is rewritten, and every ID token is signed anew with
// a key of the proxy's own, which stands beside the provider's in the key set.

import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const HOUR = 3600;
/** How far a bent clock is off, in seconds. */
const CLOCK_OFF = 600;
const OTHER = 'http://localhost:9/another-provider';

const html = (title) => () => ({ status: 200, type: 'text/html', body: `<!doctype html><title>${title}</title>` });
const failing = (status) => () => ({ status, type: 'application/json', body: '{"error":"server_error"}' });
const left = (text) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
const without = (name) => (claims) => delete claims[name];
const shifted = (seconds) => (claims) => {
  for (const name of ['iat', 'exp', 'auth_time']) if (name in claims) claims[name] += seconds;
};

/**
 * What each name bends. `asked` changes a request's fields before the provider sees them, so that the refusal is the
 * provider's own; the others change an answer: `discovery`, `keys`, `token` and `userinfo` its JSON (or they put another
 * answer in its place), `claims` and `header` an ID token before it is signed, `about` what is said of a person in both
 * places, `back` the fields that go to the redirect URI.
 */
const BENDS = {
  none: {},
  'discovery-404': { discovery: failing(404) },
  'discovery-500': { discovery: failing(500) },
  'discovery-html': { discovery: html('Maintenance') },
  'discovery-redirect': { discovery: () => ({ status: 302, location: `${OTHER}/.well-known/openid-configuration` }) },
  'discovery-huge': { discovery: (map) => ({ status: 200, type: 'application/json', body: JSON.stringify(map) + ' '.repeat(4 << 20) }) },
  'discovery-incomplete': {
    discovery: (map) => {
      delete map.token_endpoint;
      delete map.jwks_uri;
    },
  },
  'issuer-mismatch': { discovery: (map) => void (map.issuer = OTHER) },
  'introspect-off': { discovery: (map) => delete map.introspection_endpoint },
  'keys-500': { keys: failing(500) },
  'keys-html': { keys: html('Keys') },
  'keys-empty': { keys: (set) => void (set.keys = []) },
  'rate-limited': { all: () => ({ status: 429, type: 'application/json', body: '{"error":"too_many_requests"}' }) },
  'clock-behind': { clock: -CLOCK_OFF, claims: shifted(-CLOCK_OFF) },
  'clock-ahead': { clock: CLOCK_OFF, claims: shifted(CLOCK_OFF) },
  'app-inactive': { asked: { client_id: 'a-client-that-nobody-knows' } },
  'secret-changed': { asked: { client_secret: 'another-secret' } },
  'redirect-not-registered': { asked: { redirect_uri: 'https://nobody.example.com/callback' }, at: '/auth' },
  'not-assigned': { back: () => ({ error: 'access_denied', error_description: 'User is not assigned to the client application.' }) },
  'login-denied': { back: () => ({ error: 'access_denied' }) },
  'sign-in-500': { back: () => null },
  'response-iss-wrong': { back: (fields) => ({ ...fields, iss: OTHER }) },
  'forged-callback': { back: (fields) => ({ ...fields, state: 'a-state-that-nobody-asked-for' }) },
  'state-lost': { back: ({ state: _, ...fields }) => fields },
  'token-500': { token: failing(500) },
  'token-html': { token: html('Maintenance') },
  'token-rate-limited': { token: () => ({ status: 429, type: 'application/json', body: '{"error":"too_many_requests"}' }) },
  'token-type-dpop': { token: (body) => void (body.token_type = 'DPoP') },
  'code-rejected': { asked: { code: 'a-code-that-nobody-gave' } },
  'redirect-mismatch': { asked: { redirect_uri: 'http://localhost:9/callback' }, at: '/token' },
  'pkce-failed': { asked: { code_verifier: 'another-verifier-than-the-one-that-the-login-began-with' } },
  'refresh-not-issued': { token: (body) => delete body.refresh_token },
  'refresh-rejected': { asked: { refresh_token: 'a-refresh-token-that-nobody-gave' } },
  'refresh-other-subject': { refreshed: (claims) => void (claims.sub = 'somebody-else') },
  'id-token-missing': { token: (body) => delete body.id_token },
  'id-token-malformed': { token: (body) => void (body.id_token = 'this.is-not-a-token') },
  'bad-signature': { seal: (text, own) => own(`${text} `) },
  'unknown-kid': { header: (header) => void (header.kid = 'a-key-that-nobody-published') },
  'no-kid': { header: (header) => delete header.kid },
  'alg-none': { header: () => ({ alg: 'none' }), seal: () => '' },
  'alg-hs256': {
    header: () => ({ alg: 'HS256' }),
    seal: (text, _, secret) => createHmac('sha256', secret).update(text).digest('base64url'),
  },
  'wrong-audience': { claims: (claims) => void (claims.aud = 'another-client') },
  'wrong-issuer': { claims: (claims) => void (claims.iss = OTHER) },
  'wrong-nonce': { claims: (claims) => void (claims.nonce = 'a-nonce-that-nobody-sent') },
  'missing-nonce': { claims: without('nonce') },
  expired: { claims: (claims, now) => void Object.assign(claims, { iat: now - 3 * HOUR, exp: now - 2 * HOUR }) },
  'issued-in-future': { claims: (claims, now) => void Object.assign(claims, { iat: now + HOUR, exp: now + 2 * HOUR }) },
  'missing-sub': { claims: without('sub') },
  'missing-iat': { claims: without('iat') },
  'bad-at-hash': { claims: (claims) => void (claims.at_hash = left('something else')) },
  'bad-c-hash': { claims: (claims) => void (claims.c_hash = left('something else')) },
  'bad-azp': { claims: (claims) => void (claims.azp = 'another-client') },
  'userinfo-500': { userinfo: failing(500) },
  'userinfo-html': { userinfo: html('Profile') },
  'userinfo-other-sub': { userinfo: (claims) => void (claims.sub = 'somebody-else') },
  'email-unverified': { about: (claims) => 'email' in claims && (claims.email_verified = false) },
  'email-missing': { about: (claims) => delete claims.email && delete claims.email_verified },
  'username-missing': { about: without('preferred_username') },
  'groups-missing': { about: without('groups') },
  'groups-empty': { about: (claims) => 'groups' in claims && (claims.groups = []) },
  'groups-as-string': { about: (claims) => 'groups' in claims && (claims.groups = claims.groups[0]) },
  'groups-in-userinfo-only': { claims: without('groups') },
};

/** Every name. */
export const names = Object.keys(BENDS);

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text) => JSON.parse(Buffer.from(text, 'base64url').toString());

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ownKey = { ...publicKey.export({ format: 'jwk' }), kid: 'bent', use: 'sig', alg: 'RS256' };
const ownSignature = (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64url');

/** The provider's ID token with the proxy's issuer, bent, and signed anew. */
function minted(idToken, { bend, issuer, request, body }) {
  const claims = { ...decode(idToken.split('.')[1]), iss: issuer };
  // The standard leaves it optional in the code flow; it is there so that it can be wrong.
  claims.at_hash = left(body.access_token);
  bend.about?.(claims);
  bend.claims?.(claims, Math.floor(Date.now() / 1000));
  if (request.fields.get('grant_type') === 'refresh_token') bend.refreshed?.(claims);
  const own = { alg: 'RS256', kid: ownKey.kid };
  const changed = bend.header?.(own);
  const header = typeof changed === 'object' ? changed : own;
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${(bend.seal ?? ownSignature)(text, ownSignature, request.secret)}`;
}

/** Runs a change that either changes the value in place or returns another answer. */
function changed(change, value) {
  const other = change?.(value);
  return other && typeof other === 'object' ? other : null;
}

/** The answer's JSON as the proxy gives it, or another answer in its place. */
function answered(path, value, visit) {
  const { bend } = visit;
  if (path.startsWith('/.well-known/')) return changed(bend.discovery, value);
  if (path === '/jwks') {
    value.keys?.push(ownKey);
    return changed(bend.keys, value);
  }
  if (path === '/token') {
    if (value.id_token) value.id_token = minted(value.id_token, { ...visit, body: value });
    return changed(bend.token, value);
  }
  if (path === '/me') {
    bend.about?.(value);
    return changed(bend.userinfo, value);
  }
  return null;
}

/** The client's name and secret of a Basic header (RFC 6749 §2.3.1). */
function credentials(line = '') {
  const pair = Buffer.from(line.replace(/^Basic /i, ''), 'base64').toString().split(':');
  return pair.map((part) => decodeURIComponent(part.replace(/\+/g, ' ')));
}

const basic = (id, secret) =>
  `Basic ${Buffer.from([id, secret].map(encodeURIComponent).join(':')).toString('base64')}`;

/** The request with what is bent about it. */
async function read(incoming, bend, origin) {
  let text = '';
  for await (const piece of incoming) text += piece;
  const url = new URL(incoming.url, origin);
  const posted = /urlencoded/.test(incoming.headers['content-type'] ?? '');
  const fields = posted ? new URLSearchParams(text) : url.searchParams;
  const headers = { ...incoming.headers, host: url.host };
  delete headers['content-length'];
  delete headers.connection;
  delete headers['accept-encoding'];
  const [id, secret] = credentials(headers.authorization?.startsWith('Basic') ? headers.authorization : '');
  const here = !bend.at || bend.at === url.pathname;
  for (const [name, value] of Object.entries((here && bend.asked) || {})) if (fields.has(name)) fields.set(name, value);
  if (secret && (bend.asked?.client_secret || bend.asked?.client_id)) {
    headers.authorization = basic(bend.asked.client_id ?? id, bend.asked.client_secret ?? secret);
  }
  return { url, headers, fields, secret, method: incoming.method, body: posted ? fields.toString() : text || undefined };
}

/** The redirect back to the application, bent; null where there is none any more. */
function sentBack(location, bend) {
  const target = new URL(location);
  const fields = Object.fromEntries(target.searchParams);
  const bent = bend.back(fields);
  if (!bent) return null;
  if (bent.error && fields.state) Object.assign(bent, { state: fields.state, iss: fields.iss });
  target.search = new URLSearchParams(bent).toString();
  return target.href;
}

/** Whether an address is where the application waits for the code. */
function isAnswer(location, origin) {
  const target = URL.canParse(location) ? new URL(location) : null;
  return target && target.origin !== origin && target.searchParams.has('code');
}

async function pass(incoming, outgoing, { provider, issuer, bend }) {
  const rewritten = (text) =>
    text.replaceAll(provider, issuer).replaceAll(encodeURIComponent(provider), encodeURIComponent(issuer));
  const request = await read(incoming, bend, provider);
  const { url, method, headers, body } = request;
  const answer = await fetch(url, { method, headers, body, redirect: 'manual' });
  let text = rewritten(await answer.text());
  let status = answer.status;
  let type = answer.headers.get('content-type');
  let location = answer.headers.get('location');
  location &&= rewritten(location);
  if (location && bend.back && isAnswer(location, issuer)) {
    location = sentBack(location, bend);
    if (!location) [status, text] = [500, 'Something went wrong.'];
  }
  const instead = bend.all?.();
  const json = /json/.test(type ?? '') && answer.ok;
  const value = json ? JSON.parse(text) : {};
  const other = instead ?? answered(url.pathname, value, { bend, issuer, request });
  if (other) ({ status, type, location, body: text = '' } = other);
  else if (json) text = JSON.stringify(value);
  for (const line of answer.headers.getSetCookie()) outgoing.appendHeader('set-cookie', line);
  for (const [name, line] of [['content-type', type], ['location', location]]) if (line) outgoing.setHeader(name, line);
  const challenge = answer.headers.get('www-authenticate');
  if (challenge) outgoing.setHeader('www-authenticate', rewritten(challenge));
  outgoing.setHeader('cache-control', 'no-store');
  outgoing.setHeader('date', new Date(Date.now() + (bend.clock ?? 0) * 1000).toUTCString());
  outgoing.writeHead(status).end(text);
}

/** Starts a bent provider; `close` ends it. */
export async function start(provider, name, port = 0) {
  const bend = BENDS[name];
  if (!bend) throw new Error(`nothing is bent under the name ${name}; there are ${names.join(', ')}`);
  const known = { provider, bend, issuer: '' };
  const serve = (incoming, outgoing) =>
    pass(incoming, outgoing, known).catch((why) => {
      console.error(why);
      outgoing.writeHead(502).end();
    });
  const listen = (at, host) =>
    new Promise((resolve, reject) => {
      const server = createServer(serve);
      server.once('error', reject).listen(at, host, () => resolve(server));
    });
  const servers = [await listen(port, '127.0.0.1')];
  const at = servers[0].address().port;
  // A computer without IPv6 has only the first.
  await listen(at, '::1').then((server) => servers.push(server), () => {});
  known.issuer = `http://localhost:${at}`;
  const close = () => servers.forEach((server) => server.close() && server.closeAllConnections());
  return { issuer: known.issuer, close };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values: given } = parseArgs({
    options: {
      provider: { type: 'string' },
      bend: { type: 'string', default: 'none' },
      port: { type: 'string', default: '0' },
    },
  });
  const { issuer } = await start(given.provider, given.bend, Number(given.port));
  console.log(`issuer ${issuer}`);
}
