/** As deep as a record can be, and some more. */
const MOST_DEPTH = 32;

/** Where a value stands: keys and list positions from the top. */
export type Path = readonly PropertyKey[];

/** What stands somewhere, and what is wrong with it. */
export interface Flaw {
  path: Path;
  got?: string;
  expected: string;
}

/** A list or mapping, and how it is reached. */
interface Branch {
  value: object;
  depth: number;
  key: PropertyKey;
  outer: Branch | undefined;
}

/**
 * What no reader of a record can bear, whatever its keys mean: values that are nested without end, and a key that is no
 * key of an object but its prototype. Without recursion, for the first is what ends a stack.
 */
export function findTreeFlaw(root: unknown): Flaw | undefined {
  const rest: Branch[] = isBranch(root) ? [{ value: root, depth: 0, key: '', outer: undefined }] : [];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, depth } = next;
    if (depth > MOST_DEPTH) {
      const expected = `values nested at most ${MOST_DEPTH} deep`;
      return { path: pathOf(next).slice(0, 4), got: 'too much', expected };
    }
    for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      if (key === '__proto__') return { path: pathOf(next), got: 'the key "__proto__"', expected: 'keys of a record' };
      if (isBranch(inner)) rest.push({ value: inner, depth: depth + 1, key, outer: next });
    }
  }
  return undefined;
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pathOf(branch: Branch): PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at = branch; at.outer !== undefined; at = at.outer) path.unshift(at.key);
  return path;
}

/** What stands at a path; undefined where it leads nowhere. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<PropertyKey, unknown>)[step];
  }, root);
}

/** `evidence[3].beganMs`, as programs write it. */
export function formatPath(path: Path): string {
  if (path.length === 0) return 'the record';
  const parts = path.map((step) => {
    if (/^\d+$/.test(String(step))) return `[${String(step)}]`;
    return /^[\w-]+$/.test(String(step)) ? `.${String(step)}` : `[${JSON.stringify(String(step).slice(0, 60))}]`;
  });
  return parts.join('').replace(/^\./, '');
}
