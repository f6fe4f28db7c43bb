// For workerd, which runs programs when it is asked.
import * as client from 'carillon-js';
import * as publisher from 'carillon-js/server';
import { smoke } from './smoke.js';

export default {
  fetch: async (_request, { APP_URL }) => new Response(await smoke(client, publisher, APP_URL)),
};
