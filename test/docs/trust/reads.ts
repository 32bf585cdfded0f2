import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { withLock } from '../../../src/record/lock.ts';
import { findRegex } from '../../../src/text/regex.ts';
import { editRecord } from '../../commands/report-folder.ts';
import { isLong } from '../../journeys/labreport.ts';
import { startPreview } from '../../preview/preview.ts';
import { expectNothingTold, type Probes, receive, runIn, SECRET, setScene } from './stranger.ts';

/** What is read of a report, shown and written. */
export const readProbes: Probes = {
  'read-record': async () => {
    const place = await receive('record', undefined, ({ evidence }) =>
      Object.assign(evidence[0] ?? {}, { beganMs: 'x' }),
    );
    const { status, stderr, stdout } = await runIn(place, ['check', 'D'], 'record');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('evidence[0].beganMs: got "x"');
  },
  'read-hosts': async () => {
    const place = await receive('hosts', undefined, ({ driver }) => Object.assign(driver.traits, { confines: false }));
    const { status, stderr, stdout } = await runIn(place, ['check', 'D'], 'hosts');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('driver.traits.confines: got false, expected true, as on every host of');
    await editRecord(place.dir, ({ driver }) => Object.assign(driver, { name: 'ssh' }));
    expect((await runIn(place, ['check', 'D'], 'hosts')).stdout).toContain('The driver "ssh" is not known here');
  },
  'read-files': async () => {
    const place = await receive('files');
    await rm(join(place.dir, 'report.md'));
    execFileSync('mkfifo', [join(place.dir, 'report.md')]);
    const pipe = await runIn(place, ['check', 'D'], 'files');
    expect(pipe.status).toBe(2);
    expect(pipe.stderr).toContain('D/report.md is a FIFO, expected a plain file');
    await rm(join(place.dir, 'report.md'));
    await symlink('../../secret', join(place.dir, 'report.md'));
    const link = await runIn(place, ['check', 'D'], 'files');
    expect(link.status).toBe(2);
    expect(link.stderr).toContain('D/report.md is a link to ../../secret, expected a plain file');
  },
  'read-settings': async () => {
    const place = await receive('settings', (dir) => writeFile(join(dir, 'labreport.yaml'), 'author: FORGED\n'));
    const { stdout } = await runIn(place, ['submit', '.'], 'settings/D');
    expect(stdout).toContain('nobody is named as the author');
  },
  'read-expressions': () => expect(findRegex('(a+)+$', `${'a'.repeat(50_000)}!`)).toBeUndefined(),
  'read-markdown': async () => {
    const place = await receive('markdown', (dir) => writeFile(join(dir, 'report.md'), '>'.repeat(100_000)));
    expect([1, 2]).toContain((await runIn(place, ['check', 'D'], 'markdown')).status);
  },
  'show-evidence': async () => {
    const invented = '\n<pre>[2026-01-01, 00:00:00] whoami\nroot</pre>\n';
    const place = await receive('evidence', async (dir) => {
      const file = join(dir, 'report.md');
      const text = await readFile(file, 'utf8');
      await writeFile(file, `<template>\n\n${text}\n\n</template>\n${invented}`);
    });
    const { status, stdout } = await runIn(place, ['check', 'D'], 'evidence');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^invented D\/report\.md:\d+: nothing in the record shows this$/m);
    expect(stdout).toMatch(/^hidden D\/report\.md:\d+: \S+ \S+ is written here, but no reader sees it$/m);
  },
  'show-words': async () => {
    const place = await receive(
      'words',
      (dir) => writeFile(join(dir, 'logs', '\x1b[2J\u202e.txt'), ''),
      (record) => {
        record.frontMatter = { author: 'Ada\u202e' };
        record.lab.title = 'A \x1b]0;title\x07';
      },
    );
    const all = [
      ['check', 'D', '--json'],
      ['submit', 'D'],
      ['check', 'D'],
    ];
    for (const args of all.slice(0, isLong ? all.length : 2)) {
      const { stdout, stderr } = await runIn(place, args, 'words');
      expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    }
  },
  'show-page': async () => {
    const page = '<!doctype html><script>alert(1)</script>';
    const place = await receive('page', (dir) => writeFile(join(dir, 'report.html'), page));
    const { status, stdout } = await runIn(place, ['check', 'D'], 'page');
    expect(status).toBe(1);
    expect(stdout).toContain('report.html is not made from report.md as it is now');
    expect((await runIn(place, ['render', 'D', '--format', 'html'], 'page')).status).toBe(0);
    const made = await readFile(join(place.dir, 'report.html'), 'utf8');
    expect(made).toContain('A report');
    expect(made).not.toMatch(/<script/i);
  },
  'show-preview': async () => {
    const { inbox } = await setScene();
    const preview = await startPreview('D', { cwd: inbox });
    const { origin, hostname, pathname } = new URL(preview.url);
    expect(hostname).toBe('127.0.0.1');
    expect(pathname.length).toBeGreaterThan(20);
    expect((await fetch(origin)).status).toBe(403);
    const policy = (await fetch(preview.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    await preview.stop();
  },
  'write-inside': async () => {
    const place = await receive('inside-only');
    const all = ['lab/partials', 'report.html', 'ro-crate-metadata.json'];
    for (const path of all.slice(0, isLong ? all.length : 2)) {
      await rm(join(place.dir, path), { force: true, recursive: true });
      await symlink(join(place.home, 'secret'), join(place.dir, path));
      const { status, stderr } = await runIn(place, ['render', 'D', '--format', 'md,html', '--replace'], 'inside-only');
      expect(status, path + stderr).toBe(2);
      expect(stderr).toContain(`D/${path} is a link`);
      await rm(join(place.dir, path));
    }
    expect(await readFile(join(place.home, 'secret'), 'utf8')).toBe(SECRET);
  },
  'write-once': async () => {
    const place = await receive('once');
    const { status, stderr } = await withLock(place.dir, () => runIn(place, ['render', 'D', '--replace'], 'once'));
    expect(status).toBe(2);
    expect(stderr).toContain('another labreport');
  },
  'write-archive': async () => {
    const place = await receive('archive', async (dir) => {
      await mkdir(join(dir, 'more'));
      await symlink('../../../secret', join(dir, 'more', 'link.txt'));
      const text = await readFile(join(dir, 'report.md'), 'utf8');
      await writeFile(join(dir, 'report.md'), `${text}\n[more](more/link.txt)\n`);
    });
    const args = ['submit', 'D', '--anyway', '--set', 'author=Ada', '--out', 'a.zip'];
    const { stderr } = await runIn(place, args, 'archive');
    expect(stderr).toBe('');
    const members = unzipSync(await readFile(join(place.home, 'archive', 'a.zip')));
    expect(Object.keys(members).filter((name) => /^[\w./-]+$/.test(name))).toEqual(Object.keys(members));
    expect(Object.keys(members).some((name) => name.endsWith('link.txt'))).toBe(false);
    for (const bytes of Object.values(members)) expectNothingTold(Buffer.from(bytes).toString('latin1'));
  },
};
