import { describeTopology, drawTopology } from '../../../figures/topology/draw-topology.ts';
import { escapeText, formatTable } from '../../../markdown/markdown.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { leaveFigure } from '../../leave-figure.ts';
import { type Helper, leaveBlock } from '../../report.ts';

const FORMATS = ['table', 'figure'];

/**
 * The lab's hosts with their full names and addresses, as a table or as a picture of them and their networks.
 * @option {text} [format="table"] "table" or "figure"
 * @example {{topology}}
 * @example {{topology format="figure"}}
 */
export const topology: Helper = (report, call) => {
  call.expect({ args: 0, options: ['format'] });
  const format = call.option('format') ?? 'table';
  if (!FORMATS.includes(format)) throw call.unknown('format', format, FORMATS);
  const { language } = report;
  const { record } = report.facts;
  if (format === 'table')
    return leaveBlock(report, call, { parts: [{ markdown: formatHosts(record, language.report.hostsHeader) }] });
  const alt = describeTopology(record, language);
  return leaveFigure(report, call, { name: 'topology', svg: drawTopology(record, { title: alt, language }).svg, alt });
};

function formatHosts({ hosts }: RunRecord, header: readonly string[]): string {
  const rows = hosts.map(({ name, fullName, interfaces }) => [
    name,
    fullName,
    interfaces.map(({ address, network }) => `${address} (${network})`).join(', '),
  ]);
  return formatTable(
    header,
    rows.map((row) => row.map(escapeText)),
  );
}
