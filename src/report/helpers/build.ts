import { showEvidence } from '../evidence-block.ts';

/**
 * The build of the lab's programs. Takes the same options as {{terminal}}.
 * @example {{build}}
 * @example {{build last=5}}
 */
export const build = showEvidence('build', { id: () => 'build', args: 0 });
