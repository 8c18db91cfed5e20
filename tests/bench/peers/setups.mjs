// The set-ups that the programs meet: what is wrong with each, and what a program must say so that its reader knows it.
//
// `broken` are faults of `usher practice --broken`, `values` what the person typed wrongly. `names` is tried on all that
// the program said and on the page that the browser ended on: a message that does not match it leaves its reader guessing.

const OTHER_SECRET = 'another-secret-of-coder-9876543210-9876543210-9876543210-fedcba0';

export const setups = [
  { name: 'nothing-wrong', about: 'Nothing is wrong' },
  {
    name: 'wrong-secret', about: 'The client secret is of another client', values: { secret: OTHER_SECRET },
    names: /client secret (is not|supplied)/i,
  },
  {
    name: 'wrong-client-id', about: 'The client ID was mistyped', values: { id: '0oapracticecoder0002' },
    names: /client.?id|no client|client .*(not|un)known/i,
  },
  {
    name: 'trailing-slash', about: 'The issuer was typed with a slash at its end', values: { issuer: 'http://localhost:8780/' },
    names: /slash|unexpected issuer/i,
  },
  {
    name: 'discovery-url', about: 'The discovery address was given as the issuer',
    values: { issuer: 'http://localhost:8780/.well-known/openid-configuration' }, names: /discovery (document|address)|well-known.*(taken|left|removed)/i,
  },
  {
    name: 'redirect-not-registered', about: 'The redirect URI is not registered', unregistered: true,
    names: /redirect.?uri|sign-in redirect|test address/i,
  },
  { name: 'not-assigned', about: 'The person is not assigned to the application', broken: ['not-assigned'], names: /not assigned/i },
  { name: 'clock-ahead', about: "The provider's clock is ten minutes ahead", broken: ['clock-ahead'], names: /clock/i },
  { name: 'unknown-kid', about: 'The ID token is signed with a key that is not published', broken: ['unknown-kid'], names: /\bkeys?\b/i },
  { name: 'bad-signature', about: "The ID token's signature is wrong", broken: ['bad-signature'], names: /signature/i },
  { name: 'wrong-nonce', about: 'The ID token belongs to another login', broken: ['wrong-nonce'], names: /nonce|not belong to this login/i },
  { name: 'email-missing', about: 'The e-mail address is told to nobody', broken: ['email-missing'], names: /e-?mail/i },
];
