import {
  judgeVerification,
  type Verification,
  type VerifyOptions,
  verifyReport,
} from '../../app/verify/verify-report.ts';
import { type Written, writeVerification } from '../../app/verify/write-verification.ts';
import type { Whole } from '../../claims/whole.ts';
import { interruptible } from '../interrupt.ts';
import { print, printJson } from '../print/print.ts';
import { errorInResult } from '../print/print-error.ts';
import { formatVerification, formatVerificationJson, formatWritten } from './format-verification.ts';
import { verifyProgress } from './progress.ts';

export interface VerifyFlags extends VerifyOptions {
  json?: true;
  write?: true;
}

/** Verifies a report and prints what came of it. */
export async function verify(path: string, flags: VerifyFlags): Promise<Whole> {
  const { onEvent, clear } = verifyProgress({ quiet: flags.json === true });
  const verifying = interruptible(onEvent, (means) => verifyReport(path, { ...flags, ...means }));
  const verification = await verifying.catch((error) => {
    clear();
    throw error;
  });
  if (flags.json) await tellAsJson(verification, flags);
  else await tell(verification, flags);
  return judgeVerification(verification);
}

async function tell(verification: Verification, flags: VerifyFlags): Promise<void> {
  print(formatVerification(verification));
  if (flags.write) print(formatWritten(await write(verification), verification.report.name));
}

/** One object, also where it can't be written into the report. */
async function tellAsJson(verification: Verification, flags: VerifyFlags): Promise<void> {
  try {
    if (flags.write) await write(verification);
  } catch (error) {
    printJson(formatVerificationJson(verification, errorInResult(error)));
    throw error;
  }
  printJson(formatVerificationJson(verification));
}

/** Into the report, when all runs have observed the same. */
async function write({ report, comparisons, same }: Verification): Promise<Written | undefined> {
  const runs = comparisons.length;
  return same === runs ? writeVerification({ report, runs, same }) : undefined;
}
