import * as z from 'zod/mini';
import { line, list, name, type Same, shape, whole, word } from '../../lab/schema/recorded.ts';
import type { RunRecord } from '../run-record.ts';
import { evidence } from './evidence.ts';
import { lab } from './lab.ts';
import { message } from './messages.ts';
import { address, anyText, exit, isSo, pathIn, timeMs, when } from './parts.ts';

const SHA256 = 'a SHA-256 of 64 hexadecimal digits';
const hash = {
  bytes: whole(),
  sha256: z.string({ error: SHA256 }).check(z.regex(/^[0-9a-f]{64}$/, { error: SHA256 })),
};
const fileIn = (folder: string) => shape({ path: pathIn(folder), ...hash });

const text = z.exactOptional(line);
const frontMatter = shape({
  author: text,
  id: text,
  email: text,
  group: text,
  course: text,
  institution: text,
  license: text,
});

const limits = shape({
  processes: whole(1),
  files: whole(1),
  output: whole(1),
  cpu: whole(1),
  memory: whole(1),
  disk: whole(1),
});

const changes = { parts: list(line, 'parts'), gutted: list(line, 'claims'), changed: list(line, 'claims') };
const identity = z.discriminatedUnion(
  'is',
  [
    shape({ is: z.literal('unknown', { error: '"unknown"' }) }),
    shape({ is: z.literal('shipped', { error: '"shipped"' }), labreport: line }),
    shape({
      is: z.literal('changed', { error: '"changed"' }),
      labreport: line,
      ...changes,
      gone: list(line, 'claims'),
      added: list(line, 'claims'),
    }),
  ],
  { error: 'one of unknown, shipped, changed' },
);

const interfaces = list(shape({ name: line, network: name, address, mac: z.exactOptional(line) }), 'interfaces');

const TOOLS = 'a mapping from tools to their versions';
const tool = z
  .string({ error: 'the name of a tool' })
  .check(z.regex(/^(?!__proto__$)[\w.+-]{1,80}$/, { error: 'the name of a tool' }));

const traits = shape({ ownNetwork: isSo, ownProcesses: isSo, namesResolve: isSo, confines: isSo, oneClock: isSo });

const FORMAT = 'a record of format 3';

/** record.json, whole. Sizes are bounded by that of the file. */
export const recordSchema = shape({
  format: z.literal(3, { error: FORMAT }),
  labreport: line,
  lab,
  frontMatter: z.exactOptional(frontMatter),
  inputs: list(fileIn('lab'), 'files'),
  identity: z.exactOptional(identity),
  source: z.exactOptional(z.literal('own', { error: '"own"' })),
  confinement: z.exactOptional(shape({ by: word(['bubblewrap']), limits })),
  run: shape({
    startedAt: when,
    epochUs: whole(),
    durationMs: timeMs,
    failure: z.exactOptional(shape({ step: whole(), expected: message, seen: message })),
  }),
  machine: shape({ kernel: line, system: line, tools: z.record(tool, anyText, { error: TOOLS }) }),
  driver: shape({
    name,
    traits,
    pins: list(message, 'messages'),
    limits: list(message, 'messages'),
  }),
  hosts: list(shape({ name, fullName: line, reach: line, interfaces }), 'hosts'),
  evidence: list(evidence, 'evidence'),
  steps: list(shape({ step: whole(), beganMs: timeMs, endedMs: timeMs }), 'steps'),
  files: list(fileIn('logs'), 'files'),
  answers: z.exactOptional(
    list(shape({ claim: name, exit: z.exactOptional(exit), limitMs: timeMs, output: anyText }), 'answers'),
  ),
  report: z.exactOptional(shape({ path: z.literal('report.md', { error: '"report.md"' }), ...hash })),
  verified: z.exactOptional(
    list(shape({ when, kernel: line, runs: whole(1), same: whole() }), 'runs that were compared'),
  ),
});

type Read = z.infer<typeof recordSchema>;
// Its claims, its messages and the report's name are narrower than the types.
type Compared = 'lab' | 'report' | 'run' | 'driver' | 'evidence';
true satisfies Same<Omit<Read, Compared>, Omit<RunRecord, Compared>>;
true satisfies Read extends RunRecord ? true : false;
true satisfies Same<keyof Read, keyof RunRecord>;
