import { formatPattern } from '../text/pattern.ts';
import type { Step, WaitFor } from './types.ts';

/** A step in one line, as its verb and what it is about. */
export function describeStep(step: Step): string {
  switch (step.verb) {
    case 'open':
      return `open ${step.id} on ${step.on}: ${step.run}`;
    case 'capture':
      return `capture ${step.id} on ${step.on}: ${step.filter ?? 'everything'}`;
    case 'type':
      return `type into ${step.into}: ${step.text}`;
    case 'moment':
      return `moment ${step.id} on ${step.on}: ${step.run}`;
    case 'stop':
      return `stop ${step.id} with ${step.with}`;
    case 'wait':
      return `wait for ${describeWait(step.for)}`;
  }
}

function describeWait(what: WaitFor): string {
  if (what.kind === 'text') return `${formatPattern(what.text)} on ${what.terminal}`;
  if (what.kind === 'sockets') return `${what.count} ${what.state} on ${what.host}`;
  if (what.kind === 'processes') {
    const state = what.state === undefined ? '' : ` ${what.state}`;
    return `${what.count} ${what.program}${state} on ${what.host}`;
  }
  return `${what.count} ${what.count === 1 ? 'packet' : 'packets'} in ${what.capture}`;
}
