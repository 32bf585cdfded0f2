import type { ReadingName } from '../evidence/readings/readings.ts';
import { claim } from './helpers/claims/claim.ts';
import { claims } from './helpers/claims/claims.ts';
import { says } from './helpers/claims/says.ts';
import { eq, gt } from './helpers/conditions/compare.ts';
import { control } from './helpers/conditions/control.ts';
import { and, not, or } from './helpers/conditions/logic.ts';
import { shows } from './helpers/conditions/shows.ts';
import { build } from './helpers/evidence/build.ts';
import { capture } from './helpers/evidence/capture.ts';
import { moment } from './helpers/evidence/moment.ts';
import { sequence } from './helpers/evidence/sequence.ts';
import { terminal } from './helpers/evidence/terminal.ts';
import { answer } from './helpers/report/answer.ts';
import { commands } from './helpers/report/commands.ts';
import { environment } from './helpers/report/environment.ts';
import { head } from './helpers/report/head.ts';
import { timeline } from './helpers/report/timeline.ts';
import { topology } from './helpers/report/topology.ts';
import { packets } from './helpers/rows/packets.ts';
import { processes } from './helpers/rows/processes.ts';
import { sockets } from './helpers/rows/sockets.ts';
import { between, ms } from './helpers/values/between.ts';
import { count } from './helpers/values/count.ts';
import { exit } from './helpers/values/exit.ts';
import { frame } from './helpers/values/frame.ts';
import { host } from './helpers/values/host.ts';
import { list } from './helpers/values/list.ts';
import { number } from './helpers/values/number.ts';
import { parameter } from './helpers/values/parameter.ts';
import { pick } from './helpers/values/pick.ts';
import { time } from './helpers/values/time.ts';
import { value } from './helpers/values/value.ts';
import type { Helper } from './report.ts';

/** The rows of each reading of a moment's output. */
const READ: { readonly [N in ReadingName]: Helper } = { sockets, processes };

/** Everything that a template can say between {{ and }}. */
export const HELPERS: Readonly<Record<string, Helper>> = {
  head,
  environment,
  topology,
  commands,
  build,
  terminal,
  moment,
  capture,
  claims,
  claim,
  says,
  answer,
  sequence,
  timeline,
  ...READ,
  packets,
  count,
  number,
  pick,
  list,
  frame,
  value,
  parameter,
  host,
  exit,
  time,
  between,
  ms,
  eq,
  gt,
  and,
  or,
  not,
  shows,
  ...control,
};
