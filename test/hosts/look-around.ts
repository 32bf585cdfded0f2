// Run by hosts.test.ts where a driver can make hosts: makes them, does on them what labs do, and tells what came of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName, Host } from '../../src/hosts/host-driver.ts';
import { isOfRun } from '../../src/hosts/loopback/sweep.ts';
import { sendSignal } from '../../src/hosts/processes.ts';
import { TOOL_PATH } from '../../src/hosts/tool.ts';
import { poll } from '../../src/text/poll.ts';
import { PLAN } from './plan.ts';

const LIMIT_MS = 60_000;
const [name, dir] = process.argv.slice(2) as [DriverName, string];
const folder = await drivers[name].prepare(PLAN, dir);
const { hosts, pins, limits, end } = await drivers[name].open(PLAN, dir);
// As the runner does (src/runner.ts).
process.once('SIGTERM', () => {
  end();
  process.exit();
});
const [one, two] = hosts as [Host, Host];

/** Starts a program on a host; resolves with the first line that it prints. */
async function start(argv: readonly string[]): Promise<{ child: ChildProcess; line: string }> {
  const [file, ...args] = argv as [string, ...string[]];
  const env = { PATH: TOOL_PATH, HOME: dir };
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const [text] = await once(child.stdout, 'data');
  return { child, line: String(text).trim() };
}

/** Runs a command of bash on a host to its end. */
async function run(host: Host, script: string) {
  const [file, ...args] = host.enter(['bash', '-c', script], `${folder}/src`) as [string, ...string[]];
  const env = { PATH: TOOL_PATH, HOME: dir };
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  const [status, signal] = await once(child, 'close');
  return { printed, end: status ?? signal };
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
  const { ownProcesses } = drivers[name].traits;
  return all.filter(({ hostPid }) => ownProcesses || isOfRun(`${hostPid}`, dir)).length;
}

const cwd = `${folder}/src`;
const SLEEPER = ['perl', '-e', '$0 = "sleeper"; $| = 1; print "$$\\n"; sleep 1000'];
const sleeper = await start(one.enter(SLEEPER, cwd));
const sleeping = await until(() => {
  const found = one.programOf(sleeper.child.pid as number);
  return found?.state === 'S' ? found : undefined;
});
await start(one.enterUnseen(SLEEPER, cwd));

const listen = `use IO::Socket::INET; $| = 1;
my $s = IO::Socket::INET->new(LocalAddr => $ARGV[0], Listen => 5) or die $!;
print $s->sockport, "\\n"; my $c = $s->accept; sleep 1000`;
const server = await start(one.enter(['perl', '-e', listen, addressOf(one)], cwd));
const port = Number(server.line);
const say = 'exec 3<>"/dev/tcp/$0/$1"; printf hello >&3; echo sent; read -r _ <&3';
await start(two.enter(['bash', '-c', say, addressOf(one), `${port}`], cwd));
const sockets = await until(async () => {
  const own = (await one.sockets()).filter(({ localPort }) => localPort === port);
  return own.some(({ unread }) => unread === 5) ? own : undefined;
});
const holder = one.programOf(server.child.pid as number);
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
  sleeping: { program: sleeping.program, state: sleeping.state, isItself: `${sleeping.hostPid}` === sleeper.line },
  seenOn: await Promise.all(hosts.map(shown)),
  sockets: sockets.map(({ state, localAddress, unread }, i) => ({
    state,
    localAddress,
    unread,
    holder: holders[i] && { isItself: holders[i].hostPid === holder?.hostPid, isOfLab: holders[i].isOfLab },
  })),
};
export type Seen = typeof seen;
console.log(JSON.stringify(seen));

sendSignal(sleeping.pid, 'SIGTERM');
await until(() => one.programOf(sleeper.child.pid as number) === undefined || undefined);
console.log(JSON.stringify({ afterSignal: await Promise.all(hosts.map(shown)) }));
// What has left its session, and its parents.
await run(two, 'setsid sleep 1000 >/dev/null & disown');
if (process.env.STAYS !== undefined) await new Promise(() => setInterval(() => {}, 1e6));
end();
process.exit();
