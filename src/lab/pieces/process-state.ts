import { word } from '../schema/parts.ts';
import { PROCESS_STATES } from '../terms.ts';

/** The key of a lab.yaml for a process's state. */
export const processState = word(PROCESS_STATES, "First letter of ps's STAT column, e.g. Z for a zombie");
