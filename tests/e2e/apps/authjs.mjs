// A small application of Express and Auth.js: everything about sign-on stands in its environment.

import { ExpressAuth, getSession } from '@auth/express';
import Okta from '@auth/express/providers/okta';
import express from 'express';

const { APP_SCOPE: scope, APP_DISTRUSTS_PROXY: distrusts } = process.env;
const provider = scope ? Okta({ authorization: { params: { scope } } }) : Okta;
const settings = { providers: [provider], trustHost: true, basePath: '/api/auth' };
const application = express();
application.set('trust proxy', !distrusts);
application.use('/api/auth/*', ExpressAuth(settings));
application.get('/', async (request, response) => {
  const session = await getSession(request, settings);
  response.send(session ? `<p>Signed in as ${session.user.email}</p>` : '<p>Open to all</p>');
});
application.listen(Number(process.argv[2]), 'localhost');
