import { Command } from 'commander';
import type { DriverName, HostDriver, Need } from '../../hosts/host-driver.ts';
import { LabreportError } from '../../text/errors.ts';
import { conclude } from '../outcome.ts';
import { paint } from '../print/paint.ts';
import { print, printJson } from '../print/print.ts';
import { errorInResult } from '../print/print-error.ts';

/** What one driver found on this machine. */
export interface Finding {
  driver: DriverName;
  summary: string;
  /** Everything that it can't do without is there. */
  usable: boolean;
  needs: Need[];
}

/** Loaded when the command runs, so that other commands start without it. */
async function allDrivers(): Promise<HostDriver[]> {
  const { drivers } = await import('../../hosts/drivers.ts');
  return Object.values(drivers);
}

/** `labreport doctor`: what this machine has and lacks, and the commands that mend it. */
export function doctorCommand(loadDrivers = allDrivers): Command {
  return new Command('doctor')
    .description('check what this machine has and lacks for running labs')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { json?: true }) => {
      const findings = await examine(await loadDrivers());
      const error = chosen(findings) === undefined ? unusable(findings) : undefined;
      if (json) printJson(formatJson(findings, error));
      else print(formatFindings(findings));
      if (error !== undefined) throw error;
      conclude();
    });
}

const EXAMPLES = `
Examples:
  labreport doctor
  labreport doctor --json | jq -r .driver

Exit status: 0 labs can be run here, 2 they can't.`;

/** Lets each driver try what it needs. One after the other: they try with the same tools. */
export async function examine(drivers: readonly HostDriver[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const driver of drivers) {
    const needs = await driver.probe();
    const usable = needs.every(({ met, required }) => met || !required);
    findings.push({ driver: driver.name, summary: driver.summary, usable, needs });
  }
  return findings;
}

/** The findings as a person reads them. */
export function formatFindings(findings: readonly Finding[]): string {
  const parts = findings.map(({ driver, summary, needs }) =>
    [`${paint('bold', driver)}: ${summary}`, ...needs.map(formatNeed)].join('\n'),
  );
  const driver = chosen(findings);
  const verdict = driver === undefined ? [] : [`Labs run with the driver ${paint('bold', driver)}.`];
  return `${[...parts, ...verdict].join('\n\n')}\n`;
}

function formatNeed({ name, met, required, seen, mend }: Need): string {
  const mark = met ? paint('green', '✓') : paint(required ? 'red' : 'yellow', '✗');
  const head = `  ${mark} ${name}${met || required ? '' : ' (optional)'}: ${seen}`;
  const below = met || mend === undefined ? '' : `\n${mend}`;
  return `${head}${below}`.replaceAll('\n', '\n      ');
}

function formatJson(findings: readonly Finding[], error: LabreportError | undefined): string {
  return `${JSON.stringify({ driver: chosen(findings), findings, ...errorInResult(error) }, null, 2)}\n`;
}

/** The first that can be used, in the order of the table of drivers. */
function chosen(findings: readonly Finding[]): DriverName | undefined {
  return findings.find(({ usable }) => usable)?.driver;
}

function unusable(findings: readonly Finding[]): LabreportError {
  const lacking = findings[0]?.needs.filter(({ met, required }) => required && !met) ?? [];
  const mends = new Set(lacking.flatMap(({ mend }) => mend ?? []));
  return new LabreportError({
    code: 'driver-unavailable',
    message: 'no driver can make hosts on this machine',
    hint: [...mends].join('\n') || 'The lines marked ✗ say what is missing.',
  });
}
