import { useEffect, useRef, useState } from 'preact/hooks';

const PAGE_ROWS = 200;
/** Pages that are kept; others are fetched again. */
const MOST_PAGES = 40;

/** Rows that are fetched page by page as they are looked at; `key` tells what they are rows of. */
export function usePages<T>(
  key: string,
  {
    first,
    count,
    fetchPage,
  }: { first: number; count: number; fetchPage: (first: number, count: number) => Promise<T[]> },
): (place: number) => T | undefined {
  const pages = useRef({ key, byNumber: new Map<number, T[] | 'asked'>() });
  const [, drawAgain] = useState(0);
  if (pages.current.key !== key) pages.current = { key, byNumber: new Map() };
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(Math.max(first, first + count - 1) / PAGE_ROWS);
  useEffect(() => {
    const { current } = pages;
    for (let number = from; number <= to && count > 0; number++) {
      if (current.byNumber.has(number)) continue;
      current.byNumber.set(number, 'asked');
      forgetFar(current.byNumber, number);
      fetchPage(number * PAGE_ROWS, PAGE_ROWS).then(
        (rows) => {
          current.byNumber.set(number, rows);
          drawAgain((times) => times + 1);
        },
        () => current.byNumber.delete(number),
      );
    }
  }, [key, from, to, count > 0]);
  return (place) => {
    const page = pages.current.byNumber.get(Math.floor(place / PAGE_ROWS));
    return page === undefined || page === 'asked' ? undefined : page[place % PAGE_ROWS];
  };
}

function forgetFar<T>(byNumber: Map<number, T>, near: number): void {
  if (byNumber.size <= MOST_PAGES) return;
  const farthest = [...byNumber.keys()].sort((one, other) => Math.abs(other - near) - Math.abs(one - near))[0];
  if (farthest !== undefined) byNumber.delete(farthest);
}
