import { PROCESSES } from './processes/processes.ts';
import type { Reading } from './reading.ts';
import { SOCKETS } from './sockets/sockets.ts';

const TABLE = { sockets: SOCKETS, processes: PROCESSES };

/** As templates call the rows. */
export type ReadingName = keyof typeof TABLE;
export type RowOf<N extends ReadingName> = ReturnType<(typeof TABLE)[N]['parse']>[number];
/** A tool whose output is read. */
export type ReadTool = (typeof TABLE)[ReadingName]['tools'][number];

/** What can be read back from a moment's output. */
export const READINGS: { readonly [N in ReadingName]: Reading<RowOf<N>> } = TABLE;
export const READING_NAMES = Object.keys(TABLE) as ReadingName[];
