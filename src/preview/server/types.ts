import type { Facts } from '../../evidence/facts.ts';
import type { Step } from '../../lab/types.ts';
import type { Language } from '../../language/language.ts';
import type { RunRecord } from '../../record/types.ts';
import type { Template } from '../../template/template.ts';
import type { Overview } from '../protocol.ts';

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
  /** The program, with its arguments, that runs the lab again and prints its events as JSON lines. */
  runAgain: readonly string[];
}
