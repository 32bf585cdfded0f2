import * as z from 'zod/mini';
import { LIMIT_NAMES } from '../../lab/limits.ts';
import { kind, list, name, type Same, shape, whole, word } from '../../lab/schema/recorded.ts';
import type { Evidence, Terminal } from '../run-record.ts';
import { message } from './messages.ts';
import { anyText, exit, isSo, MOST_MS, pathIn, timeMs, when } from './parts.ts';

const limitHit = shape({
  name: word(LIMIT_NAMES),
  limit: whole(),
  unit: word(['processes', 'threads', 'files', 'bytes', 'ms']),
});

/** Larger process ids Linux does not give (proc(5), pid_max). */
const MOST_PID = 4_194_304;

const base = {
  id: name,
  command: anyText,
  beganMs: timeMs,
  endedMs: timeMs,
  startedAt: when,
  log: pathIn('logs'),
  unavailable: z.exactOptional(message),
  limit: z.exactOptional(limitHit),
};

const CHUNK = 'a pair of a time in ms and a count of bytes';
/** A terminal that printed much has thousands: one look at all of them is quicker than a schema for each. */
const chunks = z.custom<Terminal['chunks']>(Array.isArray, { error: `a list with ${CHUNK} in each place` }).check(
  z.check(({ value, issues }) => {
    const i = value.findIndex((chunk) => !isChunk(chunk));
    if (i >= 0) issues.push({ code: 'custom', input: value, path: [i], message: CHUNK });
  }),
);

function isChunk(chunk: unknown): boolean {
  if (!Array.isArray(chunk) || chunk.length !== 2) return false;
  const [atMs, endByte] = chunk;
  return Number.isFinite(atMs) && atMs >= 0 && atMs <= MOST_MS && Number.isSafeInteger(endByte) && endByte >= 0;
}

const VALUES = 'a mapping from names to texts';
/** What named groups of expressions are called. */
const group = z
  .string({ error: 'the name of a value' })
  .check(z.regex(/^(?!__proto__$)[A-Za-z_$][\w$]{0,79}$/, { error: 'the name of a value' }));

const terminal = shape({
  kind: kind('terminal'),
  ...base,
  host: name,
  exit: z.exactOptional(exit),
  pid: z.exactOptional(whole(1, MOST_PID)),
  cast: pathIn('logs'),
  typed: list(shape({ atMs: timeMs, text: anyText, echo: z.exactOptional(isSo) }), 'what was typed'),
  stoppedMs: z.exactOptional(timeMs),
  chunks,
  values: z.record(group, anyText, { error: VALUES }),
});

const packets = shape({ captured: whole(), received: whole(), dropped: whole() });

const capture = shape({
  kind: kind('capture'),
  ...base,
  host: name,
  exit: z.exactOptional(exit),
  pcap: z.exactOptional(pathIn('logs')),
  complete: z.exactOptional(isSo),
  packets: z.exactOptional(packets),
});

/** What one step, or the build, has left. */
export const evidence = z.discriminatedUnion(
  'kind',
  [
    terminal,
    shape({ kind: kind('moment'), ...base, host: name, exit }),
    capture,
    shape({ kind: kind('build'), ...base, host: z.exactOptional(name), exit }),
  ],
  { error: 'one of terminal, moment, capture, build' },
);

type Read = z.infer<typeof evidence>;
type WithoutMessages<E> = E extends unknown ? Omit<E, 'unavailable'> : never;
true satisfies Same<WithoutMessages<Read>, WithoutMessages<Evidence>>;
true satisfies Read extends Evidence ? true : false;
