import type { FrontMatter } from '../record/run-record.ts';
import { LabreportError } from '../text/errors.ts';
import { settingsFiles } from './files.ts';
import { FRONT_MATTER_KEYS } from './keys.ts';

/** Values of `--set`, by name. */
type Settings = Record<string, string>;

/**
 * The front matter of a report: what `--set` says, then labreport.yaml here, then that at home. A name that the lab has
 * a parameter for is the lab's. Nothing where nobody has said anything.
 */
export async function findFrontMatter(options: {
  set?: Settings | undefined;
  parameters?: Record<string, unknown> | undefined;
}): Promise<FrontMatter | undefined> {
  const { set = {}, parameters = {} } = options;
  const given = FRONT_MATTER_KEYS.filter((key) => Object.hasOwn(set, key) && !Object.hasOwn(parameters, key));
  for (const key of given) refuseControls(key, set[key] as string);
  const said: FrontMatter = {
    ...(await readSettings()),
    ...Object.fromEntries(given.map((key) => [key, set[key]?.trim()])),
  };
  const told = FRONT_MATTER_KEYS.filter((key) => (said[key] ?? '') !== '');
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map((key) => [key, said[key] as string]));
}

/** What reads them is loaded only where there are any. */
async function readSettings(): Promise<FrontMatter> {
  if (settingsFiles().length === 0) return {};
  const { loadSettings } = await import('./load-settings.ts');
  return loadSettings();
}

function refuseControls(key: string, value: string): void {
  if (!/[\0-\x1f\x7f]/.test(value)) return;
  throw new LabreportError({
    code: 'usage',
    message: `expected one line of text for "${key}", got a control character`,
  });
}
