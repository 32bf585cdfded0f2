import type { Facts } from '../../evidence/facts.ts';

/** What is made of a run's facts once, however often it is asked for. */
export function oncePerRun<T extends object>(make: (facts: Facts) => T): (facts: Facts) => T {
  const made = new WeakMap<Facts, T>();
  return (facts) => {
    const there = made.get(facts) ?? make(facts);
    made.set(facts, there);
    return there;
  };
}
