import type { Lab, Step } from '../../lab/types.ts';

/** Ports below are given by agreement (RFC 6335), and no kernel chooses them by itself. */
const FIRST_FREE_PORT = 1024;

/** Tells whether a port is the lab's own fact, such as a parameter, and so is compared as it is. */
export function fixedPorts({ parameters, steps }: Lab): (port: number) => boolean {
  const texts = steps.flatMap(textsOf).map((text) => text.replace(/\$\{[^}]*\}/g, ' '));
  const values = Object.values(parameters).map(({ value }) => value);
  const numbers = [...texts, ...values].flatMap((text) => text.match(/\d+/g) ?? []);
  const fixed = new Set(numbers.map(Number));
  return (port) => port < FIRST_FREE_PORT || fixed.has(port);
}

function textsOf(step: Step): string[] {
  if (step.verb === 'capture') return [step.filter ?? '', step.options ?? ''];
  if (step.verb === 'type') return [step.text];
  return 'run' in step ? [step.run] : [];
}
