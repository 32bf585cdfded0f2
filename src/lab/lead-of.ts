/** The key of the table that a mapping begins with. The schema has told that there is one. */
export function leadOf<K extends string>(raw: object, table: Readonly<Record<K, unknown>>): K {
  const lead = (Object.keys(table) as K[]).find((key) => Object.hasOwn(raw, key));
  if (lead === undefined) throw new Error(`none of ${Object.keys(table).join(', ')}: ${JSON.stringify(raw)}`);
  return lead;
}
