import { groupNames } from '../../text/regex.ts';
import { regexIn } from '../schema/parts.ts';
import type { RawPacket, RawStep, RawWait } from '../schema/steps.ts';
import type { Path } from '../source.ts';
import { flawOfFilter, flawOfOptions } from '../tcpdump.ts';
import { checkRun } from './programs.ts';
import { checkReferences } from './references.ts';
import { checkHost, lookUp, type Named, namedBy, type World } from './world.ts';

/** Checks a step against what is known before it, and adds what is known after it. */
export function checkStep(world: World, step: RawStep, path: Path, line: number): void {
  if ('on' in step) checkHost(world, [...path, 'on'], step.on);
  checkRun(world, step, path);
  if ('capture' in step) checkCapture(world, step, path);
  // The program runs when its `until` is looked for, so that pattern may refer to more than the rest of the step.
  checkReferences(world, path, { ...step, until: undefined });
  addNamed(world, step, path, line);
  if ('open' in step) checkUntil(world, step.open, step.until, path);
  if ('type' in step) {
    checkRunning(world, [...path, 'into'], step.into, ['terminal']);
    checkUntil(world, step.into, step.until, path);
  }
  if ('stop' in step) checkStop(world, step, path, line);
  if ('wait' in step) checkWait(world, step.wait, [...path, 'wait']);
}

function addNamed(world: World, step: RawStep, path: Path, line: number): void {
  const named = namedBy(step);
  if (named === undefined) return;
  const { id, kind } = named;
  const taken = world.known.get(id);
  if (taken !== undefined) {
    const by = taken.kind === 'build' ? 'the build' : `the ${taken.kind} at line ${taken.line}`;
    world.findings.push({
      path: [...path, kind === 'terminal' ? 'open' : kind],
      message: `id "${id}" is taken by ${by}`,
    });
    return;
  }
  world.known.set(id, { kind, line, values: new Set(kind === 'terminal' ? ['pid'] : []) });
}

function checkCapture(world: World, step: Extract<RawStep, { capture: string }>, path: Path): void {
  const flaw = flawOfOptions(step.options ?? '') ?? flawOfFilter(step.filter ?? '');
  if (flaw !== undefined) world.findings.push({ path: [...path, flaw.key], message: flaw.message });
  checkNetworkOfCapture(world, step, path);
}

function checkNetworkOfCapture(world: World, step: { on: string; network?: string }, path: Path): void {
  const own = Object.hasOwn(world.lab.hosts, step.on) ? world.lab.hosts[step.on] : undefined;
  if (step.network === undefined || own === undefined || Object.hasOwn(own, step.network)) return;
  const networks = Object.keys(own).join(', ');
  world.findings.push({
    path: [...path, 'network'],
    message: `host "${step.on}" is not on network "${step.network}", expected one of ${networks}`,
  });
}

function checkRunning(world: World, path: Path, id: string, kinds: readonly ('terminal' | 'capture')[]) {
  const found = lookUp(world, { path, id, kinds });
  if (found?.stoppedAtLine === undefined) return found;
  world.findings.push({ path, message: `${found.kind} "${id}" was stopped at line ${found.stoppedAtLine}` });
  return undefined;
}

function checkStop(world: World, step: { stop: string; with?: string }, path: Path, line: number): void {
  const found: Named | undefined = checkRunning(world, [...path, 'stop'], step.stop, ['terminal', 'capture']);
  if (found === undefined) return;
  found.stoppedAtLine = line;
  if (found.kind === 'capture' && step.with !== undefined) {
    const message = `"with" is for terminals; a capture is always stopped when it is complete`;
    world.findings.push({ path: [...path, 'with'], part: 'key', message });
  }
}

function checkWait(world: World, wait: RawWait, path: Path): void {
  if ('sockets' in wait) checkHost(world, [...path, 'sockets'], wait.sockets);
  else if ('processes' in wait) checkHost(world, [...path, 'processes'], wait.processes);
  else if ('packets' in wait) {
    lookUp(world, { path: [...path, 'packets'], id: wait.packets, kinds: ['capture'] });
    checkPacket(world, wait, path);
  } else {
    lookUp(world, { path: [...path, 'on'], id: wait.on, kinds: ['terminal'] });
    addValues(world, wait.on, wait.text, [...path, 'text']);
  }
}

/** A packet's ends are hosts of the lab, or the roles client and server. */
export function checkPacket(world: World, packet: RawPacket, path: Path): void {
  if (packet.from !== undefined) checkHost(world, [...path, 'from'], packet.from, ['client', 'server']);
  if (packet.to !== undefined) checkHost(world, [...path, 'to'], packet.to, ['client', 'server']);
}

function checkUntil(world: World, terminal: string, until: string | undefined, path: Path): void {
  if (until === undefined) return;
  checkReferences(world, [...path, 'until'], until);
  addValues(world, terminal, until, [...path, 'until']);
}

/** The named groups of a pattern become values of the terminal that shows it. */
function addValues({ known, findings }: World, terminal: string, pattern: string, path: Path): void {
  const regex = regexIn(pattern);
  if (regex === undefined) return;
  const groups = groupNames(regex);
  if (groups.includes('pid')) findings.push({ path, message: 'group "pid" would hide the process id of the program' });
  for (const group of groups) known.get(terminal)?.values.add(group);
}
