const UNITS = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
] as const;

/** "16 MB", "1.5 GB": a size that was chosen, in the unit in which it is short. */
export function formatSize(bytes: number, decimal: (written: string) => string): string {
  const [unit, factor] = UNITS.find(([, its]) => bytes >= its) ?? (['B', 1] as const);
  return `${decimal(String(Math.round((bytes / factor) * 1000) / 1000))} ${unit}`;
}
