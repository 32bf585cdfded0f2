/** Where two texts differ. */
export interface Difference {
  /** How many runs of lines are different. */
  places: number;
  /** The first line that is, from 1, and what each has there; absent at its end. */
  line: number;
  here: string | undefined;
  own: string | undefined;
}

/** What of the text that is here differs from labreport's own; undefined when nothing does. */
export async function findDifference(here: string, own: string): Promise<Difference | undefined> {
  if (here === own) return undefined;
  const { diffIndices } = await import('node-diff3');
  const [mine, its] = [here.split('\n'), own.split('\n')];
  const different = diffIndices(mine, its);
  const first = different[0]?.buffer1[0] ?? 0;
  return { places: different.length, line: first + 1, here: mine[first], own: its[different[0]?.buffer2[0] ?? 0] };
}
