import { LabreportError } from '../text/errors.ts';
import { buildClaim } from './build-claims.ts';
import { buildStep } from './build-steps.ts';
import { checkClaim } from './check-claims.ts';
import { checkNetworks } from './check-networks.ts';
import { checkReferences } from './check-references.ts';
import { checkStep } from './check-steps.ts';
import { explain } from './explain.ts';
import { type Finding, throwFindings, unknownWord } from './findings.ts';
import { deepFreeze } from './freeze.ts';
import { labSchema, type RawLab } from './schema.ts';
import { buildLimits } from './schema-limits.ts';
import { readSource, type Source } from './source.ts';
import type { Lab, Parameter } from './types.ts';
import { createWorld, type World } from './world.ts';

/** Values that the user gave in place of parameters' defaults. */
export type Overrides = Record<string, string>;

interface LabText {
  /** What lab.yaml holds. */
  text: string;
  /** Its name in messages. */
  file: string;
  /** Name of the lab. */
  name: string;
  set?: Overrides;
  /** Names that `set` may hold though the lab has no parameter of them: they are for others. */
  besides?: readonly string[];
}

/** The lab that the text of a lab.yaml describes, checked and frozen. Throws a LabreportError with its place. */
export function parseLab({ text, file, name, set = {}, besides = [] }: LabText): Lab {
  const source = readSource({ text, file });
  const parsed = labSchema.safeParse(source.value, { jitless: true });
  if (!parsed.success) {
    throwFindings(explain(parsed.error.issues, source.value), source);
    throw parsed.error;
  }
  throwFindings(checkLab(parsed.data, source), source);
  checkOverrides(parsed.data, set, besides);
  return deepFreeze(buildLab({ raw: parsed.data, source, name, set }));
}

function checkLab(lab: RawLab, source: Source): Finding[] {
  const world = createWorld(lab, source);
  const beforeHosts: World = { ...world, lab: { ...lab, hosts: {} }, later: new Map(), findings: [] };
  checkReferences(beforeHosts, ['build'], lab.build);
  const hint = 'the build runs before there are hosts and terminals: it can refer to parameters only';
  world.findings.push(...beforeHosts.findings.map((finding) => ({ ...finding, hint })));
  lab.steps.forEach((step, i) => {
    checkStep(world, step, ['steps', i], source.place(['steps', i]).line ?? 1);
  });
  world.later.clear();
  for (const [id, claim] of Object.entries(lab.claims ?? {})) checkClaim(world, claim, ['claims', id]);
  return [...checkNetworks(lab), ...world.findings];
}

function checkOverrides({ parameters = {} }: RawLab, set: Overrides, besides: readonly string[]): void {
  for (const [word, value] of Object.entries(set)) {
    if (!Object.hasOwn(parameters, word)) {
      if (besides.includes(word)) continue;
      throw new LabreportError(unknownWord({ what: 'parameter', word, known: Object.keys(parameters) }));
    }
    if (/[\0-\x1f\x7f]/.test(value)) {
      throw new LabreportError({
        message: `expected one line of text for parameter "${word}", got a control character`,
      });
    }
  }
}

interface CheckedLab {
  raw: RawLab;
  source: Source;
  name: string;
  set: Overrides;
}

function buildLab({ raw, source, name, set }: CheckedLab): Lab {
  const { parameters = {}, claims = {}, steps, limits, ...rest } = raw;
  const lineOf = (...path: PropertyKey[]) => source.place(path, 'key').line ?? 1;
  const buildParameter = (id: string, description: string): Parameter => {
    const standard = source.written(['parameters', id, 'default']) ?? '';
    return { value: Object.hasOwn(set, id) ? (set[id] ?? standard) : standard, default: standard, description };
  };
  return {
    name,
    ...rest,
    ...(limits !== undefined && { limits: buildLimits(limits) }),
    parameters: mapValues(parameters, ({ description }, id) => buildParameter(id, description)),
    steps: steps.map((step, i) => buildStep(step, source.place(['steps', i]).line ?? 1)),
    claims: Object.entries(claims).map(([id, claim]) => buildClaim({ id, raw: claim, line: lineOf('claims', id) })),
  };
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
