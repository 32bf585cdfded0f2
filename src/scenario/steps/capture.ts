import { OpenCapture } from '../../capture/open-capture.ts';
import type { Host, Interface } from '../../hosts/host-driver.ts';
import { expand } from '../../lab/shell/expand.ts';
import { UnusableValue } from '../../lab/shell/unusable-value.ts';
import { flawOfFilter, optionWords } from '../../lab/tcpdump.ts';
import type { CaptureStep } from '../../lab/verbs/capture.ts';
import { type RunMessage, say } from '../../messages/message.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Run } from '../run-state.ts';
import { StepFailed } from './step-failed.ts';
import { terminalOptions } from './terminal-options.ts';

/** tcpdump's and the kernel's words for a capture that this user may not open. */
const FORBIDDEN = /permission|not permitted|couldn't change/i;

/** What the machine lacks, in the words of strerror(3): no filter of the lab's is to blame. */
const EXHAUSTED = /too many open files|cannot allocate memory|resource temporarily unavailable|cannot fork/i;

/** Starts tcpdump and waits until it captures. Where it may not, the run goes on without its evidence. */
export async function startCapture(step: CaptureStep, run: Run): Promise<void> {
  const host = run.hosts.get(step.on) as Host;
  const device = host.interfaces.find(({ network }) => step.network === undefined || network === step.network);
  const capture = new OpenCapture({
    ...terminalOptions(step.id, host, run),
    ...bounded(step.id, run),
    cwd: `${run.folder}/logs`,
    device: (device as Interface).name,
    options: optionWords(step.options ?? '') ?? [],
    filter: readFilter(step, run),
    pcap: `${step.id}.pcap`,
  });
  run.captures.set(step.id, capture);
  if (await capture.ready(AbortSignal.timeout(step.limitMs))) return;
  const said = capture.terminal.screen.tail.trim();
  const reason = whyNot(capture, said, step);
  if (reason === undefined && !FORBIDDEN.test(said)) throw captureFailed(step, said);
  capture.unavailable = reason ?? say('said', { text: said });
  if (reason !== undefined) throw new StepFailed(say('captureBegins'), reason);
}

/** Why tcpdump has not begun, where that is neither the lab's fault nor for want of permission. */
function whyNot({ terminal: { exit } }: OpenCapture, said: string, { limitMs }: CaptureStep): RunMessage | undefined {
  if (exit === undefined) return say('notWithin', { seconds: limitMs / 1000 });
  if ('signal' in exit) return say('tcpdumpEnded', { exit });
  return EXHAUSTED.test(said) ? say('said', { text: said }) : undefined;
}

/** Ends a capture when all is in it. What was lost may be what the lab is about, so a run that has lost it has failed. */
export async function completeCapture(id: string, run: Run, limit: AbortSignal): Promise<void> {
  const capture = run.captures.get(id);
  if (capture === undefined || capture.unavailable !== undefined) return;
  await capture.complete(limit);
  const hit = run.confinement?.hitOf(id, 'capture', capture.terminal.exit);
  const seen = hit === undefined ? capture.loss : say('tcpdumpLimited', { limit: hit.name });
  if (seen !== undefined) throw new StepFailed(say('captureWhole', { capture: id }), seen);
}

/** What programs send that are not the lab's own fills no disk. */
function bounded(id: string, { confinement, captures, onFault }: Run) {
  return confinement?.capture(id, () => void captures.get(id)?.terminal.signal('SIGKILL').catch(onFault));
}

/** The values of references can make an option of a filter. */
function readFilter(step: CaptureStep, run: Run): string {
  const filter = expand(step.filter ?? '', run.scope());
  const flaw = flawOfFilter(filter);
  if (flaw === undefined) return filter;
  throw new UnusableValue({
    message: `the filter of capture ${step.id} is "${filter}", expected a pcap-filter(7) expression`,
    seen: say('filterIs', { capture: step.id, filter }),
    expected: say('pcapFilter'),
  });
}

function captureFailed(step: CaptureStep, said: string): LabreportError {
  return new LabreportError({
    code: 'run-failed',
    place: { file: 'lab.yaml', line: step.line },
    message: `capture "${step.id}" could not begin, expected tcpdump to say "listening on": ${said}`,
    hint: 'Check the filter (pcap-filter(7)) and the options; "labreport doctor" tries tcpdump itself.',
  });
}
