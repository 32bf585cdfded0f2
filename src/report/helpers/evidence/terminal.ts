import { showEvidence } from '../../blocks/evidence-block.ts';

/**
 * A program in its terminal: when it was started, what it printed and what was typed into it. All of it, or the part that
 * the options choose; a long one is shortened, and says so.
 * @argument {text} id the name of a terminal
 * @option {text} [lines] these lines, by number: "3", "3-5" or "3-5, 9"
 * @option {text} [match] the lines that show this text, or that match a /regular expression/
 * @option {number} [first] so many lines from the beginning; may stand beside last
 * @option {number} [last] so many lines from the end
 * @option {text} [from] from the line that shows this text on; of a text that was typed, from what came after it
 * @example {{terminal "client2"}}
 * @example {{terminal "server" match="/closed/"}}
 * @example {{terminal "server" first=1 last=2}}
 */
export const terminal = showEvidence('terminal', { id: (call) => call.text(0, 'the name of a terminal') });
