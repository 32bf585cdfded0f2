import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drivers } from '../../src/hosts/drivers.ts';
import { DRIVER_NAMES } from '../../src/hosts/host-driver.ts';
import { readRecord } from '../../src/record/read-record.ts';
import type { Evidence, RunRecord } from '../../src/record/run-record.ts';
import { ECHO_SOURCES, isRoot, makeLab, users } from '../journeys/labreport.ts';
import { Sandbox } from '../journeys/sandbox.ts';

/** Everything that a lab can rely on, whatever its hosts are made of. */
const LAB = `title: What every driver keeps to
template: small.md.hbs
source: src
build: make all && echo built > note
domain: lab.example
networks:
  lan: 192.0.2.0/24
hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
steps:
  - { moment: note, on: vit002, run: cat note }
  - { moment: environment, on: vit001, run: env | sort }
  - { moment: streams, on: vit001, run: echo out; echo err >&2; echo out again; exit 3 }
  - { moment: folder, on: vit002, run: pwd }

  - { open: server, on: vit001, run: ./TCPechod 8990, until: Waiting for }
  - { wait: { sockets: vit001, state: LISTEN, port: 8990, count: 1 } }
  - { wait: { processes: vit001, program: TCPechod, count: 1 } }
  - { capture: wire, on: vit001, filter: port 8990 }
  - { open: client, on: vit002, run: "./TCPecho \${vit001} 8990", until: '/from port (?<port>\\d+)/' }
  - { wait: { text: '/from (?<peer>[0-9.]+) remote port \${client.port}/', on: server } }
  - { type: hello, into: client, until: hello }
  - { wait: { sockets: vit001, state: ESTABLISHED, port: 8990, count: COUNT } }
  - { wait: { processes: vit001, program: TCPechod, count: 2 } }
  - { stop: client }
  - { wait: { processes: vit001, program: TCPechod, count: 1 } }
  - { stop: wire }
  - { stop: server, with: SIGTERM }

  - { open: shell, on: vit002, run: echo pid $$$$; cat, until: '/pid (?<told>\\d+)/' }
  - { stop: shell, with: EOF }
  - { open: killed, on: vit002, run: echo ready; sleep 1000, until: ready }
  - { stop: killed, with: SIGKILL }
  - { open: interrupted, on: vit002, run: "perl -e '$| = 1; $SIG{INT} = sub { print qq(caught\\n); exit 4 }; print qq(ready\\n); sleep 1 while 1'", until: ready }
  - { stop: interrupted }
  - { open: left, on: vit001, run: 'trap "" HUP; sleep 1000 & echo ready; wait', until: ready }
`;

/** What each trait says of hosts, as one of them sees it of the other. */
const TRAITS_LAB = `title: What hosts are like
template: small.md.hbs
domain: lab.example
networks:
  lan: 192.0.2.0/24
hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
steps:
  - { open: listener, on: vit001, run: "exec -a stranger perl -MIO::Socket::INET -e '$| = 1; my $s = IO::Socket::INET->new(Listen => 1, LocalPort => 8990, ReuseAddr => 1); print qq(ready\\n); sleep 1000'", until: ready }
  - { moment: their-port, on: vit002, run: netstat -ltan }
  - { moment: their-processes, on: vit002, run: ps ax }
  - { moment: their-name, on: vit002, run: getent ahostsv4 vit001.lab.example }
  - { moment: reach, on: vit002, run: "echo \${vit001}" }
`;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.open();
});
afterEach(() => sandbox.close());

const setups = DRIVER_NAMES.flatMap((driver) => users.map((user) => ({ driver, user })));

describe.each(setups)('$driver, $user', ({ driver, user }) => {
  test('keeps to what every lab relies on', async () => {
    // On loopback both ends of a connection are among the sockets of every host.
    const lab = LAB.replace('COUNT', driver === 'loopback' ? '2' : '1');
    const cwd = await makeLab(lab, { files: ECHO_SOURCES, user });
    process.env.SECRET_OF_MINE = 'hidden';
    const { status, stdout, stderr } = await sandbox.run(['generate', 'small', '--driver', driver], { cwd, user });
    delete process.env.SECRET_OF_MINE;
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    expect(sandbox.processes()).toEqual([]);

    const folder = join(cwd, 'reports/small');
    const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
    const find = (id: string) => record.evidence.find((evidence) => evidence.id === id) as Evidence;
    const log = async (id: string) => (await readFile(join(folder, find(id).log), 'utf8')).replaceAll('\r\n', '\n');

    expect(record.run.failure).toBeUndefined();
    expect(record.driver.name).toBe(driver);
    expect(record.hosts.map(({ name, fullName }) => `${name} ${fullName}`)).toEqual([
      'vit001 vit001.lab.example',
      'vit002 vit002.lab.example',
    ]);
    expect(await log('note')).toBe('built\n');
    const [address] = record.hosts.map(({ interfaces }) => interfaces[0]?.address);
    const own = driver === 'loopback' ? `LAB_ADDRESS=${address}\n` : '';
    expect((await log('environment')).replaceAll(/(?<=^(HOME|PWD)=).*/gm, 'FOLDER')).toBe(
      `HOME=FOLDER\n${own}LANG=C.UTF-8\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n` +
        'PWD=FOLDER\nSHELL=/bin/bash\nSHLVL=1\nUSER=student\n_=/usr/bin/env\n',
    );
    expect(await log('streams')).toBe('out\nerr\nout again\n');
    expect(find('streams')).toMatchObject({ exit: { status: 3 }, log: 'logs/streams.txt' });
    expect(await log('folder')).toMatch(/\/src\n$/);

    const peer = record.hosts[1]?.interfaces[0]?.address;
    expect(find('server')).toMatchObject({ host: 'vit001', exit: { signal: 'SIGTERM' }, values: { peer } });
    expect(find('client')).toMatchObject({ host: 'vit002', exit: { signal: 'SIGINT' } });
    const shell = find('shell');
    expect(shell).toMatchObject({
      exit: { status: 0 },
      pid: Number((shell as { values: Record<string, string> }).values.told),
    });
    expect(find('killed')).toMatchObject({ exit: { signal: 'SIGKILL' } });
    expect(find('interrupted')).toMatchObject({ exit: { status: 4 } });
    expect(await log('interrupted')).toBe('ready\n^Ccaught\n');
    expect(find('left')).not.toHaveProperty('exit');

    const wire = find('wire');
    if (driver === 'loopback' && (user === 'ordinary' || !isRoot)) {
      expect(wire).toMatchObject({
        unavailable: { id: 'said', values: { text: expect.stringMatching(/^tcpdump: lo: .*permi/i) } },
      });
      expect(wire).not.toHaveProperty('pcap');
    } else {
      expect(wire).toMatchObject({ complete: true, packets: { dropped: 0 }, pcap: 'logs/wire.pcap' });
      expect((await log('wire')).match(/Flags \[S\]/g)?.length).toBe(1);
    }
  });

  test('has the traits that it says it has', async () => {
    const cwd = await makeLab(TRAITS_LAB, { user });
    const args = ['generate', 'small', '--driver', driver, '--quiet'];
    const { status, stderr } = await sandbox.run(args, { cwd, user });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const folder = join(cwd, 'reports/small');
    const record = readRecord(folder);
    const log = (id: string) => readFile(join(folder, `logs/${id}.txt`), 'utf8');
    const one = record.hosts[0];
    const { traits } = drivers[driver];
    expect(record.driver.traits).toEqual(traits);
    expect({
      ownNetwork: !(await log('their-port')).includes(':8990'),
      ownProcesses: !(await log('their-processes')).includes('stranger'),
      namesResolve: (await log('their-name')).startsWith(`${one?.interfaces[0]?.address} `),
      confines: traits.confines,
      reach: await log('reach'),
    }).toEqual({
      ownNetwork: traits.ownNetwork,
      ownProcesses: traits.ownProcesses,
      namesResolve: traits.namesResolve,
      confines: traits.confines,
      reach: `${one?.reach}\n`,
    });
  });
});
