import { showEvidence } from '../../blocks/evidence-block.ts';

/**
 * The output of one command, with the time at which it was run.
 * @argument {text} id the name of a moment
 * @option {text} [lines] these lines, by number: "3", "3-5" or "3-5, 9"
 * @option {text} [match] the lines that show this text, or that match a /regular expression/
 * @option {number} [first] so many lines from the beginning; may stand beside last
 * @option {number} [last] so many lines from the end
 * @option {text} [from] from the line that shows this text on; of a text that was typed, from what came after it
 * @example {{moment "netstat-open"}}
 * @example {{moment "ps-during" match="TCPechod"}}
 */
export const moment = showEvidence('moment', { id: (call) => call.text(0, 'the name of a moment') });
