import type { Span } from '../../../markdown/tree.ts';
import type { TraceNode } from '../../../template/trace.ts';

/** A part of a report that says something else in another one of the same template. */
export interface Region {
  /** The statement that printed it. */
  id: string;
  base: Span;
  fresh: Span;
}

interface Side {
  text: string;
  node: TraceNode;
}

/** Where two reports of one template differ: the least statements that printed different text, in order. */
export function findRegions(base: Side, fresh: Side): Region[] {
  const [one, other] = [base.node, fresh.node];
  if (printed(base) === printed(fresh)) return [];
  if (!isSameShape(base, fresh)) {
    const spans = { base: { start: one.start, end: one.end }, fresh: { start: other.start, end: other.end } };
    return [{ id: one.id, ...spans }];
  }
  return one.children.flatMap((node, i) =>
    findRegions({ ...base, node }, { ...fresh, node: other.children[i] as TraceNode }),
  );
}

function printed({ text, node }: Side): string {
  return text.slice(node.start, node.end);
}

/** The same statements were run, with the same text of the template between them. */
function isSameShape(base: Side, fresh: Side): boolean {
  const [one, other] = [base.node.children, fresh.node.children];
  if (one.length === 0 || one.length !== other.length) return false;
  if (one.some(({ id }, i) => id !== other[i]?.id)) return false;
  const [before, after] = [literals(base), literals(fresh)];
  return before.every((text, i) => text === after[i]);
}

function literals({ text, node }: Side): string[] {
  const ends = [node.start, ...node.children.map(({ end }) => end)];
  const starts = [...node.children.map(({ start }) => start), node.end];
  return ends.map((end, i) => text.slice(end, starts[i]));
}

/** Whether a part of a text lies within another one. */
export function isInside({ start, end }: Span, outer: Span): boolean {
  return outer.start <= start && end <= outer.end;
}
