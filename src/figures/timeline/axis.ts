import type { Language } from '../../language/language.ts';

/** A time axis from 0 on: where a time lies on it, px, and its ticks. */
export interface Axis {
  left: number;
  right: number;
  at: (ms: number) => number;
  ticks: { x: number; label: string }[];
}

const LEAST_DISTANCE = 60;

/** An axis whose ticks are at round seconds, e.g. 0, 0.2, 0.4. */
export function makeAxis(
  endMs: number,
  { left, right, language }: { left: number; right: number; language: Language },
): Axis {
  const width = right - left;
  const lastMs = Math.max(endMs, 1);
  const at = (ms: number) => left + (Math.min(Math.max(ms, 0), lastMs) / lastMs) * width;
  const stepMs = roundUp((LEAST_DISTANCE / width) * lastMs);
  const decimals = Math.max(0, -Math.floor(Math.log10(stepMs / 1000) + 1e-9));
  const ticks = Array.from({ length: Math.floor(lastMs / stepMs + 1e-9) + 1 }, (_, i) => {
    return {
      x: at(i * stepMs),
      label: language.numbers.decimal(((i * stepMs) / 1000).toFixed(i === 0 ? 0 : decimals)),
    };
  });
  return { left, right, at, ticks };
}

/** The next of 1, 2, 5, 10, 20, 50 ... */
function roundUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
