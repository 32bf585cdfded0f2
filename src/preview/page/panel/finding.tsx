import { useEffect, useState } from 'preact/hooks';
import type { FoundLines } from '../../protocol.ts';
import { getJson, part } from '../server.ts';

/** Where a text was found, and which of the places one is at. */
export interface FindingState {
  found: FoundLines | undefined;
  /** Line number of the current place. */
  current: number | undefined;
  at: number;
  step(by: 1 | -1): void;
}

/** Looks for a text in a log. */
export function useFinding(id: string, text: string): FindingState {
  const [found, setFound] = useState<FoundLines>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    setAt(0);
    setFound(undefined);
    if (text === '') return;
    const ended = new AbortController();
    getJson<FoundLines>(`find/${part(id)}`, { text }, ended.signal).then(setFound, () => {});
    return () => ended.abort();
  }, [id, text]);
  const count = found?.lines.length ?? 0;
  return {
    found,
    at,
    current: found?.lines[at],
    step: (by) => setAt((place) => (count === 0 ? 0 : (place + by + count) % count)),
  };
}

/** "3 of 17". */
export function Finding({ finding, text }: { finding: FindingState; text: string }) {
  const { found, at } = finding;
  if (text === '' || found === undefined) return null;
  const count = found.lines.length;
  return (
    <span class="found" role="status">
      {count === 0 ? 'not found' : `${at + 1} of ${count}${found.isCut ? '+' : ''}`}
    </span>
  );
}
