import { selectProcesses } from '../../../evidence/select.ts';
import { Missing } from '../../../template/captured.ts';
import { findOutput, type Helper } from '../../report.ts';
import { Rows } from '../../rows.ts';

const OPTIONS = ['program', 'state'] as const;

/**
 * The processes that ps showed at a moment: all, or those that the options choose.
 * @argument {text} id the name of a moment
 * @option {text} [program] the program's name, without its folder
 * @option {text} [state] the first letter of STAT, e.g. "Z" for a zombie
 * @example {{count (processes "ps-noreaper-during" program="TCPechod_noreaper")}}
 */
export const processes: Helper = (report, call) => {
  call.expect({ args: 1, options: OPTIONS });
  const id = call.text(0, 'the name of a moment');
  const evidence = findOutput(report, call, { id, kinds: ['moment'] });
  if (evidence instanceof Missing) return evidence;
  return new Rows('process', selectProcesses(report.facts.processes(id), call.query(OPTIONS)), call);
};
