import type { Helper } from '../report.ts';
import { checkField, readField, takeRows, toValue } from '../rows.ts';
import { formatList } from '../words.ts';

/**
 * A field of each of several rows, as a list in a sentence: "36030 and 38466"; "none" when there are no rows.
 * @example from ports {{list (sockets "netstat-open" state="ESTABLISHED") "peer.port"}}
 */
export const list: Helper = (report, call) => {
  call.expect({ args: 2 });
  const rows = takeRows(call);
  const field = checkField(call, rows, call.text(1, 'the name of a field'));
  const values = rows.items.flatMap((item) => toValue(report, readField(item, field)) ?? []);
  return values.length === 0 ? 'none' : formatList(values.map(String));
};
