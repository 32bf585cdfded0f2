import type { Facts } from '../../evidence/facts.ts';
import { READING_NAMES, READINGS, type ReadingName } from '../../evidence/readings/readings.ts';
import type { Moment } from '../../record/run-record.ts';
import type { Names } from '../names/names.ts';
import { SHARED_ROWS_RULE } from '../names/rules.ts';
import type { Aspect, Observation } from '../observation.ts';
import { askRows, COMPARED } from '../readings/compared.ts';
import type { View } from '../readings/compared-reading.ts';
import { comparedText } from '../text-of.ts';
import { linesOf, observeAvailability, observeCommand, observeEnd } from './observe-terminal.ts';

/** A moment: its command, the rows of each reading, all other lines, and how it ended. */
export function observeMoment(moment: Moment, facts: Facts, names: Names): Observation {
  const view: View = { moment, record: facts.record, names, where: { evidence: moment, rules: new Set() } };
  const aspects = [
    observeCommand(moment.id, facts, names),
    observeAvailability(moment),
    ...READING_NAMES.map((name) => observeRows(name, facts, view)),
    { name: 'lines', lines: otherLines(facts, view) },
    observeEnd(moment.exit),
  ];
  return { kind: 'moment', id: moment.id, aspects, rules: [...view.where.rules] };
}

function observeRows<N extends ReadingName>(name: N, facts: Facts, view: View): Aspect {
  const { record, moment, where } = view;
  const compared = COMPARED[name];
  const rows = facts.rows(READINGS[name], moment.id);
  if (rows.length === 0) return { name, lines: [] };
  where.rules.add(compared.rule);
  if (record.driver.traits[compared.apart]) return { name, lines: compared.describe(rows, view).sort() };
  where.rules.add(SHARED_ROWS_RULE);
  const own = rows.filter((row) => compared.isOwn(row, view));
  return { name, lines: compared.describe(own, view).sort() };
}

/** What the moment printed beside the rows of its readings, and beside the details below a row. */
function otherLines(facts: Facts, { moment, names, where }: View): string[] {
  const lines = linesOf(comparedText(facts, moment.id));
  const seen = { facts, id: moment.id };
  const rows = new Set(askRows(seen, (_, its) => its.map(({ line }) => line)));
  const detailed = new Set(askRows(seen, (compared, its) => (compared.hasDetails ? its.map(({ line }) => line) : [])));
  const isDetail = (line: string, i: number): boolean => /^\s/.test(line) && detailed.has(i);
  const others = lines.filter((line, i) => !rows.has(i + 1) && !isDetail(line, i));
  return linesOf(names.text(others.join('\n'), where));
}
