// What a value in lab.yaml may be, in a reader's words, from its JSON Schema.

/** `name`, `whole number from 0`, `one of LISTEN, ...`, `list of mappings`. */
export function describeValue(schema) {
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(', ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeValue))].join(' or ');
  if (schema.type === 'array') return `list of ${plural(describeValue(schema.items))}`;
  if (schema.type === 'object') return 'mapping';
  if (schema.type === 'integer') return `whole number${describeRange(schema)}`;
  if (schema.type === 'number') return `number${describeRange(schema)}`;
  return describeText(schema);
}

function plural(noun) {
  if (noun.includes('`')) return noun;
  return [...new Set(noun.split(' or ').map((each) => `${each}s`))].join(' or ');
}

function describeRange({ minimum, maximum }) {
  const isBound = (value) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  return [isBound(minimum) ? ` from ${minimum}` : '', isBound(maximum) ? ` to ${maximum}` : ''].join('');
}

const TEXTS = [
  [/^\^\[a-z\]\[a-z0-9-\]/, 'name'],
  [/^\^\\\$\\\{/, `reference such as \`\${port}\``],
  [/^\^\(at least/, 'text such as `at least 2`, `at most 2` or `2 to 4`'],
  [/^\^\(FIN\|/, 'flags such as `FIN ACK`'],
  [/kB\|MB\|GB/, 'size such as `500kB` or `64MB`'],
  [/s\|\\d\{1,6\}ms/, 'time such as `10s` or `500ms`'],
  [/\\d\{0,2\}s\$$/, 'time such as `30s`'],
  [/\.hbs\$/, 'file name that ends in `.hbs`'],
];

function describeText({ pattern = '' }) {
  return TEXTS.find(([known]) => known.test(pattern))?.[1] ?? 'text';
}
