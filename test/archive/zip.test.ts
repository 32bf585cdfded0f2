import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { type Member, writeZip } from '../../src/archive/zip.ts';
import { sha256 } from '../journeys/labreport.ts';

function makeFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'labreport-zip-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

function zip(members: Member[], file = join(makeFolder(), 'a.zip')) {
  const descriptor = openSync(file, 'w');
  const written = writeZip(descriptor, members);
  closeSync(descriptor);
  return { ...written, content: readFileSync(file) };
}

test('holds texts and files, also large ones, and tells its size and hash', () => {
  const large = join(makeFolder(), 'large');
  const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, i) => (i * 7919) % 251));
  writeFileSync(large, bytes);
  const members = [
    { path: 'r/report.md', content: Buffer.from('# Ünïcode 漢\n') },
    { path: 'r/logs/large.txt', content: { dir: dirname(large), path: basename(large) } },
    { path: 'r/empty', content: new Uint8Array(0) },
  ];
  const { content, bytes: size, sha256: hash } = zip(members);
  expect({ size, hash }).toEqual({ size: content.length, hash: sha256(content) });
  const unpacked = unzipSync(content);
  expect(Object.keys(unpacked)).toEqual(['r/empty', 'r/logs/large.txt', 'r/report.md']);
  expect(Buffer.from(unpacked['r/logs/large.txt'] as Uint8Array).equals(bytes)).toBe(true);
  expect(Buffer.from(unpacked['r/report.md'] as Uint8Array).toString()).toBe('# Ünïcode 漢\n');
});

test('is the same whatever the order, the time zone and the time', () => {
  const members: Member[] = ['b', 'a', 'c'].map((path) => ({ path, content: Buffer.from(path.repeat(1000)) }));
  const first = zip(members);
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  const second = zip([...members].reverse());
  process.env.TZ = zone;
  expect(second.content.equals(first.content)).toBe(true);
});

test('keeps one of two modes', () => {
  const { content } = zip([
    { path: 'plain', content: Buffer.from('x') },
    { path: 'run.sh', content: Buffer.from('x'), executable: true },
  ]);
  // Central directory: external attributes at offset 38 of each entry (APPNOTE.TXT, 4.3.12).
  const central = content.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  const next = content.indexOf(Buffer.from('PK\x01\x02', 'latin1'), central + 4);
  const modes = [central, next].map((at) => (content.readUInt32LE(at + 38) >>> 16).toString(8));
  expect(modes).toEqual(['100644', '100755']);
});
