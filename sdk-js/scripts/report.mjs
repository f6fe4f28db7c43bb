// Writes the JavaScript half of docs/sdks.md from what the tools say of the package as it is built.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, '../docs/sdks.md');
const [BEGIN, END] = ['<!-- sdk-js: written by `npm run report` in sdk-js -->', '<!-- sdk-js: end -->'];

/** What a tool prints; some of them fail when they have something to say. */
function output(command, ...args) {
  try {
    return execFileSync(join(root, 'node_modules/.bin', command), args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    return error.stdout;
  }
}

function json(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;
const gzipped = (file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;

function sizes() {
  const limits = new Map(json('package.json')['size-limit'].map(({ name, limit }) => [name, limit]));
  const ours = JSON.parse(output('size-limit', '--json')).map(({ name, size, passed }) => [
    name,
    kilobytes(size),
    `${limits.get(name)}${passed ? '' : ', **exceeded**'}`,
  ]);
  const theirs = ['pusher.min.js', 'pusher-with-encryption.min.js'].map((file) => [
    `pusher-js ${json('node_modules/pusher-js/package.json').version}: \`${file}\``,
    kilobytes(gzipped(`node_modules/pusher-js/dist/web/${file}`)),
    '',
  ]);
  return table(['minified and gzipped, with all that it brings along', 'size', 'limit, a failing check'], [...ours, ...theirs]);
}

/** Packages that are installed for whoever runs the program, and not for whoever builds it. */
function dependencies() {
  const { packages } = json('package-lock.json');
  const below = (name, seen) => {
    const { dependencies: next = {} } = packages[`node_modules/${name}`] ?? {};
    for (const each of Object.keys(next)) {
      if (!seen.has(each)) below(each, seen.add(each));
    }
    return seen;
  };
  const own = json('package.json');
  const count = (name) => String(below(name, new Set()).size);
  return table(
    ['package', 'dependencies at run time'],
    [
      [
        'carillon-js',
        `${Object.keys(own.dependencies ?? {}).length}; ${Object.keys(own.peerDependencies).join(', ')} if you use their hooks`,
      ],
      [`pusher-js ${json('node_modules/pusher-js/package.json').version}`, count('pusher-js')],
      [`pusher ${json('node_modules/pusher/package.json').version}, for servers`, count('pusher')],
    ],
  );
}

function publint() {
  const text = output('publint', '--strict');
  return text.includes('All good!')
    ? 'all good'
    : text
        .split('\n')
        .filter((line) => /^\d+\./.test(line))
        .join('; ');
}

function typesWrong() {
  const { analysis, problems } = JSON.parse(output('attw', '--pack', '.', '--profile', 'node16', '--format', 'json'));
  const ways = Object.keys(analysis.entrypoints).length;
  const wrong = Object.values(problems ?? {})
    .flat()
    .filter(({ resolutionKind }) => resolutionKind !== 'node10');
  return `${ways} ways in, ${wrong.length} problems with ES modules, CommonJS and bundlers`;
}

execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'ignore' });
const { name, version } = json('package.json');
const half = `${BEGIN}

## JavaScript: ${name} ${version}

${sizes()}

kB are 1000 bytes. React, Vue and Svelte are not counted with their hooks, nor is the client, which those get from the program.

${dependencies()}

| tool | says |
|---|---|
| publint | ${publint()} |
| Are The Types Wrong | ${typesWrong()} |

${END}`;

const title = '# SDKs\n\nThe figures of both SDKs, each half written by a command from what was built.\n';
const before = existsSync(page) ? readFileSync(page, 'utf8') : title;
const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
writeFileSync(page, begin < 0 ? `${before}\n${half}\n` : before.slice(0, begin) + half + before.slice(end + END.length));
