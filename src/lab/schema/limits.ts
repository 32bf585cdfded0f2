import * as z from 'zod/mini';
import { DEFAULT_LIMITS, LIMIT_NAMES, type LimitName, type Limits } from '../limits.ts';
import { described, mapping } from './parts.ts';

const UNITS = { kB: 1e3, MB: 1e6, GB: 1e9 } as const;

const SIZE_PHRASE = 'a size such as "500kB", "64MB" or "1GB", at most 16GB';
const TIME_PHRASE = 'a time such as "30s" or a number of seconds, from 1 s to 1 hour';

function size(description: string) {
  const schema = z.string({ error: SIZE_PHRASE }).check(
    z.regex(/^[1-9]\d{0,5}(\.\d{1,3})?(kB|MB|GB)$/, { error: SIZE_PHRASE }),
    z.refine((text) => bytesIn(text) <= 16e9, { error: SIZE_PHRASE }),
  );
  return z.exactOptional(described(schema, description));
}

function amount(description: string, { atLeast, atMost }: { atLeast: number; atMost: number }) {
  const phrase = `a whole number from ${atLeast} to ${atMost}`;
  const schema = z
    .int({ error: phrase })
    .check(z.minimum(atLeast, { error: phrase }), z.maximum(atMost, { error: phrase }));
  return z.exactOptional(described(schema, description));
}

const time = z.union(
  [
    z
      .number({ error: TIME_PHRASE })
      .check(z.minimum(1, { error: TIME_PHRASE }), z.maximum(3600, { error: TIME_PHRASE })),
    z.string({ error: TIME_PHRASE }).check(z.regex(/^[1-9]\d{0,2}s$/, { error: TIME_PHRASE })),
  ],
  { error: TIME_PHRASE },
);

/** What students' own programs may use; each key is optional. */
export const limitsSchema = mapping({
  processes: amount(`Processes that a terminal's program may have at once; ${DEFAULT_LIMITS.processes} when absent`, {
    atLeast: 1,
    atMost: 1000,
  }),
  files: amount(`Files and sockets that a process may have open; ${DEFAULT_LIMITS.files} when absent`, {
    atLeast: 16,
    atMost: 4096,
  }),
  output: size('What a terminal, a moment or the build may print; 16MB when absent'),
  cpu: z.exactOptional(described(time, 'Processor time of a program with all its processes; 60s when absent')),
  memory: size('Memory of a program with all its processes; 512MB when absent'),
  disk: size("What fits into a host's copy of the sources' folder, with /tmp; 100MB when absent"),
});

export type RawLimits = z.infer<typeof limitsSchema>;

/** The limits that a lab sets, in bytes and ms. */
export function buildLimits(raw: RawLimits): Partial<Limits> {
  const given = LIMIT_NAMES.flatMap((name): [LimitName, number][] => {
    const value = raw[name];
    if (value === undefined) return [];
    if (name === 'cpu') return [[name, Number(String(value).replace('s', '')) * 1000]];
    return [[name, typeof value === 'string' ? bytesIn(value) : value]];
  });
  return Object.fromEntries(given);
}

function bytesIn(text: string): number {
  const [, number, unit] = /^([\d.]+)(kB|MB|GB)$/.exec(text) ?? [];
  return Math.round(Number(number) * UNITS[unit as keyof typeof UNITS]);
}
