import type { HostDriver, OpenHosts, Site } from '../hosts/host-driver.ts';
import { parameterValues } from '../lab/shell/expand.ts';
import type { Build, DriverFacts, HostFacts } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';
import { LabreportError } from '../text/errors.ts';
import { runBuild } from './build.ts';
import type { RunConfinement } from './confinement.ts';
import type { Run, ScenarioOptions } from './run-state.ts';
import { portsInUse } from './steps/port-in-use.ts';

/** A run whose folder is ready. */
export type Begun = ScenarioOptions & Pick<Run, 'clock' | 'site' | 'folder' | 'onFault'>;

/** What is made side by side before the first step. */
export interface Making {
  /** Absent where the build begins later, or the lab has none. */
  building: Promise<Build | undefined> | undefined;
  /** Undefined, and told, when the driver can't make hosts. */
  opening: Promise<OpenHosts | undefined>;
}

/** Lets the driver make ready where the hosts are to be. Undefined, and told, when it can't. */
export function prepare(options: ScenarioOptions, onLost: (error: Error) => void): Promise<Site | undefined> {
  const { driver, lab, dir } = options;
  return tryDriver(options, () => driver.prepare({ plan: lab, folder: dir, onLost }));
}

/** Starts the build and the hosts. */
export function startMaking(begun: Begun): Making {
  const { site, confine } = begun;
  // The build takes longer than the hosts, so it begins first. But one that is not the lab's own may take all that the
  // machine has: it begins when nothing else has to be made.
  const building = confine === undefined ? runBuild(begun) : undefined;
  const opening = tryDriver(begun, () => site.open());
  // They are waited for one after the other; until then nobody hears of a failure.
  for (const each of [building, opening]) each?.catch(() => {});
  return { building, opening };
}

/** The run with its hosts, when these are there. Undefined, and told, when they, or what confines programs, can't be made. */
export async function openHosts(begun: Begun, { opening }: Making): Promise<Run | undefined> {
  const { driver, clock, onEvent } = begun;
  const confinement = await openConfinement(begun);
  if (confinement === 'impossible') return undefined;
  const opened = await opening;
  if (opened === undefined) return undefined;
  const run = await makeRun({ ...begun, ...(confinement && { confinement }), opened });
  onEvent({ type: 'hosts-ready', atMs: clock.nowMs(), ...describe(driver, opened) });
  return run;
}

/** Loaded only where it is needed: most runs are of a lab's own programs. */
async function openConfinement(begun: Begun): Promise<RunConfinement | 'impossible' | undefined> {
  const { lab, driver, site, confine, onFault } = begun;
  if (confine === undefined) return undefined;
  const { RunConfinement } = await import('./confinement.ts');
  return (await tryDriver(begun, () => RunConfinement.open({ driver, site, confine, lab, onFault }))) ?? 'impossible';
}

/** What the driver makes; undefined, and told, when it can't. */
async function tryDriver<T>({ onEvent }: ScenarioOptions, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    onEvent({ type: 'driver-failed', problem: { code: error.code, message: error.message } });
    return undefined;
  }
}

async function makeRun(
  options: Omit<Run, 'hosts' | 'giveSources' | 'traits' | 'terminals' | 'captures' | 'portsBefore' | 'scope'> & {
    driver: HostDriver;
    opened: OpenHosts;
  },
): Promise<Run> {
  const { opened, ...rest } = options;
  const hosts = new Map(opened.hosts.map((host) => [host.name, host]));
  const terminals = new Map<string, OpenTerminal>();
  const parameters = parameterValues(rest.lab);
  const reaches = Object.fromEntries(opened.hosts.map(({ name, reach }) => [name, reach]));
  const values = () => Object.fromEntries([...terminals].map(([id, terminal]) => [id, terminal.values]));
  const scope = () => ({ parameters, hosts: reaches, values: values() });
  const portsBefore = await portsInUse(opened.hosts);
  const { traits } = rest.driver;
  const { giveSources } = opened;
  return { ...rest, hosts, giveSources, traits, terminals, captures: new Map(), portsBefore, scope };
}

function describe(driver: HostDriver, opened: OpenHosts): { hosts: HostFacts[]; driver: DriverFacts } {
  const hosts = opened.hosts.map(({ name, fullName, reach, interfaces }) => ({
    name,
    fullName,
    reach,
    interfaces: [...interfaces],
  }));
  return { hosts, driver: { name: driver.name, traits: driver.traits, pins: opened.pins, limits: opened.limits } };
}
