import { checkHost } from '../check/world.ts';
import { buildRun, checkRun, recordedRun, runKeys } from '../pieces/run.ts';
import { nameOf, name as newName } from '../schema/parts.ts';
import { name } from '../schema/recorded.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Runs one command to its end. */
export interface MomentStep extends StepBase {
  verb: 'moment';
  id: string;
  on: string;
  run: string;
  /** The one of the lab's programs that this is. */
  program?: string;
}

/** @internal */
export const moment = defineVerb('moment', {
  words: {
    description:
      "Runs one command to its end: what netstat, ss, ps or another tool shows at this moment. A status other than 0 is evidence, not an error. A command that has not ended after the step's limit is killed and fails the step.",
    example: `steps:
  - moment: both-connected
    on: vit001
    run: netstat -ptan | grep ":8[0-9]\\+"`,
  },
  written: {
    moment: newName('Id of the moment'),
    on: nameOf('Host on which it happens'),
    ...runKeys({
      program: 'Program that is run to its end, one of programs',
      run: 'Command that is run to its end, where it is none of programs',
    }),
  },
  recorded: { id: name, on: name, ...recordedRun },
  expands: ['run'],
  build: (raw, { programs }) => ({ id: raw.moment, on: raw.on, ...buildRun(raw, programs) }),
  tell: ({ id, on, run }) => `moment ${id} on ${on}: ${run}`,
  begins: (raw) => ({ id: raw.moment, kind: 'moment' }),
  checkBefore({ world, raw, path }) {
    checkHost(world, [...path, 'on'], raw.on);
    checkRun(world, raw, path);
  },
});
