import type { Plan } from '../plan.ts';

/** What becomes of each unit, as a text: units whose text and future are the same need not be told apart. */
export function futuresOf({ base, values, evidence, moves }: Plan): string[] {
  const futures = base.map((_, i) => {
    const changes = (values.get(i) ?? []).map(({ start, end, text }) => [start, end, text]);
    return JSON.stringify([changes, evidence.get(i)?.text]);
  });
  for (const { gone, come } of moves) {
    for (const i of gone)
      futures[i] = `${futures[i]} gone ${JSON.stringify([i === gone[0], come.map(({ text }) => text)])}`;
  }
  return futures;
}
