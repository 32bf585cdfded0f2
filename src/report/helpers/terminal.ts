import { showEvidence } from '../evidence-block.ts';

/**
 * A program in its terminal: when it was started, what it printed and what was typed into it.
 * Parts of it: lines="3-5", match="text" or match="/expression/", first=5, last=3, from="typed text".
 * @example {{terminal "server"}}
 * @example {{terminal "client2" from="asdf from vit002"}}
 */
export const terminal = showEvidence('terminal', { id: (call) => call.text(0, 'the name of a terminal') });
