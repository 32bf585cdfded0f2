import { formatTime } from '../../../language/clock.ts';
import { Missing } from '../../../template/captured.ts';
import { findEvidence, type Helper } from '../../report.ts';

/**
 * The local time at which an evidence began.
 * @argument {text} id the name of an evidence
 * @example At {{time "netstat-open"}} both clients were connected.
 */
export const time: Helper = (report, call) => {
  call.expect({ args: 1 });
  const id = call.text(0, 'the name of an evidence');
  const evidence = findEvidence(report, call, { id, kinds: ['terminal', 'moment', 'capture', 'build'] });
  return evidence instanceof Missing ? evidence : formatTime(evidence.startedAt);
};
