import { expect, test } from 'vitest';
import { driverFacts } from '../driver-facts.ts';
import { said } from '../said.ts';
import { render, type TestRun } from './fixture.ts';

const FACTS = `- Made: 2026-10-08, 13:15:20 +02:00, in 1.2 s
- By: labreport 0.1.0, with hosts of the driver namespaces
- On: Debian GNU/Linux 12 (bookworm), kernel 6.18.0
- Trust: self-reported; nobody has run the lab again and compared
- Tools: netstat 2.10, tcpdump 4.99.3`;

test('the head tells when, by what and on what the run was made', () => {
  expect(render('# Title\n\n{{head}}\n')).toBe(`# Title\n\n${FACTS}\n`);
});

test("what the driver can't show stands in the head", () => {
  const limits = [said('All hosts share one process table.'), said('Packets <of> *lo* alone are seen.')];
  const run: TestRun = { record: { driver: { ...driverFacts('loopback'), limits } } };
  expect(render('{{head}}', run).split('\n').slice(-2)).toEqual([
    '- Not shown here: All hosts share one process table.',
    '- Not shown here: Packets \\<of\\> \\*lo\\* alone are seen.',
  ]);
});

const FAILURE = { step: 2, expected: said('"Connected" on terminal client2'), seen: said('it ended with status 1') };
const BROKEN: TestRun = {
  record: {
    run: {
      startedAt: '2026-10-08T13:15:20.004+02:00',
      epochUs: Date.parse('2026-10-08T13:15:20.004+02:00') * 1000,
      durationMs: 1234,
      failure: FAILURE,
    },
  },
};
const WARNING =
  '> **The run is incomplete:** it stopped at step 3 of 4 (lab.yaml:27, open). ' +
  'Expected: "Connected" on terminal client2. Seen: it ended with status 1. ' +
  'The text is written for a whole run: what it tells of this step and of later ones was not seen.\n\n';

test('an incomplete run is told first of all', () => {
  expect(render('{{head}}\n', BROKEN)).toBe(`${WARNING}${FACTS}\n`);
});

test('an incomplete run is told also by a template without a head', () => {
  expect(render('# Title\n', BROKEN)).toBe(`${WARNING}# Title\n`);
});

test('the tables of hosts and of versions', () => {
  expect(render('{{topology}}\n\n{{environment}}\n')).toBe(`| Host | Full name | Address (network) |
| --- | --- | --- |
| vit001 | vit001.lab.example | 192.0.2.1 (lan) |
| vit002 | vit002.lab.example | 192.0.2.2 (lan) |
| vit003 | vit003.lab.example | 192.0.2.3 (lan) |

| What | Version |
| --- | --- |
| labreport | 0.1.0 |
| driver | namespaces |
| kernel | 6.18.0 |
| system | Debian GNU/Linux 12 (bookworm) |
| netstat | net-tools 2.10 |
| tcpdump | tcpdump version 4.99.3 |
`);
});
