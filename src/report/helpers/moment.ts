import { showEvidence } from '../evidence-block.ts';

/**
 * The output of one command, with the time at which it was run. Takes the same options as {{terminal}}.
 * @example {{moment "netstat-open"}}
 * @example {{moment "netstat-open" match="ESTABLISHED"}}
 */
export const moment = showEvidence('moment', { id: (call) => call.text(0, 'the name of a moment') });
