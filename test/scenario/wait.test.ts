import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ECHO_SOURCES, labreport, makeLab } from '../journeys/labreport.ts';

/** Which end is the server is told by each packet's connection. */
const LAB = `title: A lab
template: small.md.hbs
networks:
  lan: 192.0.2.0/24
hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
source: src
build: make
steps:
  - { open: echo, on: vit001, run: ./TCPechod 8990, until: Waiting }
  - { capture: wire, on: vit001, filter: tcp }
  - { open: asker, on: vit002, run: "./TCPecho \${vit001} 8990" }
  - { wait: { packets: wire, from: server, flags: SYN ACK, count: 1 } }
claims:
  answered: { says: It answers, capture: wire, packets: [{ from: server, flags: SYN ACK, count: 1 }] }
`;

test('a wait counts the packets that a claim counts', async () => {
  const cwd = await makeLab(LAB, { files: ECHO_SOURCES, template: '{{head}}\n\n{{claims}}\n' });
  const ran = await labreport(['generate', 'small', '--quiet'], { cwd });
  expect({ ...ran, record: JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8')).run }).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
    record: expect.not.objectContaining({ failure: expect.anything() }),
  });
});
