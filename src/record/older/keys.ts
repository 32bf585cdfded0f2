/** The same object with other values for keys that it has; what is no object stays as it is, for the schema to refuse. */
export function mapKeys(value: unknown, changes: Record<string, (old: unknown) => unknown>): unknown {
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, old]) => [
    key,
    Object.hasOwn(changes, key) ? changes[key]?.(old) : old,
  ]);
  return Object.fromEntries(entries);
}

/** Each item changed; what is no list stays as it is. */
export function mapItems(value: unknown, change: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : value;
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
