import { showEvidence } from '../../blocks/evidence-block.ts';

/**
 * What building the lab's programs printed.
 * @option {text} [lines] these lines, by number: "3", "3-5" or "3-5, 9"
 * @option {text} [match] the lines that show this text, or that match a /regular expression/
 * @option {number} [first] so many lines from the beginning; may stand beside last
 * @option {number} [last] so many lines from the end
 * @option {text} [from] from the line that shows this text on; of a text that was typed, from what came after it
 * @example {{build last=1}}
 */
export const build = showEvidence('build', { id: () => 'build', args: 0 });
