import { type Format, parseFormats } from './formats.ts';

/** The formats that `--format` asks for. Refuses a PDF where there is no browser to make it, before anything is run. */
export async function chooseFormats(text: string | undefined): Promise<Format[]> {
  if (text === undefined) return ['md'];
  const formats = parseFormats(text);
  if (formats.includes('pdf')) {
    const { findBrowser } = await import('./find-browser.ts');
    findBrowser();
  }
  return formats;
}
