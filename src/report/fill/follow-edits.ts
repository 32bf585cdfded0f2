import type { TraceNode } from '../../template/trace.ts';
import { firstIndex } from '../../text/lists.ts';
import type { Edit, Filled } from './edit.ts';

/** Where the nodes of a trace are when edits have been made in the text. A node reaches around the edits at its ends. */
export function followEdits(root: TraceNode, { text, edits }: Filled): TraceNode {
  const shifts = sumShifts(edits);
  const follow = (node: TraceNode): TraceNode => ({
    id: node.id,
    start: followOffset(node.start, 'start'),
    end: followOffset(node.end, 'end'),
    children: separate(node.children.map(follow)),
  });
  const followOffset = (offset: number, side: 'start' | 'end') => move(offset, { side, edits, shifts });
  return { ...follow(root), start: 0, end: text.length };
}

/** The trace of a text with something before or behind the part that the template printed. */
export function frame(root: TraceNode, inner: string, whole: string): TraceNode {
  const start = Math.max(0, whole.indexOf(inner.trimEnd()));
  const end = start + inner.trimEnd().length;
  const template = shift({ ...root, end: root.end - (inner.length - inner.trimEnd().length) }, start);
  const before: TraceNode = { id: 'before the template', start: 0, end: start, children: [] };
  const behind: TraceNode = { id: 'behind the template', start: end, end: whole.length, children: [] };
  return { id: 'report', start: 0, end: whole.length, children: separate([before, clip(template, end), behind]) };
}

function shift(node: TraceNode, by: number): TraceNode {
  const children = node.children.map((child) => shift(child, by));
  return { ...node, start: node.start + by, end: node.end + by, children };
}

function clip(node: TraceNode, end: number): TraceNode {
  const children = node.children.map((child) => clip(child, end));
  return { ...node, start: Math.min(node.start, end), end: Math.min(node.end, end), children };
}

/** By how much the text is longer behind each edit. */
function sumShifts(edits: readonly Edit[]): number[] {
  let sum = 0;
  return edits.map(({ start, end, text }) => {
    sum += text.length - (end - start);
    return sum;
  });
}

function move(
  offset: number,
  { side, edits, shifts }: { side: 'start' | 'end'; edits: readonly Edit[]; shifts: readonly number[] },
): number {
  // The last one that begins before the place.
  const index = firstIndex(edits, (edit) => edit.start >= offset) - 1;
  const edit = edits[index];
  if (edit === undefined) return offset;
  const newEnd = edit.end + (shifts[index] as number);
  if (offset >= edit.end) return offset + (shifts[index] as number);
  return side === 'start' ? newEnd - edit.text.length : newEnd;
}

/** Several statements may have printed into one code span or line: then they are one node. */
function separate(nodes: readonly TraceNode[]): TraceNode[] {
  const apart: TraceNode[] = [];
  for (const node of nodes) {
    const last = apart.at(-1);
    if (last === undefined || node.start >= last.end) apart.push(node);
    else
      apart[apart.length - 1] = {
        id: `${last.id} + ${node.id}`,
        start: Math.min(last.start, node.start),
        end: Math.max(last.end, node.end),
        children: [],
      };
  }
  return apart;
}
