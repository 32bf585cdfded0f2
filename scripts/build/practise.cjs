// Runs a part of the built labreport and keeps the bytecode of what ran: DIST FILE ARGUMENT ...
const { join, resolve } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const [dist, file, ...args] = process.argv.slice(2);
const { load, keepBytecode } = require(resolve(dist, 'compiled.js'));
process.argv.splice(1, Number.POSITIVE_INFINITY, join(dist, file), ...args);
process.on('exit', keepBytecode);
// Whole: what the runner does on hosts is not practised.
if (file === 'lab-runner.js') setFlagsFromString('--no-lazy');
load(file);
setFlagsFromString('--lazy');
