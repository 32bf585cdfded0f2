import type { Verdict } from '../../claims/verdict.ts';
import type { Whole } from '../../claims/whole.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import type { Language } from '../../language/language.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { Template } from '../../template/template.ts';
import type { AboutEdits, Overview } from '../protocol.ts';

/** Where the preview gets what it shows; the command knows how to find it. */
export interface Source {
  /** The report's folder, absolute. */
  dir: string;
  /** Its Markdown, absolute. */
  markdown: string;
  /** The same as a person would type it. */
  file: string;
  /** Reads report.md and the record; throws a LabreportError when they can't be read. */
  open(): Promise<{ text: string; facts: Facts }>;
  /** The template as it is now; `saved` are files of templates that somebody has saved just now. */
  loadTemplate(saved?: ReadonlySet<string>): Promise<Template>;
  /** Files and folders of templates, whether they are there or not: when one changes, the template is loaded again. */
  templatePaths: readonly string[];
  /** Which lab a record is of, by the table of those that came with labreport. */
  describeLab(record: RunRecord): Overview['lab'];
  /** Of the report: what labreport says of its run is told in it. */
  language: Language;
  /** A step in one line. */
  describeStep(step: Step): string;
  runAgain: RunsAgain;
}

/** Runs the lab again and refreshes the report, as an update does. Never rejects. */
export type RunsAgain = (asked: {
  /** Without it, nothing is run where evidence was edited by hand. */
  edits?: AboutEdits | undefined;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
}) => Promise<AgainEnd>;

/** What came of it: the verdicts on the claims, or why the report is as it was. */
export type AgainEnd =
  | { whole: Whole; statuses: Verdict['status'][] }
  | {
      problem: string;
      /** Evidence was edited by hand, and nobody has said what to do with it. */
      asksAboutEdits: boolean;
    };
