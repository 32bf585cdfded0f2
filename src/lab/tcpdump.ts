import { parseArgv, type Word } from './shell/argv.ts';

/** Options of tcpdump(1) that only change what is shown or kept: none of them runs, reads or writes anything. */
const FLAGS = /^-(?=.)[nNSvetqxXAKOpfuHl]+$/;
/** The same with an argument of their own, in the same word or in the next. */
const WITH_ARGUMENT: Record<string, RegExp> = { s: /^\d{1,6}$/, c: /^\d{1,9}$/, B: /^\d{1,6}$/, Q: /^(in|out|inout)$/ };
const EXPECTED = '-n -N -S -v -e -t -q -x -X -A -K -O -p -f -s N -c N -B N -Q in|out';

/** A mistake in what a capture step tells tcpdump. */
export interface CaptureFlaw {
  key: 'options' | 'filter';
  message: string;
}

/** What is wrong with tcpdump options in lab.yaml: they are words of a table, without references. */
export function flawOfOptions(options: string): CaptureFlaw | undefined {
  if (options.trim() === '') return undefined;
  const words = optionWords(options);
  if (words !== undefined && areOptions(words)) return undefined;
  return { key: 'options', message: `unexpected tcpdump options "${options}", expected some of ${EXPECTED}` };
}

/** The words of a capture's options; undefined where they are no plain words. */
export function optionWords(options: string): string[] | undefined {
  if (options.trim() === '') return [];
  const words = parseArgv(options);
  return words?.every(isPlain) ? words.map(([text = '']) => text) : undefined;
}

/** What begins with "-" would be an option to tcpdump. */
export function flawOfFilter(filter: string): CaptureFlaw | undefined {
  if (!filter.trimStart().startsWith('-')) return undefined;
  return { key: 'filter', message: `filter "${filter}" begins with "-", expected a pcap-filter(7) expression` };
}

function isPlain(word: Word): word is [string] {
  return word.length === 1 && typeof word[0] === 'string';
}

function areOptions([first, second, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  const after = second === undefined ? [] : [second, ...rest];
  if (FLAGS.test(first)) return areOptions(after);
  const [, letter = '', joined = ''] = /^-([A-Za-z])(.*)$/.exec(first) ?? [];
  const argument = Object.hasOwn(WITH_ARGUMENT, letter) ? WITH_ARGUMENT[letter] : undefined;
  if (argument === undefined) return false;
  return joined === '' ? argument.test(second ?? '') && areOptions(rest) : argument.test(joined) && areOptions(after);
}
