import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Evidence, RunRecord } from '../../src/record/run-record.ts';
import { ECHO_SOURCES, labYaml, makeLab, type User, users } from '../journeys/labreport.ts';
import { Sandbox } from '../journeys/sandbox.ts';

const STEPS = `
  - { open: quick, on: vit001, run: "echo I am process $BASHPID; exit 3", until: '/process (?<told>\\d+)/' }
  - { moment: known, on: vit001, run: "echo \${quick.pid}" }
  - { open: signalled, on: vit001, run: exec sleep 1000 }
  - { stop: signalled, with: SIGTERM }
  - { open: typed, on: vit002, run: exec sleep 1000 }
  - { stop: typed }
  - { open: server, on: vit001, run: ./TCPechod 8990, until: Waiting for }
  - { open: client, on: vit002, run: "./TCPecho \${vit001} 8990", until: '/from port (?<port>\\d+)/' }
  - { open: parent, on: vit001, run: ./TCPechod 8991, until: Waiting for }
  - { open: other, on: vit002, run: "./TCPecho \${vit001} 8991", until: from port }
  - { type: hello, into: other, until: hello }
  - { stop: parent, with: SIGTERM }
`;

test.each(['namespaces', 'loopback'])(
  'programs from their beginning to their end, however quick: %s',
  async (driver) => {
    const cwd = await makeLab(labYaml(STEPS, 'source: src\nbuild: make TCPechod TCPecho\n'), { files: ECHO_SOURCES });
    // The server that is hung up first leaves its port in TIME_WAIT: not on this machine's own loopback device.
    const sandbox = await Sandbox.open();
    onTestFinished(() => sandbox.close());
    const args = ['generate', 'small', '--quiet', '--driver', driver];
    const { status, stderr } = await sandbox.run(args, { cwd, user: users[0] as User });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const folder = join(cwd, 'reports/small');
    const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
    const seen = (id: string) => record.evidence.find((evidence) => evidence.id === id) as Evidence;

    const quick = seen('quick') as Evidence & { pid: number; values: Record<string, string> };
    expect(quick).toMatchObject({ exit: { status: 3 }, pid: Number(quick.values.told) });
    expect(await readFile(join(folder, seen('known').log), 'utf8')).toBe(`${quick.pid}\n`);
    expect(seen('signalled').exit).toEqual({ signal: 'SIGTERM' });
    expect(seen('typed').exit).toEqual({ signal: 'SIGINT' });
    // Both are hung up by labreport; what the client would do about the server's end is none of the lab.
    expect(seen('server')).not.toHaveProperty('exit');
    expect(seen('client')).not.toHaveProperty('exit');
    for (const id of ['client', 'parent', 'other'])
      expect(await readFile(join(folder, seen(id).log), 'utf8')).not.toContain('closed');
  },
);
