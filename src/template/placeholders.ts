import type { Place } from '../text/errors.ts';

/**
 * A noncharacter begins and ends each placeholder: templates may not hold one, and captured text never does, since
 * `makeVisible` writes it as <U+FDD0>.
 */
export const MARK = '\uFDD0';
export const PLACEHOLDER = /\uFDD0([bv])(\d+)\uFDD0/g;

/** Text that is the same in prose, code, HTML and links, and needs no care. */
const PLAIN = /^(?:\.{0,2}\/)?[A-Za-z0-9](?:[A-Za-z0-9.:/_-]*[A-Za-z0-9])?$/;

/** What stands on lines of its own: captured text to be fenced, and Markdown of ours. */
export type Part = { code: string } | { markdown: string };

export interface Block {
  parts: Part[];
  /** What stands in its stead inside a sentence; without it the block must be on a line of its own. */
  inline?: string;
  /** Id of the evidence or claim that it shows, where it shows one. */
  about?: string;
  /** The helper's name and place, for the message when it can't stand where it does. */
  helper: string;
  place: Place;
}

/** What helpers leave in the text that Handlebars makes, and what is put there afterwards. */
export class Placeholders {
  readonly blocks: Block[] = [];
  readonly values: string[] = [];

  block(block: Block): string {
    return `${MARK}b${this.blocks.push(block) - 1}${MARK}`;
  }

  /** Any text as a value in a sentence, in code or in a link. */
  value(text: string): string {
    return PLAIN.test(text) ? text : `${MARK}v${this.values.push(text) - 1}${MARK}`;
  }
}
