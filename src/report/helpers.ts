import { answer } from './helpers/answer.ts';
import { between, ms } from './helpers/between.ts';
import { build } from './helpers/build.ts';
import { capture } from './helpers/capture.ts';
import { claim } from './helpers/claim.ts';
import { claims } from './helpers/claims.ts';
import { commands } from './helpers/commands.ts';
import { eq, gt } from './helpers/compare.ts';
import { control } from './helpers/control.ts';
import { count } from './helpers/count.ts';
import { environment } from './helpers/environment.ts';
import { exit } from './helpers/exit.ts';
import { frame } from './helpers/frame.ts';
import { head } from './helpers/head.ts';
import { host } from './helpers/host.ts';
import { list } from './helpers/list.ts';
import { and, not, or } from './helpers/logic.ts';
import { moment } from './helpers/moment.ts';
import { number } from './helpers/number.ts';
import { packets } from './helpers/packets.ts';
import { parameter } from './helpers/parameter.ts';
import { pick } from './helpers/pick.ts';
import { processes } from './helpers/processes.ts';
import { says } from './helpers/says.ts';
import { sequence } from './helpers/sequence.ts';
import { shows } from './helpers/shows.ts';
import { sockets } from './helpers/sockets.ts';
import { terminal } from './helpers/terminal.ts';
import { time } from './helpers/time.ts';
import { timeline } from './helpers/timeline.ts';
import { topology } from './helpers/topology.ts';
import { value } from './helpers/value.ts';
import type { Helper } from './report.ts';

/** Everything that a template can say between {{ and }}. */
export const HELPERS: Readonly<Record<string, Helper>> = {
  ...{ head, environment, topology, commands, build, terminal, moment, capture, claims, claim, says, answer },
  ...{ sequence, timeline },
  ...{ sockets, processes, packets, count, number, pick, list, frame, value, parameter, host, exit, time, between, ms },
  ...{ eq, gt, and, or, not, shows, ...control },
};
