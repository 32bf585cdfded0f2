import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { TextWait } from '../../lab/waits/text.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import type { Run } from '../run-state.ts';
import { seeText } from '../steps/see-text.ts';

/** Until the terminal shows the text, or its program has ended without it. */
export async function waitForText(what: TextWait, step: WaitStep, run: Run): Promise<void> {
  await seeText({ terminal: run.terminals.get(what.terminal) as OpenTerminal, text: what.text, step, run });
}
