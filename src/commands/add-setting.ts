import { LabreportError } from '../text/errors.ts';

/** Takes one `--set name=value` after the other, for commander. */
export function addSetting(text: string, settings: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...settings, [text.slice(0, at)]: text.slice(at + 1) };
  throw new LabreportError({
    code: 'usage',
    message: `--set got "${text}", expected name=value`,
    hint: 'For example: --set port=9000',
  });
}
