import { resolve } from 'node:path';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Verdict } from '../../claims/verdict.ts';
import type { Facts } from '../../evidence/facts.ts';
import { say } from '../../messages/message.ts';
import type { FileFinding } from '../../record/integrity.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { answerClaims, commandClaims } from '../inputs/claim-commands.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { factsOf, readableFacts } from '../record/readable-facts.ts';
import { type Judge, otherJudge } from '../trust/judge.ts';
import { judgedBy } from '../trust/judged-record.ts';

/** The verdicts on a report, and whose lab they are by. */
export interface Judged {
  /** Absent where the report's own lab judges it, as its record says. */
  judge?: Judge;
  verdicts: Verdict[];
  /** Why a lab that is known here does not judge it. */
  notes: string[];
}

/** Judges a report by the lab that a person has named, by one that is known here, or by its own. */
export async function judgeReport(options: {
  report: ReportOnDisk;
  findings: readonly FileFinding[];
  facts: Facts;
  lab: string | undefined;
  runCommands: boolean;
}): Promise<Judged> {
  const { report, findings, lab, runCommands } = options;
  const { judge, notes } = await findJudge(report.record, lab);
  const facts =
    judge === undefined
      ? options.facts
      : readableFacts({ ...report, record: judgedBy(report.record, judge) }, findings);
  const { record } = facts;
  const asked = await askCommands({ record, dir: report.dir, judge, runCommands });
  const verdicts = checkClaims({ facts }).map(
    (verdict) => asked.find(({ claim }) => claim === verdict.claim) ?? verdict,
  );
  return { ...(judge && { judge }), verdicts, notes };
}

/** One that is known but has a mistake just now judges nothing. */
async function findJudge(record: RunRecord, lab: string | undefined): Promise<{ judge?: Judge; notes: string[] }> {
  const { judge, problem } = await otherJudge(record, lab);
  if (problem === undefined) return { ...(judge && { judge }), notes: [] };
  return {
    notes: [`The lab ${record.lab.name} that is known here can’t be read, so it did not judge: ${problem.text}`],
  };
}

interface Asking {
  record: RunRecord;
  dir: string;
  judge: Judge | undefined;
  runCommands: boolean;
}

/** The verdicts on the claims that rest on commands: answered now, or not at all. */
async function askCommands({ record, dir, judge, runCommands }: Asking): Promise<Verdict[]> {
  const claims = commandClaims(record.lab);
  if (claims.length === 0) return [];
  const lab = { ...record.lab, claims };
  if (runCommands) {
    const answers = await answerClaims({ lab: record.lab, dir, ...whereToAsk(dir, judge) });
    return checkClaims({ facts: factsOf({ ...record, answers, lab }, dir) });
  }
  const { answers: _, ...unanswered } = record;
  const verdicts = checkClaims({ facts: factsOf({ ...unanswered, lab }, dir) });
  return verdicts.map((verdict) => ({
    ...verdict,
    reason: say('runsIt', { reason: verdict.reason, flag: '--run-commands' }),
  }));
}

/** Commands are run from the folder of their lab; those of a lab that is not known to be one's own are confined. */
function whereToAsk(dir: string, judge: Judge | undefined): { cwd: string; confined: boolean } {
  if (judge === undefined) return { cwd: resolve(dir, 'lab'), confined: true };
  return { cwd: resolve(judge.owned.dir), confined: judge.owned.whose === 'theirs' };
}
