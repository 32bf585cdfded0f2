import { say } from '../../messages/message.ts';
import { quoteWord } from '../../text/shell/words.ts';
import { resolveReference, type Scope } from './expand.ts';
import { scanShell } from './scan-shell.ts';
import { splitReference, tokensOf } from './tokens.ts';
import { UnusableValue } from './unusable-value.ts';

/** A script for `bash -c`, and what its positional parameters are, from `$1` on. */
export interface BoundShell {
  script: string;
  args: string[];
}

/**
 * A shell text whose references have become positional parameters. Whoever chose a value - the person, a report, a program
 * that printed it - it stays one value: bash never reads it as a part of the script.
 */
export function bindShell(text: string, scope: Scope): BoundShell {
  const spots = new Map(scanShell(text).map((spot) => [spot.at, spot]));
  const args: string[] = [];
  const script = tokensOf(text).map((token, at) => {
    if (typeof token === 'string') return token;
    const spot = spots.get(at);
    args.push(plainValue(token.name, scope, spot?.isFirst === true));
    return spot?.isQuoted ? `\${${args.length}}` : `"\${${args.length}}"`;
  });
  return { script: script.join(''), args };
}

/** The same as a person would type it: with the values in their places, quoted where a shell would read more into them. */
export function showShell(text: string, scope: Scope): string {
  const spots = new Map(scanShell(text).map((spot) => [spot.at, spot]));
  const shown = tokensOf(text).map((token, at) => {
    if (typeof token === 'string') return token;
    const value = resolveReference(token.name, scope);
    return spots.get(at)?.isQuoted ? value.replace(/[\\"$`]/g, '\\$&') : quoteWord(value);
  });
  return shown.join('');
}

/** A value that begins a word must not be taken for an option, which it may be where nobody meant one; a number is none. */
export function plainValue(name: string, scope: Scope, isFirst: boolean): string {
  const value = resolveReference(name, scope);
  const isNumber = splitReference(name).value === undefined && /^-\d+$/.test(value);
  if (!isFirst || !value.startsWith('-') || isNumber) return value;
  throw new UnusableValue({
    message: `\${${name}} is ${JSON.stringify(value)}, expected a value that a command does not take for an option`,
    seen: say('valueIs', { name, value }),
    expected: say('noOption'),
  });
}
