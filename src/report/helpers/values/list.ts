import type { Helper } from '../../report.ts';
import { checkField, readField, takeRows, toValue } from '../../rows.ts';

/**
 * A field of each of several rows, as a list in a sentence; "none" when there are no rows.
 * @argument {rows} rows such as (sockets ...) or (packets ...)
 * @argument {text} field one of the fields that the rows have
 * @example from ports {{list (sockets "netstat-open" state="ESTABLISHED") "peer.port"}}
 */
export const list: Helper = (report, call) => {
  call.expect({ args: 2 });
  const rows = takeRows(call);
  const field = checkField(call, rows, call.text(1, 'the name of a field', rows.kind.fields));
  const values = rows.items.flatMap((item) => toValue(report, readField(item, field)) ?? []);
  const { numbers, report: words } = report.language;
  return values.length === 0 ? words.none : numbers.list(values.map(String));
};
