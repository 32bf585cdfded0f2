import type { RunRecord } from '../../record/types.ts';
import { leaveFigure } from '../figures/leave-figure.ts';
import { describeTopology, drawTopology } from '../figures/topology-draw.ts';
import { escapeText, formatTable } from '../markdown.ts';
import { type Helper, leaveBlock } from '../report.ts';

const FORMATS = ['table', 'figure'];

/**
 * A table of the lab's hosts, their full names and addresses; or a picture of them and their networks.
 * @example {{topology}}
 * @example {{topology format="figure"}}
 */
export const topology: Helper = (report, call) => {
  call.expect({ args: 0, options: ['format'] });
  const format = call.option('format') ?? 'table';
  if (!FORMATS.includes(format)) throw call.unknown('format', format, FORMATS);
  const { record } = report.facts;
  if (format === 'table') return leaveBlock(report, call, { parts: [{ markdown: formatHosts(record) }] });
  const alt = describeTopology(record);
  return leaveFigure(report, call, { name: 'topology', svg: drawTopology(record, alt).svg, alt });
};

function formatHosts({ hosts }: RunRecord): string {
  const rows = hosts.map(({ name, fullName, interfaces }) => [
    name,
    fullName,
    interfaces.map(({ address, network }) => `${address} (${network})`).join(', '),
  ]);
  return formatTable(
    ['Host', 'Full name', 'Address (network)'],
    rows.map((row) => row.map(escapeText)),
  );
}
