// Sees to what labreport needs, so that `npm run generate` and `npm test` work in a fresh clone.
import { readFileSync } from 'node:fs';

// Written for any Node that knows modules: an old one must get as far as the message.
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const expected = engines.node.match(/\d+/g).map(Number);
const got = process.versions.node.split('.').map(Number);

if (got[0] < expected[0] || (got[0] === expected[0] && got[1] < expected[1])) {
  stop(`got Node ${process.versions.node}, expected ${expected.join('.')} or newer\n  https://nodejs.org/en/download`);
} else if (process.platform !== 'linux') {
  stop(`got ${process.platform}, expected linux: the hosts of a lab are made of Linux namespaces`);
} else {
  import('./setup/steps.mjs')
    .then(({ setUp }) => setUp(process.argv.includes('--test')))
    .catch((error) => stop(error.name === 'SetupError' ? error.message : error.stack));
}

function stop(message) {
  process.stderr.write(`labreport: ${message}\n`);
  process.exitCode = 2;
}
