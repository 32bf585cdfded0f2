import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeCrate } from '../../../src/app/record/write-crate.ts';
import { idOfPath } from '../../../src/archive/crate/entity.ts';
import { programsIn } from '../../../src/archive/crate/software.ts';
import { addMs } from '../../../src/archive/crate/time.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { makeReport } from '../../commands/report-folder.ts';
import { SAMPLE } from '../../sample.ts';
import { checkCrate, type Entity } from './profile.ts';

const FRONT = { author: 'Ada Lovelace', id: '0042', institution: 'A school', license: 'CC-BY-4.0' };

function copyOfSample(): string {
  const dir = mkdtempSync(join(tmpdir(), 'labreport-crate-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(SAMPLE, dir, { recursive: true });
  return dir;
}

const graphOf = (dir: string): Entity[] =>
  JSON.parse(readFileSync(join(dir, 'ro-crate-metadata.json'), 'utf8'))['@graph'];

describe('the crate of the sample', () => {
  test('keeps every MUST; of SHOULD it lacks what nobody has told', () => {
    const { must, should } = checkCrate(SAMPLE);
    expect(must).toEqual([]);
    const kinds = new Set(should.map((rule) => rule.replace(/^#(run|software)\S*/, '#$1')));
    expect([...kinds].sort()).toEqual([
      '#run has a person as its agent',
      '#software has a url',
      '#software has a version',
      'the license is an entity with name and description',
    ]);
    const unknown = should.filter((rule) => rule.startsWith('#software'));
    expect(unknown).toEqual([
      '#software-labreport has a url',
      '#software-kill has a url',
      '#software-kill has a version',
    ]);
  });

  test('is what labreport makes of its record', () => {
    const dir = copyOfSample();
    writeCrate({ dir, record: readRecord(dir) });
    expect(readFileSync(join(dir, 'ro-crate-metadata.json'), 'utf8')).toBe(
      readFileSync(join(SAMPLE, 'ro-crate-metadata.json'), 'utf8'),
    );
  });

  test('with an author and a license it keeps all but what a tool does not tell of itself', () => {
    const dir = copyOfSample();
    writeCrate({ dir, record: { ...readRecord(dir), frontMatter: FRONT } });
    const { must, should } = checkCrate(dir);
    expect(must).toEqual([]);
    expect(should.filter((rule) => !rule.startsWith('#software'))).toEqual([]);
    const entities = new Map(graphOf(dir).map((entity) => [entity['@id'], entity]));
    expect(entities.get('#author')).toEqual({
      '@id': '#author',
      '@type': 'Person',
      name: 'Ada Lovelace',
      identifier: '0042',
      affiliation: { '@id': '#institution' },
    });
    expect(entities.get('./')).toMatchObject({
      author: { '@id': '#author' },
      license: { '@id': 'https://spdx.org/licenses/CC-BY-4.0' },
    });
  });
});

test('one action for each command: what ran, when, with what, and what it left', async () => {
  const { dir } = await makeReport();
  writeCrate({ dir, record: readRecord(dir) });
  expect(checkCrate(dir).must).toEqual([]);
  const actions = graphOf(dir).filter((entity) => entity['@type'] === 'CreateAction');
  expect(actions.map((action) => action['@id'])).toEqual([
    '#run',
    '#run-build',
    '#run-server',
    '#run-client2',
    '#run-again',
    '#run-wire',
    '#run-netstat-open',
    '#run-ps',
  ]);
  const again = actions.find((action) => action['@id'] === '#run-again');
  expect(again).toMatchObject({
    actionStatus: { '@id': 'http://schema.org/FailedActionStatus' },
    error: 'ended with status 1',
    result: [{ '@id': 'logs/again.txt' }, { '@id': 'logs/again.cast' }],
  });
});

test('the rules are able to fail', async () => {
  const { dir } = await makeReport();
  const record = readRecord(dir);
  writeCrate({ dir, record });
  const file = join(dir, 'ro-crate-metadata.json');
  const good = readFileSync(file, 'utf8');
  const broken = (change: (text: string) => string) => {
    writeFileSync(file, change(good));
    return checkCrate(dir).must;
  };
  expect(broken((text) => text.replace(/"sha256": "./, '"sha256": "x'))).toHaveLength(1);
  expect(broken((text) => text.replace('wfrun/process/0.5', 'wfrun/process/0.1'))).not.toEqual([]);
  expect(broken((text) => text.replaceAll('"datePublished": "2', '"datePublished": "in 2'))).not.toEqual([]);
  expect(broken((text) => text.replaceAll('"@id": "#software-labreport"', '"@id": "#other"'))).toEqual([]);
  expect(broken((text) => text.replace('"@id": "#software-labreport"', '"@id": "#other"'))).not.toEqual([]);
});

describe('its parts', () => {
  test.each([
    ['netstat -ptan | grep ":8[0-9]\\+"', ['netstat', 'grep']],
    ['./TCPechod 8990', ['./TCPechod']],
    ['LC_ALL=C ps x; kill -PIPE 70', ['ps', 'kill']],
    ['for i in 1 2; do echo "a | b"; done', ['echo']],
    ['', []],
  ])('programs in %j', (command, programs) => expect(programsIn(command)).toEqual(programs));

  test.each([
    ['2026-10-08T13:15:23.118+02:00', 1500.4, '2026-10-08T13:15:24.618+02:00'],
    ['2026-12-31T23:59:59.999-03:30', 1, '2027-01-01T00:00:00.000-03:30'],
    ['2026-12-31T23:59:59.999Z', 1, '2027-01-01T00:00:00.000Z'],
    ['some day', 1, undefined],
  ])('%s and %d ms', (at, ms, expected) => expect(addMs(at, ms)).toBe(expected));

  test.each([
    ['lab/my file 50%.c', 'lab/my%20file%2050%25.c'],
    ['logs/a#b?.txt', 'logs/a%23b%3F.txt'],
    ['lab/práctica.c', 'lab/práctica.c'],
  ])('the id of %s', (path, id) => expect(idOfPath(path)).toBe(id));
});
