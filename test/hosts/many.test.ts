import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labreport, makeLab } from '../journeys/labreport.ts';

const HOSTS = 100;

test(`${HOSTS} hosts on one network: each reaches the others, without ARP`, async () => {
  const hosts = Array.from({ length: HOSTS }, (_, i) => `  h${i + 1}: { lan: 192.0.2.${i + 1} }\n`).join('');
  const lab = `title: Many hosts
template: small.md.hbs
networks:
  lan: 192.0.2.0/24
hosts:
${hosts}steps:
  - { moment: neighbours, on: h${HOSTS}, run: ip neigh show nud permanent | wc -l }
  - { moment: refused, on: h1, run: "echo >/dev/tcp/\${h${HOSTS}}/9" }
`;
  const cwd = await makeLab(lab);
  const ran = await labreport(['generate', 'small', '--quiet', '--driver', 'namespaces'], { cwd });
  expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
  const log = (id: string) => readFile(join(cwd, 'reports/small/logs', `${id}.txt`), 'utf8');
  expect(await log('neighbours')).toBe(`${HOSTS - 1}\n`);
  expect(await log('refused')).toMatch(new RegExp(`connect: Connection refused\n.*h${HOSTS}.*Connection refused`));
});
