import { type Helper, missingOr } from '../../report.ts';
import { takeRows } from '../../rows.ts';
import { formatNumbers } from '../../words.ts';

/**
 * The numbers that packets have in the capture: "frame 7", "frames 7 to 9 and 12".
 * @argument {rows} packets from (packets ...)
 * @example The FIN is {{frame (packets "closing" of="forking-client2" flags="FIN" from="client")}}.
 */
export const frame: Helper = (report, call) => {
  call.expect({ args: 1 });
  const rows = takeRows(call);
  if (!rows.arePackets()) throw call.fail(`unexpected ${rows.plural} for {{frame}}, expected (packets ...)`);
  if (rows.items.length === 0) return missingOr(report, call.fail(`(${rows.asked}) has no packets`));
  const frames = rows.items.map((packet) => packet.frame);
  const numbers = formatNumbers(frames, report.language);
  return report.language.report.frame({ numbers, isOne: frames.length === 1 });
};
