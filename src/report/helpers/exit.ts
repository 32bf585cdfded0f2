import { Missing } from '../captured.ts';
import { captured, findOutput, type Helper } from '../report.ts';

/**
 * How a program ended: "status 1", or the signal that ended it, e.g. "SIGINT".
 * @example The server was ended by {{exit "server"}}.
 */
export const exit: Helper = (report, call) => {
  call.expect({ args: 1 });
  const id = call.text(0, 'the name of an evidence');
  const evidence = findOutput(report, call, { id, kinds: ['terminal', 'moment', 'capture', 'build'] });
  if (evidence instanceof Missing) return evidence;
  if (evidence.exit === undefined) return new Missing('it still ran when the run ended.');
  return 'signal' in evidence.exit ? captured(report, evidence.exit.signal) : `status ${evidence.exit.status}`;
};
