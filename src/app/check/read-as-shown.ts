import { type Document, readDocument } from '../../edited/intact/document.ts';

/** A report's text as its reader sees it. What makes pages is loaded only where HTML shows other than is written. */
export async function readAsShown(markdown: string): Promise<Document> {
  const document = readDocument(markdown);
  if (document.isPlain) return document;
  const { readPage } = await import('../../edited/intact/read-page.ts');
  const { markdownToTree } = await import('../../html/markdown-to-html.ts');
  const page = markdownToTree(document.lines.join('\n'));
  return { ...document, read: readPage(page, document.blocks) };
}
