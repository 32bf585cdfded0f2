import { expand } from '../../lab/shell/expand.ts';
import { references, splitReference } from '../../lab/shell/tokens.ts';
import type { TypeStep } from '../../lab/verbs/type.ts';
import { say } from '../../messages/message.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import type { Run } from '../run-state.ts';
import { seeText } from './see-text.ts';
import { StepFailed } from './step-failed.ts';

/** Types a line into a terminal; the step is done when what is waited for comes back. */
export async function typeLine(step: TypeStep, run: Run): Promise<void> {
  const terminal = run.terminals.get(step.into) as OpenTerminal;
  await terminal.type(`${readLine(step, terminal, run)}\n`);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
}

/**
 * What is typed where the lab's own commands run may be read by a shell: what a program printed is typed there only where
 * no shell can read more into it. A control character would be a key that the lab did not name.
 */
function readLine({ text }: TypeStep, { options: { id } }: OpenTerminal, run: Run): string {
  const line = expand(text, run.scope());
  const expected = say('typedLine', { terminal: id });
  if (/[\0-\x1f\x7f]/.test(line)) throw new StepFailed(expected, say('controlCharacter', { line }));
  const step = run.lab.steps.find((each) => each.verb === 'open' && each.id === id);
  if (run.confinement === undefined || (step?.verb === 'open' && run.confinement.holds(step))) return line;
  const { values } = run.scope();
  for (const name of references(text)) {
    const { id: from, value: key = '' } = splitReference(name);
    const value = values[from]?.[key] ?? '';
    if (/^[\w.:@%+,-]*$/.test(value)) continue;
    throw new StepFailed(expected, say('valueForShell', { name, value }));
  }
  return line;
}
