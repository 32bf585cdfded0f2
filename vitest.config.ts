import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };
import { perl } from './scripts/build/perl.mjs';

/** What runs labs on the loopback device, counts the machine's processes or sets up clones: one after the other. */
const MACHINE = [
  ...[
    'app/**/*',
    'capture/**/*',
    'commands/**/*',
    'hosts/**/*',
    'library/**/*',
    'mutations/**/*',
    'scenario/**/*',
    'scripts/**/*',
  ],
  ...['terminal/**/*', 'tools/**/*', 'journeys/{contribute,generate,hand-in,own-programs,strangers}/*'],
  ...['journeys/update/survive', 'journeys/update/random-edits'],
].map((files) => `test/${files}.test.ts`);

const row = (name: string, files: { include: string[]; exclude?: string[] }) => ({
  plugins: [perl],
  // As when it is built: what the built one has made is then no other one's.
  define: { LABREPORT_VERSION: JSON.stringify(manifest.version) },
  test: {
    ...{ name, ...files, testTimeout: 120_000, hookTimeout: 120_000 },
    // Files share a process and what it has loaded: to load it anew takes longer than most tests.
    ...{ isolate: false, setupFiles: ['test/shared/each-file.ts'] },
  },
});

/** Bytecode of the labreport under test: in no home folder, and there for all tests. */
const CACHES = resolve('node_modules/.cache');
mkdirSync(CACHES, { recursive: true, mode: 0o700 });

/** Where scripts/coverage.mjs has a build that can be measured, and where what runs it tells what ran. */
const { LABREPORT_MEASURED } = process.env;
const MEASURED = LABREPORT_MEASURED && {
  NODE_V8_COVERAGE: `${LABREPORT_MEASURED}/counts`,
  // Of functions whose bytecode was kept, V8 does not tell which parts ran.
  XDG_CACHE_HOME: '/dev/null',
};

/** Two rows, which scripts/test.mjs runs side by side. */
export default defineConfig({
  test: {
    maxWorkers: 1,
    globalSetup: ['test/shared/package-folder.ts'],
    coverage: {
      ...{ provider: 'v8', reporter: ['json'], clean: false, reportOnFailure: true },
      // All files, also those that no test loads; the page runs in the browser.
      ...{ include: ['src/**/*.{ts,tsx}'], exclude: ['src/preview/page/**'] },
    },
    env: MEASURED || { XDG_CACHE_HOME: CACHES },
    projects: [row('machine', { include: MACHINE }), row('rest', { include: ['test/**/*.test.ts'], exclude: MACHINE })],
  },
});
