// For runtimes with a command line.
import * as client from '../../dist/index.js';
import * as publisher from '../../dist/server/index.js';
import { smoke } from './smoke.js';

const [url] = (globalThis.Deno?.args ?? process.argv).slice(-1);
console.log(await smoke(client, publisher, url));
