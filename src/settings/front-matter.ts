import type { FrontMatter } from '../record/types.ts';
import { LabreportError } from '../text/errors.ts';
import { loadSettings } from './load-settings.ts';
import { FRONT_MATTER_KEYS } from './schema.ts';

/** Values of `--set`, by name. */
type Settings = Record<string, string>;

/**
 * The front matter of a report: what `--set` says, then labreport.yaml here, then that at home. A name that the lab has
 * a parameter for is the lab's. Nothing where nobody has said anything.
 */
export function findFrontMatter(options: {
  set?: Settings | undefined;
  parameters?: Record<string, unknown> | undefined;
}): FrontMatter | undefined {
  const { set = {}, parameters = {} } = options;
  const given = FRONT_MATTER_KEYS.filter((key) => Object.hasOwn(set, key) && !Object.hasOwn(parameters, key));
  for (const key of given) refuseControls(key, set[key] as string);
  const said: FrontMatter = { ...loadSettings(), ...Object.fromEntries(given.map((key) => [key, set[key]?.trim()])) };
  const told = FRONT_MATTER_KEYS.filter((key) => (said[key] ?? '') !== '');
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map((key) => [key, said[key] as string]));
}

function refuseControls(key: string, value: string): void {
  if (!/[\0-\x1f\x7f]/.test(value)) return;
  throw new LabreportError({ message: `expected one line of text for "${key}", got a control character` });
}
