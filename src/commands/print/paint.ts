import { styleText } from 'node:util';
import { own } from './own-sequence.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours a text when a person sees it there and has not asked for none, https://no-color.org. */
export function paint(format: Format, text: string, stream: { isTTY?: boolean } = process.stdout): string {
  const wanted = stream.isTTY === true && (process.env.NO_COLOR ?? '') === '';
  if (!wanted) return text;
  const [before = '', after = ''] = styleText(format, '|', { validateStream: false }).split('|');
  return own(before) + text + own(after);
}
