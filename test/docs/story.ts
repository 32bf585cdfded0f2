import type { Code, Root } from 'mdast';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { optionOf } from './markdown.ts';

/** What a page tells its reader to do, or shows of what is there then. */
export type Act =
  | { kind: 'command'; line: number; command: string; shown?: string[] }
  /** ```yaml file=PATH: the reader writes this file. */
  | { kind: 'file'; line: number; path: string; text: string }
  /** ```diff in=PATH: the reader changes these lines. */
  | { kind: 'change'; line: number; path: string; before: string; after: string }
  /** ```yaml in=PATH: lines that stand in this file. */
  | { kind: 'excerpt'; line: number; path: string; text: string };

/** The acts of a page, in its order. */
export function storyOf(page: Root): Act[] {
  return nodesOf(page, 'code').flatMap(actsOf);
}

function actsOf(code: Code): Act[] {
  const line = code.position?.start.line ?? 0;
  const [written, shown] = [optionOf(code, 'file'), optionOf(code, 'in')];
  if (written !== undefined) return [{ kind: 'file', line, path: written, text: `${code.value}\n` }];
  if (shown !== undefined && code.lang === 'diff')
    return [{ kind: 'change', line, path: shown, ...sidesOf(code.value) }];
  if (shown !== undefined) return [{ kind: 'excerpt', line, path: shown, text: `${code.value}\n` }];
  if (code.lang === 'sh') return commandsOf(code.value, line + 1);
  if (code.lang === 'console') return sessionOf(code.value, line + 1);
  return [];
}

function sidesOf(diff: string): { before: string; after: string } {
  const side = (own: string) =>
    diff
      .split('\n')
      .filter((line) => line[0] === own || line[0] === ' ' || line === '')
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { before: side('-'), after: side('+') };
}

/** The lines of a script, with those that go on joined. */
function commandsOf(text: string, first: number): Act[] {
  const acts: Act[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = first + i;
    const parts = [lines[i] as string];
    while (isOpen(parts) && i + 1 < lines.length) parts.push(lines[++i] as string);
    const command = parts.join('\n');
    if (!/^\s*(#.*)?$/.test(command)) acts.push({ kind: 'command', line, command });
  }
  return acts;
}

function isOpen(parts: string[]): boolean {
  const [, end] = /<<-?\s*'?(\w+)'?/.exec(parts[0] as string) ?? [];
  return end === undefined ? parts.at(-1)?.endsWith('\\') === true : parts.at(-1) !== end;
}

/** `$ command` lines, each with what is shown below it; a block without them shows evidence. */
function sessionOf(text: string, first: number): Act[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, i) => (line.startsWith('$ ') ? [i] : []));
  return starts.map((start, n) => {
    const body = lines.slice(start, starts[n + 1]);
    let end = 1;
    while (body[end - 1]?.endsWith('\\')) end++;
    const command = body.slice(0, end).join('\n').slice(2);
    return { kind: 'command', line: first + start, command, shown: body.slice(end) };
  });
}
