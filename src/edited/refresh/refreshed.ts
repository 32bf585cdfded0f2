import type { Message } from '../../messages/message.ts';

/** Something in a report that was left as it is though it may not be true of the new run. */
export interface Left {
  /** Line in the new report, from 1. */
  line: number;
  /** What it is about: the id of the evidence, or the statement of the template. */
  about: string;
  /** Why. */
  reason: Message;
  /** What the new run says in its place. */
  now?: string;
}

/** A report with its student's edits and what a new run has seen. */
export interface Refreshed {
  markdown: string;
  /** How many evidence blocks and pictures in it show the new run, and how many other places say something else now. */
  evidence: number;
  figures: number;
  values: number;
  /** Names of evidence blocks that the report does not show any more, since its author took them away. */
  deleted: string[];
  /** What is new, or in the stead of something else: lines in the new report. */
  added: { line: number; text: string }[];
  /** How many paragraphs and blocks went because they don't hold any more. */
  removed: number;
  left: Left[];
}
