import type { Step } from '../lab/verbs/verbs.ts';
import type { DriverFacts, Evidence, HostFacts, RunFailure } from '../record/run-record.ts';
import type { Problem } from '../text/errors.ts';

/** What a run tells while it goes on, in order; one JSON line each. `atMs`: since the run began, monotonic. */
export type RunEvent =
  /** The runner is where it can make hosts. */
  | { type: 'runner-ready' }
  /** The driver could not make the hosts. */
  | { type: 'driver-failed'; problem: Problem }
  | { type: 'run-began'; startedAt: string; epochUs: number }
  | { type: 'hosts-ready'; atMs: number; hosts: HostFacts[]; driver: DriverFacts }
  /** The hosts are there and the programs are built. */
  | { type: 'build-ended'; atMs: number }
  | { type: 'step-began'; atMs: number; step: number; verb: Step['verb'] }
  | { type: 'step-ended'; atMs: number; step: number }
  /** A step did not see what it waited for; the run ends, and what was seen so far is kept. */
  | { type: 'step-failed'; atMs: number; failure: RunFailure }
  | { type: 'evidence'; evidence: Evidence }
  /** The run can't go on, and there is no report to make. `errno`: of the system call that failed, e.g. "ENOSPC". */
  | { type: 'problem'; problem: Problem; errno?: string }
  | { type: 'run-ended'; atMs: number };
