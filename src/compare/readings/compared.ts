import type { Facts } from '../../evidence/facts.ts';
import type { Row } from '../../evidence/readings/reading.ts';
import { READINGS, type ReadingName, type RowOf } from '../../evidence/readings/readings.ts';
import type { ComparedReading } from './compared-reading.ts';
import { processes } from './processes.ts';
import { sockets } from './sockets.ts';

/** What is made of each reading's rows. What tells more of a process comes first: of ps and netstat, ps knows its parent. */
export const COMPARED: { readonly [N in ReadingName]: ComparedReading<RowOf<N>> } = { processes, sockets };

/** What the rows of all readings tell that are in a moment. */
export function askRows<T>(
  { facts, id }: { facts: Facts; id: string },
  ask: <R extends Row>(compared: ComparedReading<R>, rows: readonly R[]) => readonly T[],
): T[] {
  const askOne = <N extends ReadingName>(name: N) => ask(COMPARED[name], facts.rows(READINGS[name], id));
  return (Object.keys(COMPARED) as ReadingName[]).flatMap(askOne);
}
