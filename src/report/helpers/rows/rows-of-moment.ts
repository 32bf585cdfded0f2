import type { Reading, Row } from '../../../evidence/readings/reading.ts';
import { Missing } from '../../../template/captured.ts';
import { findOutput, type Helper } from '../../report.ts';
import { Rows } from '../../rows.ts';

/** The helper that gives the rows of a reading. Of what is in `words`, a row can be chosen by these alone. */
export function rowsOfMoment<R extends Row, Key extends string>(
  reading: Reading<R, Key>,
  words: { readonly [K in Key]?: readonly string[] } = {},
): Helper {
  return (report, call) => {
    call.expect({ args: 1, options: reading.keys });
    const id = call.text(0, 'the name of a moment');
    const evidence = findOutput(report, call, { id, kinds: ['moment'] });
    if (evidence instanceof Missing) return evidence;
    const query = call.query(reading.keys);
    for (const key of reading.keys) {
      const [wanted, known] = [query[key], words[key]];
      if (wanted !== undefined && known?.includes(wanted) === false) throw call.unknown(key, wanted, known);
    }
    const rows = report.facts.rows(reading, id);
    return new Rows(reading, reading.select(rows, query, report.facts.context()), call);
  };
}
