import { PROCESSES } from '../../../evidence/readings/processes/processes.ts';
import type { Helper } from '../../report.ts';
import { rowsOfMoment } from './rows-of-moment.ts';

/**
 * The processes that ps showed at a moment: all, or those that the options choose.
 * @argument {text} id the name of a moment
 * @option {text} [program] the program's name, without its folder
 * @option {text} [state] the first letter of STAT, e.g. "Z" for a zombie
 * @example {{count (processes "ps-noreaper-during" program="TCPechod_noreaper")}}
 */
export const processes: Helper = rowsOfMoment(PROCESSES);
