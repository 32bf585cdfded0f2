import { join } from 'node:path';
import type { HostDriver, OpenHosts } from '../hosts/host-driver.ts';
import { parameterValues } from '../lab/shell/expand.ts';
import type { Build, DriverFacts, HostFacts } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';
import { StatusPipe } from '../terminal/status-pipe.ts';
import { LabreportError } from '../text/errors.ts';
import { runBuild } from './build.ts';
import type { RunConfinement } from './confinement.ts';
import type { Run, ScenarioOptions } from './run-state.ts';
import { portsInUse } from './steps/port-in-use.ts';

/** A run whose folder is ready. */
export type Begun = ScenarioOptions & Pick<Run, 'clock' | 'folder' | 'onFault'>;

/** What is made side by side before the first step. */
export interface Making {
  /** Absent where the build begins later, or the lab has none. */
  building: Promise<Build | undefined> | undefined;
  /** Undefined, and told, when the driver can't make hosts. */
  opening: Promise<OpenHosts | undefined>;
  /** Ends all that was started. */
  end(): Promise<void>;
}

/** Lets the driver make ready the run's folder; gives its name as programs see it. Undefined, and told, when it can't. */
export function prepare(options: ScenarioOptions): Promise<string | undefined> {
  const { driver, lab, dir } = options;
  return tryDriver(options, () => driver.prepare(lab, dir));
}

/** Starts the build and the hosts. */
export function startMaking(begun: Begun): Making {
  const { driver, lab, dir, confine } = begun;
  let opening: Making['opening'] = Promise.resolve(undefined);
  const end = async () => (await opening.catch(() => undefined))?.end();
  // From here on there is something to end.
  begun.endsBy(end);
  // The build takes longer than the hosts, so it begins first. But one that is not the lab's own may take all that the
  // machine has: it begins when nothing else has to be made.
  const building = confine === undefined ? runBuild(begun) : undefined;
  opening = tryDriver(begun, () => driver.open(lab, dir));
  // They are waited for one after the other; until then nobody hears of a failure.
  for (const each of [building, opening]) each?.catch(() => {});
  return { building, opening, end };
}

/** The run with its hosts, when these are there. Undefined, and told, when they, or what confines programs, can't be made. */
export async function openHosts(begun: Begun, { opening }: Making): Promise<Run | undefined> {
  const { driver, dir, clock, onEvent, onFault } = begun;
  const confinement = await openConfinement(begun);
  if (confinement === 'impossible') return undefined;
  const [opened, pipe] = await Promise.all([opening, StatusPipe.open(join(dir, 'status'), onFault)]);
  if (opened === undefined) return undefined;
  const run = await makeRun({ ...begun, ...(confinement && { confinement }), opened, pipe });
  onEvent({ type: 'hosts-ready', atMs: clock.nowMs(), ...describe(driver, opened) });
  return run;
}

/** Loaded only where it is needed: most runs are of a lab's own programs. */
async function openConfinement(begun: Begun): Promise<RunConfinement | 'impossible' | undefined> {
  const { lab, driver, confine, onFault } = begun;
  if (confine === undefined) return undefined;
  const { RunConfinement } = await import('./confinement.ts');
  return (await tryDriver(begun, () => RunConfinement.open({ driver, confine, lab, onFault }))) ?? 'impossible';
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
  options: Omit<Run, 'hosts' | 'traits' | 'terminals' | 'captures' | 'portsBefore' | 'scope'> & {
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
  return { ...rest, hosts, traits, terminals, captures: new Map(), portsBefore, scope };
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
