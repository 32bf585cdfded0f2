import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours a text when a person sees it there and has not asked for none, https://no-color.org. */
export function paint(format: Format, text: string, stream: { isTTY?: boolean } = process.stdout): string {
  const wanted = stream.isTTY === true && (process.env.NO_COLOR ?? '') === '';
  return wanted ? styleText(format, text, { validateStream: false }) : text;
}
