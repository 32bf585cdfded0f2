import { isSameProgram } from '../program-name.ts';
import { Reading } from '../reading.ts';
import type { Process } from './process.ts';
import { ps } from './ps.ts';

/** The processes of a host. */
export const PROCESSES = new Reading<Process, 'program' | 'state', 'ps'>({
  name: 'process',
  tools: { ps },
  fields: ['pid', 'parent', 'tty', 'state', 'command', 'program', 'line'],
  chosen: {
    program: (process, program) => isSameProgram(process.program, program),
    // The beginning of STAT, e.g. "Z".
    state: (process, state) => process.state.startsWith(state),
  },
});
