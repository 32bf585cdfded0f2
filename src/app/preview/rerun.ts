import { judgeWhole } from '../../claims/whole.ts';
import type { AboutEdits } from '../../preview/protocol.ts';
import type { AgainEnd } from '../../preview/server/preview-source.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { explainError } from '../../text/explain-error.ts';
import { updateReport } from '../update/update-report.ts';

/** What the process that runs a lab again is told first. */
export interface Again {
  /** The report, as a person would type it. */
  report: string;
  edits?: AboutEdits;
}

/** Runs a report's lab again, as an update does; what came of it can be told to another process. */
export async function rerun(
  { report, edits }: Again,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: RunEvent) => void },
): Promise<AgainEnd> {
  const tell = (event: { type: 'planned' } | RunEvent) => {
    if (event.type !== 'planned') onEvent(event);
  };
  try {
    const options = edits === undefined ? {} : { [edits]: true };
    const { result } = await updateReport(report, options, { signal, onEvent: tell });
    return { whole: judgeWhole(result), statuses: result.verdicts.map(({ status }) => status) };
  } catch (error) {
    const { code, text } = explainError(error);
    return { problem: text, asksAboutEdits: code === 'evidence-edited' };
  }
}
