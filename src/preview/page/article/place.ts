/**
 * Remembers where the reader is: which blocks are seen, and how far from the top. The function that it gives puts the
 * first of them that is still there back to where it was.
 */
export function keepPlace(pane: HTMLElement, article: HTMLElement): () => void {
  const top = pane.getBoundingClientRect().top;
  const height = pane.clientHeight;
  const seen = [...article.children].flatMap((block) => {
    const box = block.getBoundingClientRect();
    return box.bottom > top && box.top < top + height ? [{ block, at: box.top }] : [];
  });
  return () => {
    // At the very top one wants to see what is new there.
    if (pane.scrollTop === 0) return;
    const anchor = seen.find(({ block }) => block.isConnected);
    if (anchor !== undefined) pane.scrollTop += anchor.block.getBoundingClientRect().top - anchor.at;
  };
}
