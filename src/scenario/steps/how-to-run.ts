import { expandWords, parseArgv, parsePipeline } from '../../lab/shell/argv.ts';
import type { Scope } from '../../lab/shell/expand.ts';
import { bindShell, showShell } from '../../lab/shell/shell-text.ts';
import { asPipeline, asProgram } from '../../text/shell/words.ts';
import { isObserver, isSignal } from '../limits/observer.ts';

/** A command, and how a person would type it. */
export interface Runnable {
  argv: string[];
  shown: string;
  /** It only looks at the host, or sends a signal, whoever wrote it; or it can do anything. */
  does: 'look' | 'signal' | 'anything';
}

/**
 * How the command of a step is run. Programs and what only looks are words, which no shell reads; for all else the values
 * of references are positional parameters of bash.
 */
export function howToRun({ run, program }: { run: string; program?: string }, scope: Scope): Runnable {
  const shown = showShell(run, scope);
  if (program !== undefined) {
    const words = expandWords(parseArgv(run) ?? [], scope);
    return { argv: asProgram(words), shown, does: 'anything' };
  }
  const pipeline = parsePipeline(run)?.map((words) => expandWords(words, scope));
  const [only = []] = pipeline?.length === 1 ? pipeline : [];
  if (isSignal(only)) return { argv: asProgram(only), shown, does: 'signal' };
  if (pipeline !== undefined && isObserver(pipeline)) return { argv: asPipeline(pipeline), shown, does: 'look' };
  return { argv: asShell(run, scope), shown, does: 'anything' };
}

/** The argv that lets bash run a text. */
export function asShell(text: string, scope: Scope): string[] {
  const { script, args } = bindShell(text, scope);
  return ['bash', '-c', script, 'bash', ...args];
}
