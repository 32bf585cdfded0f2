import { judgeVerification, type VerifyOptions, verifyReport } from '../../app/verify/verify-report.ts';
import { writeVerification } from '../../app/verify/write.ts';
import type { Whole } from '../../claims/whole.ts';
import { interruptible } from '../interrupt.ts';
import { print, printJson } from '../print/print.ts';
import { verifyProgress } from './progress.ts';
import { formatVerification, formatVerificationJson, formatWritten } from './text.ts';

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
  const { report, comparisons, same } = verification;
  if (flags.json) printJson(formatVerificationJson(verification));
  else print(formatVerification(verification));
  if (flags.write) {
    const runs = comparisons.length;
    const written = same === runs ? await writeVerification({ report, runs, same }) : undefined;
    if (!flags.json) print(formatWritten(written, report.name));
  }
  return judgeVerification(verification);
}
