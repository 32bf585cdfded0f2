import type { DriverName } from '../../hosts/host-driver.ts';
import type { Lab } from '../../lab/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { findTool } from '../../tools/find.ts';
import { toolsIn } from '../../tools/named.ts';
import { installLine } from '../../tools/packages.ts';

/** What each driver makes hosts with. */
const MAKING_HOSTS: Record<DriverName, readonly string[]> = { namespaces: ['ip', 'unshare'], loopback: [] };
const HOST_TOOLS = Object.values(MAKING_HOSTS).flat();

/** The tools that a lab's commands name, and those that runs use. */
export function neededTools(lab: Lab): string[] {
  const commands = lab.steps.flatMap((step) => ('run' in step ? [step.run] : []));
  const capture = lab.steps.some(({ verb }) => verb === 'capture') ? ['tcpdump'] : [];
  const build = lab.build === undefined ? [] : toolsIn([lab.build]);
  const compiler = build.includes('make') ? ['gcc'] : [];
  return [...new Set([...build, ...compiler, ...capture, ...toolsIn(commands), 'bash', ...HOST_TOOLS])];
}

/**
 * Without them commands would fail in the middle of the run. The compiler is the Makefile's business, and a driver that
 * lacks its tools gives way to one that can do without.
 */
export function refuseMissingTools(tools: readonly string[], drivers: readonly DriverName[]): void {
  const isNeeded = (tool: string) => drivers.every((name) => MAKING_HOSTS[name].includes(tool));
  const dispensable = ['gcc', ...HOST_TOOLS.filter((tool) => !isNeeded(tool))];
  const missing = tools.filter((tool) => !dispensable.includes(tool) && findTool(tool) === undefined);
  if (missing.length === 0) return;
  throw new LabreportError({
    code: 'tool-missing',
    message: `this lab runs ${missing.join(', ')}, expected to find ${missing.length === 1 ? 'it' : 'them'} on this machine`,
    hint: installLine(missing),
  });
}
