import { escapeText, formatTable } from '../markdown.ts';
import { type Helper, leaveBlock } from '../report.ts';

/**
 * A table of what the run was made with: labreport, driver, kernel, system and tools.
 * @example {{environment}}
 */
export const environment: Helper = (report, call) => {
  call.expect({ args: 0 });
  const { labreport, driver, machine } = report.facts.record;
  const rows = [
    ['labreport', labreport],
    ['driver', driver.name],
    ['kernel', machine.kernel],
    ['system', machine.system],
    ...Object.entries(machine.tools),
  ];
  const table = formatTable(
    ['What', 'Version'],
    rows.map((row) => row.map(escapeText)),
  );
  return leaveBlock(report, call, { parts: [{ markdown: table }] });
};
