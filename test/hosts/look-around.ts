// Run by hosts.test.ts where a driver can make hosts: makes them, does on them what labs do, and tells what came of it.
import { hostname } from 'node:os';
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName, Host } from '../../src/hosts/host-driver.ts';
import { isOfRun } from '../../src/hosts/loopback/sweep.ts';
import type { Machine, Start } from '../../src/hosts/machine.ts';
import { TOOL_PATH } from '../../src/hosts/tool.ts';
import { poll } from '../../src/text/poll.ts';
import { PLAN } from './plan.ts';
import { toy } from './toy-driver.ts';

const LIMIT_MS = 60_000;
const [name, dir] = process.argv.slice(2) as [DriverName | 'toy', string];
const driver = { ...drivers, toy }[name];
const onLost = (error: Error) => {
  throw error;
};
const site = await driver.prepare({ plan: PLAN, folder: dir, onLost });
const { folder } = site;
const { hosts, pins, limits } = await site.open();
// As the runner does (src/runner.ts).
process.once('SIGTERM', () => {
  site.end();
  process.exit();
});
const [one, two] = hosts as [Host, Host];

const environment = { PATH: TOOL_PATH, HOME: dir };

/** Starts a program; resolves with the first line that it prints. */
async function start(machine: Machine, argv: readonly string[], more?: Partial<Start>) {
  const { promise, resolve } = withResolvers<string>();
  const onOutput = (bytes: Buffer) => resolve(`${bytes}`.trim());
  const running = await machine.start({ argv, environment, cwd: `${folder}/src`, onOutput, ...more });
  return { running, line: await promise };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Runs a command of bash to its end. */
async function run(machine: Machine, script: string) {
  let printed = '';
  const onOutput = (bytes: Buffer) => {
    printed += bytes;
  };
  const running = await machine.start({ argv: ['bash', '-c', script], environment, cwd: `${folder}/src`, onOutput });
  const [{ exit }] = await Promise.all([running.ended, running.closed]);
  return { printed, end: 'status' in exit ? exit.status : exit.signal };
}

/** Waits until it has become what is meant, since a shell execs it. */
async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const found = await poll(look, AbortSignal.timeout(LIMIT_MS));
  if (found === undefined) throw new Error(`not seen: ${look}`);
  return found;
}

/** How many of the sleepers a host shows as the lab's. */
async function shown(host: Host): Promise<number> {
  const all = (await host.processes()).filter(({ program }) => program === 'sleeper');
  // Hosts that share the machine's processes show those of other labs, too.
  const { ownProcesses } = driver.traits;
  return all.filter(({ pid }) => ownProcesses || isOfRun(`${pid}`, dir)).length;
}

const SLEEPER = ['perl', '-e', '$0 = "sleeper"; $| = 1; print "$$\\n"; sleep 1000'];
const sleeper = await start(one, SLEEPER);
const sleeping = await until(async () => {
  const found = (await one.processes()).find(({ pid }) => `${pid}` === sleeper.line);
  return found?.state === 'S' ? found : undefined;
});
await start(one.unseen, SLEEPER);

const listen = `use IO::Socket::INET; $| = 1;
my $s = IO::Socket::INET->new(LocalAddr => $ARGV[0], Listen => 5) or die $!;
print $s->sockport, "\\n"; my $c = $s->accept; sleep 1000`;
const server = await start(one, ['perl', '-e', listen, addressOf(one)]);
const port = Number(server.line);
const say = 'exec 3<>"/dev/tcp/$0/$1"; printf hello >&3; echo sent; read -r _ <&3';
await start(two, ['bash', '-c', say, addressOf(one), `${port}`]);
const sockets = await until(async () => {
  const own = (await one.sockets()).filter(({ localPort }) => localPort === port);
  return own.some(({ unread }) => unread === 5) ? own : undefined;
});
const holder = (await server.running.began).pid;
const holders = await Promise.all(sockets.map((socket) => one.holderOf(socket)));

function addressOf(host: Host): string {
  return host.interfaces[0]?.address ?? '';
}

/** What a program prints, but for names of this machine. */
function printed(text: string): string {
  return text.replaceAll(dir, 'DIR').replace(hostname(), 'MACHINE');
}

const { printed: told, end: endedWith } = await run(two, 'pwd; uname -n; echo "$HOME"; exit 7');
const seen = {
  folder: folder.replace(dir, 'DIR'),
  hosts: hosts.map(({ fullName, reach, interfaces, environment }) => ({ fullName, reach, interfaces, environment })),
  pins: pins.length,
  limits,
  ran: { printed: printed(told), end: endedWith },
  killed: (await run(two, 'kill -TERM $BASHPID')).end,
  named: (await run(two, `getent hosts ${one.fullName}`)).printed,
  sleeping: {
    program: sleeping.program,
    state: sleeping.state,
    isItself: sleeping.pid === (await sleeper.running.began).pid,
  },
  seenOn: await Promise.all(hosts.map(shown)),
  sockets: sockets.map(({ state, localAddress, unread }, i) => ({
    state,
    localAddress,
    unread,
    holder: holders[i] && { isItself: holders[i].hostPid === holder, isOfLab: holders[i].isOfLab },
  })),
};
export type Seen = typeof seen;
console.log(JSON.stringify(seen));

const wasThere = await sleeper.running.signal('SIGTERM');
const { exit } = await sleeper.running.ended;
const isThere = await sleeper.running.signal('SIGTERM');
console.log(JSON.stringify({ signalled: [wasThere, exit, isThere], afterSignal: await Promise.all(hosts.map(shown)) }));
// What has left its session, and its parents.
await run(two, 'setsid sleep 1000 >/dev/null 2>&1 & disown');
if (process.env.STAYS !== undefined) await new Promise(() => setInterval(() => {}, 1e6));
site.end();
process.exit();
