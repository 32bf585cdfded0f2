// Runs the tests; with arguments, those that vitest finds for them.
import { runTests } from './test/rows.mjs';

process.exitCode = await runTests(process.argv.slice(2));
