import { selectProcesses } from '../../evidence/select.ts';
import { Missing } from '../captured.ts';
import { findOutput, type Helper } from '../report.ts';
import { Rows } from '../rows.ts';

const OPTIONS = ['program', 'state'] as const;

/**
 * The processes that ps showed at a moment: all, or those of this program (without its folder) and in this state
 * (the first letter of STAT, e.g. "Z").
 * @example {{count (processes "ps-during" program="TCPechod" state="Z")}}
 */
export const processes: Helper = (report, call) => {
  call.expect({ args: 1, options: OPTIONS });
  const id = call.text(0, 'the name of a moment');
  const evidence = findOutput(report, call, { id, kinds: ['moment'] });
  if (evidence instanceof Missing) return evidence;
  return new Rows('process', selectProcesses(report.facts.processes(id), call.query(OPTIONS)), call);
};
