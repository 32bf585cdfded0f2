import { Missing } from '../../../template/captured.ts';
import { findText } from '../../../text/pattern.ts';
import { findBytes, parsePattern } from '../../blocks/log-search.ts';
import { findOutput, type Helper } from '../../report.ts';

/**
 * Whether an evidence's output has a text, or a place where a /regular expression/ matches.
 * @argument {text} id the name of an evidence
 * @argument {text} text the text, or an expression between slashes
 * @example {{#if (shows "refused" "Address already in use")}}The port was taken.{{/if}}
 */
export const shows: Helper = (report, call) => {
  call.expect({ args: 2 });
  const id = call.text(0, 'the name of an evidence');
  const evidence = findOutput(report, call, { id, kinds: ['terminal', 'moment', 'capture', 'build'] });
  if (evidence instanceof Missing) return evidence;
  const pattern = parsePattern(call, call.text(1, 'a text'));
  if ('literal' in pattern) return findBytes(report.read(evidence.log), pattern) >= 0;
  return findText(report.facts.text(id), pattern) !== undefined;
};
