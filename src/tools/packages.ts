import packages from './packages.json' with { type: 'json' };

/** Debian package of each tool that labreport knows. The set-up script reads the same table. */
const PACKAGES: ReadonlyMap<string, string> = new Map(Object.entries(packages));

export function isKnownTool(name: string): boolean {
  return PACKAGES.has(name);
}

/** Debian package that brings a tool, e.g. "net-tools" for "netstat"; nothing for a tool that labreport doesn't know. */
export function packageOf(tool: string): string | undefined {
  return PACKAGES.get(tool);
}

/** The command that installs tools, e.g. "sudo apt-get install tcpdump net-tools". */
export function installLine(tools: readonly string[]): string {
  const needed = new Set(tools.map((tool) => packageOf(tool) ?? tool));
  return ['sudo apt-get install', ...needed].join(' ');
}
