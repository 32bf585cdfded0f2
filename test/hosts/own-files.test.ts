import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/record/read-record.ts';
import { labreport, makeLab, makeVisibleFolder, users } from '../journeys/labreport.ts';
import { Sandbox } from '../journeys/sandbox.ts';

const HEAD = `title: Machines of their own
template: small.md.hbs
source: src
shared: [data, other]
build: echo built >built; mkdir -p data; echo before >data/built
domain: lab.example
networks:
  lan: 192.0.2.0/24
hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
steps:
`;

/** Where a host writes; no other sees it there. */
const OWN = [
  'note',
  '/tmp/note',
  '/var/tmp/note',
  '/run/note',
  '/dev/shm/note',
  '$HOME/note',
  '/etc/note',
  '/etc/hosts',
];
/** Where the other sees it, too. */
const SHARED = ['data/note', 'other/note'];
const write = [...OWN, ...SHARED].map((path) => `echo marked >>${path}`).join(' && ');
const read = [...OWN, ...SHARED].map((path) => `grep -l marked ${path}`).join('; ');

/** What a command prints on the second host. */
const MOMENTS: Record<string, [run: string, printed: string | RegExp]> = {
  files: [`(${read}) 2>/dev/null`, `${SHARED.join('\n')}\n`],
  built: ['cat built data/built', 'built\nbefore\n'],
  'built-is-own': ['echo more >>built; cat built', 'built\nmore\n'],
  name: [
    'hostname; cat /etc/hostname; id -un; getent passwd student | cut -d: -f5-; echo $HOME',
    'vit002\nvit002\nstudent\nstudent:/run/lab:/bin/bash\n/run/lab\n',
  ],
  groups: ['id -gn; getent group tty || echo none', 'student\nnone\n'],
  persons: ['getent passwd | awk -F: \'$3 >= 1000 && $3 != 65534 && $1 != "student" { print $1 }\'', ''],
  names: [
    'getent hosts vit001.lab.example; getent hosts no.such.name; grep ^hosts: /etc/nsswitch.conf; wc -c </etc/resolv.conf',
    '192.0.2.1       vit001.lab.example vit001\nhosts: files dns\n0\n',
  ],
  settings: ['test -r /etc/services && test -d /etc/alternatives && head -c 4 /etc/ld.so.cache | wc -c', '4\n'],
  'added-account': [
    'echo extra:x:77:77::/:/bin/false >>/etc/passwd; getent passwd extra',
    'extra:x:77:77::/:/bin/false\n',
  ],
  changed: ["sed -i 's/vit001/renamed/' /etc/hosts; getent hosts renamed.lab.example | cut -d' ' -f1", '192.0.2.1\n'],
  // As ping does it: without a privilege where the group may (icmp(7)).
  ping: [
    `perl -MSocket -e 'socket my $s, PF_INET, SOCK_DGRAM, 1 or die $!; my $to = sockaddr_in(0, inet_aton("vit001")); send $s, pack("C2n3", 8, 0, 0, 0, 1), 0, $to or die $!; recv $s, my $got, 99, 0; print unpack("C", $got), "\\n"'`,
    '0\n',
  ],
  route: [
    'ip route add 203.0.113.0/24 via 192.0.2.1 && ip route get 203.0.113.5 | grep -o "via.*eth0"',
    'via 192.0.2.1 dev eth0\n',
  ],
  control: ['ip route show dev eth0 | grep -o "congctl.*cubic\\|congctl cubic"', /cubic/],
};

const STEPS = `  - { moment: write, on: vit001, run: '${write}' }
  - { open: first, on: vit001, run: tty; cat, until: pts }
  - { open: second, on: vit002, run: tty; cat, until: pts }
  - { open: low, on: vit001, run: "exec perl -MIO::Socket::INET -e '$| = 1; my $s = IO::Socket::INET->new(Listen => 1, LocalPort => 80) or die; print qq(ready\\n); my $c = $s->accept; print $c qq(hello\\n)'", until: ready }
  - { moment: port-80, on: vit002, run: "cat </dev/tcp/vit001/80" }
${Object.entries(MOMENTS)
  .map(([id, [run]]) => `  - { moment: ${id}, on: vit002, run: ${JSON.stringify(run)} }\n`)
  .join('')}`;

describe.each(users)('%s', (user) => {
  test('a host’s files, terminals, names and ports are its own', async () => {
    const cwd = await makeLab(HEAD + STEPS, { files: { 'labs/small/src/empty': '' }, user });
    const sandbox = await Sandbox.open();
    try {
      const ran = await sandbox.run(['generate', 'small', '--quiet', '--driver', 'namespaces'], { cwd, user });
      expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
      const folder = join(cwd, 'reports/small');
      const log = async (id: string) => (await readFile(join(folder, `logs/${id}.txt`), 'utf8')).replaceAll('\r', '');
      expect(readRecord(folder).run.failure).toBeUndefined();
      expect(await log('write')).toBe('');
      for (const [id, [, printed]] of Object.entries(MOMENTS))
        expect({ id, printed: await log(id) }).toEqual({
          id,
          printed: typeof printed === 'string' ? printed : expect.stringMatching(printed),
        });
      expect([await log('first'), await log('second')]).toEqual(['/dev/pts/0\n', '/dev/pts/0\n']);
      expect(await log('port-80')).toBe('hello\n');
    } finally {
      await sandbox.close();
    }
  });
});

test('programs that are not the lab’s own share what the lab says, and nothing else', async () => {
  const steps = `  - { moment: write, on: vit001, run: 'for f in note /tmp/note data/note other/note; do echo marked >$f; done' }
  - { moment: read, on: vit002, run: 'for f in note /tmp/note data/note other/note data/built; do [ ! -e $f ] || echo $f; done' }
`;
  const cwd = await makeLab(HEAD + steps, { files: { 'labs/small/src/empty': '', 'mine/empty': '' } });
  const ran = await labreport(['generate', 'small', '--quiet', '--source', 'mine'], { cwd });
  expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readRecord(join(cwd, 'reports/small')).confinement).toBeDefined();
  const log = (id: string) => readFile(join(cwd, `reports/small/logs/${id}.txt`), 'utf8');
  expect({ wrote: await log('write'), read: await log('read') }).toEqual({
    wrote: '',
    read: 'data/note\nother/note\ndata/built\n',
  });
});

test('a shared folder in whose place a build puts a link gives nobody’s files away', async () => {
  const secrets = await makeVisibleFolder();
  await writeFile(join(secrets, 'secret'), 'a secret\n');
  // The command is the author's, and looks where all hosts would find them.
  const steps = '  - { moment: shared, on: vit001, run: \'bash -c "ls -A /run/lab/src/data"\' }\n';
  const theirs = `rm -rf data; ln -s ${secrets} data`;
  const head = HEAD.replace(/^build: .*\n/m, `programs: { maker: { run: ./maker.sh } }\nbuild: ${theirs}\n`);
  const files = { 'labs/small/src/maker.sh': '#!/bin/bash\n', 'mine/maker.sh': '#!/bin/bash\n' };
  const cwd = await makeLab(head + steps, { files });
  const { status, stderr } = await labreport(['generate', 'small', '--quiet', '--source', 'mine'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(await readFile(join(cwd, 'reports/small/logs/shared.txt'), 'utf8')).toBe('');
});

test('a command of the lab’s author follows no link in a shared folder', async () => {
  const steps = `  - { open: theirs, on: vit001, program: maker, until: made }
  - { moment: mine, on: vit001, run: 'bash -c "cat /run/lab/src/data/link; echo more >>/run/lab/src/data/link"' }
`;
  const secrets = await makeVisibleFolder();
  await writeFile(join(secrets, 'secret'), 'a secret\n');
  const head = HEAD.replace(/^build: .*\n/m, 'programs: { maker: { run: ./maker.sh } }\nbuild: chmod +x maker.sh\n');
  const script = `#!/bin/bash\nln -s ${secrets}/secret data/link\necho made\n`;
  const cwd = await makeLab(head + steps, { files: { 'labs/small/src/maker.sh': script, 'mine/maker.sh': script } });
  const { status, stderr } = await labreport(['generate', 'small', '--quiet', '--source', 'mine'], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(await readFile(join(cwd, 'reports/small/logs/mine.txt'), 'utf8')).toMatch(
    /^cat: .*levels of symbolic links\n/,
  );
  expect(await readFile(join(secrets, 'secret'), 'utf8')).toBe('a secret\n');
});
