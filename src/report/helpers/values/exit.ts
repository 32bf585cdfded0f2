import { Missing } from '../../../template/captured.ts';
import { captured, findOutput, type Helper, missing } from '../../report.ts';

/**
 * How a program ended: "status 1", or the signal that ended it, e.g. "SIGINT".
 * @argument {text} id the name of an evidence
 * @example The server was ended by {{exit "server"}}; the second one ended with {{exit "refused"}}.
 */
export const exit: Helper = (report, call) => {
  call.expect({ args: 1 });
  const id = call.text(0, 'the name of an evidence');
  const evidence = findOutput(report, call, { id, kinds: ['terminal', 'moment', 'capture', 'build'] });
  if (evidence instanceof Missing) return evidence;
  if (evidence.exit === undefined) return missing(report, (words) => words.stillRan);
  return 'signal' in evidence.exit
    ? captured(report, evidence.exit.signal)
    : report.language.report.status(evidence.exit.status);
};
