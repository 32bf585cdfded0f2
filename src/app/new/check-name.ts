import { listLabs } from '../../lab/load.ts';
import { NAME, NAME_PHRASE } from '../../lab/schema/parts.ts';
import { LabreportError } from '../../text/errors.ts';
import { packageRoot } from '../inputs/roots.ts';

/** A new lab's name is one that `generate` takes for a name, and that paths and templates can have in them. */
export function checkName(name: string): void {
  if (NAME.test(name)) return;
  const near = toName(name);
  throw new LabreportError({
    code: 'usage',
    message: `got the name ${JSON.stringify(name)}, expected ${NAME_PHRASE}`,
    ...(near !== undefined && { hint: `For example: labreport new ${near}` }),
  });
}

/** A lab that comes with labreport would be hidden by one of the same name. */
export async function refuseKnown(name: string): Promise<void> {
  const known = await listLabs({ roots: [packageRoot()] });
  if (!known.some((lab) => lab.name === name)) return;
  throw new LabreportError({
    code: 'exists',
    message: `a lab ${name} comes with labreport, and a second one would hide it`,
    hint: `For example: labreport new my-${name}`,
  });
}

/** The name that was perhaps meant: "My Lab_2" is my-lab-2. */
function toName(text: string): string | undefined {
  const last = text.split('/').findLast((part) => part !== '') ?? '';
  const plain = last.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const near = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return NAME.test(near) ? near : undefined;
}
