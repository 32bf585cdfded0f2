import { escapeText, formatTable } from '../../../markdown/markdown.ts';
import { type Helper, leaveBlock } from '../../report.ts';

/**
 * A table of what the run was made with: labreport, driver, kernel, system and tools.
 * @example {{environment}}
 */
export const environment: Helper = (report, call) => {
  call.expect({ args: 0 });
  const { labreport, driver, machine, source, confinement } = report.facts.record;
  const { environment: names, environmentHeader } = report.language.report;
  const rows = [
    [names.labreport, labreport],
    [names.driver, driver.name],
    [names.kernel, machine.kernel],
    [names.system, machine.system],
    ...Object.entries(machine.tools),
  ];
  const table = formatTable(
    environmentHeader,
    rows.map((row) => row.map(escapeText)),
  );
  const words = report.language.confinement;
  const unconfined = source === undefined ? [] : [words.unconfined];
  const told = confinement === undefined ? unconfined : [words.confined(confinement.limits, source === 'own')];
  return leaveBlock(report, call, { parts: [table, ...told].map((markdown) => ({ markdown })) });
};
