import { explain } from './check/explain.ts';
import { type Finding, throwFindings } from './check/findings.ts';
import { checkNetworks } from './check/networks.ts';
import { checkOverrides, checkParameters, typeOf } from './check/parameters.ts';
import { checkPrograms } from './check/programs.ts';
import { checkReferences } from './check/references.ts';
import type { World } from './check/world.ts';
import { buildClaim, checkClaim } from './claims/claims.ts';
import { deepFreeze } from './freeze.ts';
import { labSchema, type RawLab } from './schema/lab.ts';
import { buildLimits } from './schema/limits.ts';
import type { RawParameter } from './schema/parameters.ts';
import { readSource, type Source } from './source.ts';
import type { Lab, Parameter } from './types.ts';
import { begunBy, buildStep, checkStep } from './verbs/verbs.ts';

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
  const source = readSource({ text, file, code: 'lab-invalid' });
  const parsed = labSchema.safeParse(source.value, { jitless: true });
  if (!parsed.success) {
    throwFindings(explain(parsed.error.issues, source.value), source);
    throw parsed.error;
  }
  throwFindings(checkLab(parsed.data, source), source);
  checkOverrides(parsed.data, { set, besides });
  return deepFreeze(buildLab({ raw: parsed.data, source, name, set }));
}

function checkLab(lab: RawLab, source: Source): Finding[] {
  const world = createWorld(lab, source);
  const beforeHosts: World = { ...world, lab: { ...lab, hosts: {} }, later: new Map(), findings: [] };
  checkReferences(beforeHosts, { path: ['build'], value: lab.build, expands: ['build'] });
  const hint = 'the build runs before there are hosts and terminals: it can refer to parameters only';
  world.findings.push(...beforeHosts.findings.map((finding) => ({ ...finding, hint })));
  checkPrograms(world);
  lab.steps.forEach((step, i) => {
    checkStep(world, step, ['steps', i], source.place(['steps', i]).line ?? 1);
  });
  world.later.clear();
  for (const [id, claim] of Object.entries(lab.claims ?? {})) checkClaim(world, claim, ['claims', id]);
  return [...checkNetworks(lab), ...checkParameters(lab, source), ...world.findings];
}

/** The world before the first step. */
function createWorld(lab: RawLab, source: Source): World {
  const known: World['known'] = new Map();
  if (lab.build !== undefined) {
    known.set('build', { kind: 'build', line: source.place(['build'], 'key').line ?? 1, values: new Set() });
  }
  const later: World['later'] = new Map();
  lab.steps.forEach((step, i) => {
    const begun = begunBy(step);
    if (begun === undefined || later.has(begun.id)) return;
    later.set(begun.id, { kind: begun.kind, line: source.place(['steps', i]).line ?? 1 });
  });
  return { lab, known, later, typed: [], findings: [] };
}

interface CheckedLab {
  raw: RawLab;
  source: Source;
  name: string;
  set: Overrides;
}

function buildLab({ raw, source, name, set }: CheckedLab): Lab {
  const { parameters = {}, claims = {}, steps, limits, ...rest } = raw;
  const { programs = {} } = raw;
  const lineOf = (...path: PropertyKey[]) => source.place(path, 'key').line ?? 1;
  const buildParameter = (parameter: RawParameter, id: string): Parameter => {
    const standard = source.written(['parameters', id, 'default']) ?? '';
    const value = Object.hasOwn(set, id) ? (set[id] ?? standard) : standard;
    return { value, default: standard, description: parameter.description, ...typeOf(parameter) };
  };
  return {
    name,
    ...rest,
    ...(limits !== undefined && { limits: buildLimits(limits) }),
    ...makeProgramsBuild(raw),
    parameters: mapValues(parameters, buildParameter),
    steps: steps.map((step, i) => buildStep(step, { line: source.place(['steps', i]).line ?? 1, programs })),
    claims: Object.entries(claims).map(([id, claim]) => buildClaim({ id, raw: claim, line: lineOf('claims', id) })),
  };
}

/** Where no build is told, make makes the targets of the programs. */
function makeProgramsBuild({ build, programs = {} }: RawLab): { build?: string } {
  const targets = Object.values(programs).flatMap(({ make }) => make ?? []);
  return build !== undefined || targets.length === 0 ? {} : { build: `make ${[...new Set(targets)].join(' ')}` };
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
