const BOXES = 'pre, .table, .figure';

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) markBox(target as HTMLElement);
});

/** Lets Tab stop at what is wider than the page, so that arrow keys scroll it; and nowhere else. */
export function makeScrollable(article: HTMLElement): void {
  observer.disconnect();
  for (const box of article.querySelectorAll<HTMLElement>(BOXES)) {
    markBox(box);
    observer.observe(box);
  }
}

function markBox(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}
