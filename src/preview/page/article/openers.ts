import type { Overview } from '../../protocol.ts';

/** Puts each evidence block into a box with a button that opens it. */
export function addOpeners(fragment: DocumentFragment, { evidence }: Overview): void {
  const byHead = new Map(evidence.map(({ head, id }) => [head, id]));
  const ids = new Set(evidence.map(({ id }) => id));
  for (const block of fragment.querySelectorAll('pre')) {
    const id = block.dataset.evidence ?? byHead.get(firstLine(block));
    if (id === undefined || !ids.has(id)) continue;
    block.dataset.evidence = id;
    const box = document.createElement('div');
    box.className = 'evidence';
    box.dataset.opens = id;
    block.replaceWith(box);
    box.append(block, makeOpener(id));
  }
}

function makeOpener(id: string): HTMLElement {
  const opener = document.createElement('button');
  opener.type = 'button';
  opener.className = 'opener';
  opener.textContent = id;
  opener.setAttribute('aria-label', `Open evidence ${id}`);
  return opener;
}

/** Reports of older runs don't name the evidence; the head of a block does. */
function firstLine(block: Element): string {
  return block.textContent?.split('\n', 1)[0] ?? '';
}
