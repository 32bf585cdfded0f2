import { findEvidence, openEvidence } from '../actions.ts';
import { getState } from '../store.ts';

/** Leads links to other sites to a tab of their own, and those to files of the report to the server. */
export function prepareLinks(fragment: DocumentFragment): void {
  for (const link of fragment.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#') || href.startsWith('mailto:')) continue;
    const isOutside = /^https?:/i.test(href);
    if (!isOutside) {
      link.dataset.file = decode(href);
      link.setAttribute('href', `file/${href}`);
    }
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
}

/** Opens the log that a link leads to; false when it leads elsewhere. */
export function followLink(link: HTMLAnchorElement): boolean {
  const { file } = link.dataset;
  const evidence = getState().overview?.evidence.find(({ log }) => log === file);
  if (evidence === undefined || findEvidence(evidence.id) === undefined) return false;
  openEvidence(evidence.id, { aspect: 'log' });
  return true;
}

function decode(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
