import type { Whole } from '../claims/whole.ts';

/** Exit statuses: 2 is that the command could not run, or could not say what came of it. */
const STATUS = { held: 0, failed: 1, untested: 3 } as const satisfies Record<Whole, number>;

/** How the command ends, for cli.ts to tell the shell: as a failure until a result has been printed. */
export const outcome: { status: number } = { status: 2 };

/** Tells what came of the command, when it has said so itself; "held" where there was nothing to hold. */
export function conclude(whole: Whole = 'held'): void {
  outcome.status = STATUS[whole];
}
