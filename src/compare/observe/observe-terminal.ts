import type { Facts } from '../../evidence/facts.ts';
import { expand } from '../../lab/shell/expand.ts';
import type { Lab } from '../../lab/types.ts';
import { tell } from '../../language/tell.ts';
import type { Build, Evidence, Exit, Terminal } from '../../record/run-record.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import type { Names } from '../names/names.ts';
import type { Where } from '../names/naming.ts';
import { SPEAKERS_RULE } from '../names/rules.ts';
import type { Aspect, Observation } from '../observation.ts';
import { comparedText } from '../text-of.ts';

/** A terminal: its command, the typed lines, what was printed by whom, and how it ended. */
export function observeTerminal(terminal: Terminal, facts: Facts, names: Names): Observation {
  const where: Where = { evidence: terminal, rules: new Set() };
  const typed = terminal.typed.map(({ text }) => makeVisibleLine(names.text(text, where)));
  const lines = linesOf(names.text(comparedText(facts, terminal.id), where));
  const speakers = linesBySpeaker(lines);
  if (speakers !== undefined) where.rules.add(SPEAKERS_RULE);
  const printed: Aspect[] =
    speakers === undefined
      ? [{ name: 'lines', lines }]
      : [...speakers].map(([speaker, its]) => ({ name: `lines of ${speaker}`, lines: its }));
  const command = observeCommand(terminal.id, facts, names);
  const aspects = [command, observeAvailability(terminal), { name: 'typed', lines: typed }, ...printed];
  return {
    kind: 'terminal',
    id: terminal.id,
    aspects: [...aspects, observeEnd(terminal.exit)],
    rules: [...where.rules],
  };
}

/** The build: its lines and how it ended. */
export function observeBuild(build: Build, facts: Facts, names: Names): Observation {
  const where: Where = { evidence: build, rules: new Set() };
  const lines = linesOf(names.text(comparedText(facts, build.id), where));
  const command = { name: 'command', lines: [facts.record.lab.build ?? ''] };
  const aspects = [command, observeAvailability(build), { name: 'lines', lines }, observeEnd(build.exit)];
  return { kind: 'build', id: build.id, aspects, rules: [...where.rules] };
}

/** The command as the lab gives it, with roles in place of the references to values. */
export function observeCommand(id: string, { record }: Facts, { scope }: Names): Aspect {
  const command = commandOf(id, record.lab);
  try {
    return { name: 'command', lines: [expand(command, scope)] };
  } catch {
    // The value was never found: the reference itself says so.
    return { name: 'command', lines: [command] };
  }
}

function commandOf(id: string, { steps }: Lab): string {
  const step = steps.find((each) => 'id' in each && each.verb !== 'stop' && each.id === id);
  if (step?.verb === 'capture') return [step.options, step.filter].filter((part) => part !== undefined).join(' ');
  return step !== undefined && 'run' in step ? step.run : '';
}

/** Why there is nothing to see of it, where its file is gone. */
export function observeAvailability({ unavailable }: Evidence): Aspect {
  return { name: 'quality', lines: unavailable === undefined ? [] : [`not available: ${tell(unavailable)}`] };
}

export function observeEnd(exit: Exit | undefined): Aspect {
  return { name: 'end', lines: [describeExit(exit)] };
}

function describeExit(exit: Exit | undefined): string {
  if (exit === undefined) return 'still ran at the end of the run';
  return 'status' in exit ? `ended with status ${exit.status}` : `ended by ${exit.signal}`;
}

/** One final newline ends the last line. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** A line that begins by naming its process: "child ‹pid of child 1 of server›: ...". */
const PROCESS = /^.{0,30}?‹pid of [^›]+›/;
/** A line that begins with one word and a colon, where others name their processes: "Parent: ...". */
const WORD = /^[A-Za-z][\w-]*(?=: )/;

/** The lines of each process that names itself; nothing when none does, and the lines are one sequence. */
function linesBySpeaker(lines: readonly string[]): Map<string, string[]> | undefined {
  if (!lines.some((line) => PROCESS.test(line))) return undefined;
  const speakers = new Map<string, string[]>();
  for (const line of lines) {
    const speaker = PROCESS.exec(line)?.[0] ?? WORD.exec(line)?.[0] ?? 'nobody who names itself';
    speakers.set(speaker, [...(speakers.get(speaker) ?? []), line]);
  }
  return speakers;
}
