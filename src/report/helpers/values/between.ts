import { formatMs } from '../../../language/clock.ts';
import type { Call } from '../../../template/call.ts';
import { Missing } from '../../../template/captured.ts';
import { findEvidence, type Helper, missingOr, type Report } from '../../report.ts';
import { Rows } from '../../rows.ts';

/** A point in time, ms since the epoch or since the run began. */
interface Instant {
  epochMs: number;
  runMs?: number;
}

/**
 * Milliseconds from one event to another: from the first of some packets, or from the beginning of an evidence.
 * @argument {text or rows} from the name of an evidence, or (packets ...)
 * @argument {text or rows} to likewise
 * @example
 * {{ms (between (packets "closing" of="forking-client2" flags="FIN" from="client")
 *               (packets "closing" of="forking-client2" flags="FIN" from="server"))}}
 */
export const between: Helper = (report, call) => {
  call.expect({ args: 2 });
  const from = instant(report, call, 0);
  const to = instant(report, call, 1);
  if (from instanceof Missing) return from;
  if (to instanceof Missing) return to;
  if (from.runMs !== undefined && to.runMs !== undefined) return to.runMs - from.runMs;
  return to.epochMs - from.epochMs;
};

/**
 * A span of time with its unit.
 * @argument {number} milliseconds e.g. (between ...)
 * @example {{ms (between "server" "client2")}}
 */
export const ms: Helper = ({ language }, call) => {
  call.expect({ args: 1 });
  return formatMs(call.number(0, 'milliseconds, e.g. (between ...)'), language);
};

function instant(report: Report, call: Call, index: number): Instant | Missing {
  const of = call.args[index];
  if (of instanceof Rows) return firstPacket(report, call, of);
  const id = call.text(index, '(packets ...) or the name of an evidence');
  const evidence = findEvidence(report, call, { id, kinds: ['terminal', 'moment', 'capture', 'build'] });
  if (evidence instanceof Missing) return evidence;
  return { epochMs: report.facts.record.run.epochUs / 1000 + evidence.beganMs, runMs: evidence.beganMs };
}

function firstPacket(report: Report, call: Call, rows: Rows): Instant | Missing {
  if (!rows.arePackets()) throw call.fail(`unexpected ${rows.plural} for {{between}}, expected (packets ...)`);
  const [packet] = rows.items;
  if (packet === undefined) return missingOr(report, call.fail(`(${rows.asked}) has no packets`));
  return { epochMs: packet.timeUs / 1000 };
}
