import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** Browsers can't scroll over more: what is longer is scrolled over faster. */
const MOST_PX = 8_000_000;
/** Rows that are drawn above and below what is seen. */
const MARGIN = 12;

/** The rows of a long list that are to be drawn. */
export interface Rows {
  /** Place of the first row that is drawn, from 0, and how many are. */
  first: number;
  count: number;
  /** Height of all rows, and where the first drawn one is, px. */
  height: number;
  top: number;
  /** Scrolls as little as brings a row to where it is seen; `middle` puts it there. */
  show(place: number, where?: 'near' | 'middle'): void;
}

/** Draws only the rows of a list that are seen, so that its length costs nothing. */
export function useRows(box: RefObject<HTMLElement | null>, { total, rowPx }: { total: number; rowPx: number }): Rows {
  const [seen, setSeen] = useState({ scrollTop: 0, height: 600 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => setSeen({ scrollTop: element.scrollTop, height: element.clientHeight });
    const resize = new ResizeObserver(look);
    resize.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const height = Math.min(total * rowPx, MOST_PX);
  const fits = Math.ceil(seen.height / rowPx);
  const firstSeen = placeAt(seen.scrollTop, { total, rowPx, height, boxPx: seen.height });
  const first = Math.max(0, Math.min(Math.floor(firstSeen) - MARGIN, total - fits));
  const count = Math.min(total - first, fits + 2 * MARGIN);
  // Where rows are scrolled over faster, they are put where the box is.
  const top = height === total * rowPx ? first * rowPx : Math.max(0, seen.scrollTop - (firstSeen - first) * rowPx);
  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null && element.scrollTop > height) element.scrollTop = height;
  }, [height]);
  return {
    first,
    count,
    height,
    top,
    show(place, where = 'near') {
      const element = box.current;
      if (element === null) return;
      const boxPx = element.clientHeight;
      const at = placeAt(element.scrollTop, { total, rowPx, height, boxPx });
      const fitting = Math.floor(boxPx / rowPx) - 1;
      const isSeen = place >= at && place <= at + fitting - 1;
      if (isSeen) return;
      const target = where === 'middle' ? place - fitting / 2 : place < at ? place : place - fitting + 1;
      element.scrollTop = scrollFor(target, { total, rowPx, height, boxPx });
    },
  };
}

interface Measure {
  total: number;
  rowPx: number;
  height: number;
  boxPx: number;
}

/** The row at the top of the box. */
function placeAt(scrollTop: number, { total, rowPx, height, boxPx }: Measure): number {
  if (height === total * rowPx) return scrollTop / rowPx;
  return (scrollTop / Math.max(1, height - boxPx)) * (total - boxPx / rowPx);
}

function scrollFor(place: number, { total, rowPx, height, boxPx }: Measure): number {
  if (height === total * rowPx) return place * rowPx;
  return (place / (total - boxPx / rowPx)) * (height - boxPx);
}
