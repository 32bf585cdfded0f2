import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTool } from '../../../src/tools/find.ts';
import { putOnLoopback } from '../../driver-facts.ts';
import { isLong } from '../../journeys/labreport.ts';
import { forge, type Got, put, putEvilLab, run, spoilMakefile, unpack } from './forged.ts';

const isConfinable = findTool('bwrap') !== undefined;

interface Attempt {
  forge(got: Got): Promise<void>;
  args: string[];
  /** Where it is typed, below the person's folder. */
  in?: string;
  /** Where programs can be kept apart: it is run confined, fails there, or is refused. */
  status: number | number[];
  /** What a machine without bubblewrap does with it: nothing, unless all that is run is known. */
  statusWithout?: number;
  says?: string;
  /** Tried in the long form of the tests alone: it differs from others in little. */
  isLong?: true;
}

const badPort = async (got: Got) =>
  forge(got, ({ lab }) => {
    (lab.parameters.port as { value: string }).value = `8990$(id >${got.pwned})`;
  });
const evilKept = async (got: Got, name: string) => {
  await putEvilLab(join(got.home, 'evil'), got);
  await cp(join(got.home, 'evil'), join(got.dir, 'lab'), { recursive: true });
  await forge(got, (record) => {
    record.lab.name = name;
  });
};
const evilSources = async (got: Got) => {
  await spoilMakefile(join(got.dir, 'lab', 'src'), got.pwned);
  await forge(got);
};
const evilIn = (folder: string) => async (got: Got) => putEvilLab(join(got.home, folder), got);

/** What whoever hands in a report may try, so that the one who opens it runs it unconfined. */
const ATTEMPTS: Record<string, Attempt> = {
  'a value of a parameter, by verify': { forge: badPort, args: ['verify', 'D'], status: [1, 2] },
  'a value of a parameter, by update': {
    forge: async (got) => {
      await badPort(got);
      // So that nothing tells the report from one that was made with it.
      await run(got, ['render', 'D', '--replace']);
    },
    args: ['update', 'D', '--force'],
    status: [1, 2],
  },
  'a source that leads around the comparison': {
    forge: async (got) => {
      await spoilMakefile(join(got.dir, 'lab', 'src'), got.pwned);
      await forge(got, ({ lab }) => {
        lab.source = `${'../'.repeat(12)}proc/self/cwd/D/lab/src`;
      });
    },
    args: ['verify', 'D'],
    status: 2,
  },
  'labs/ in the archive, by update': {
    forge: evilIn('D/labs/two-clients'),
    in: 'D',
    args: ['update', '.', '--force'],
    status: 0,
    statusWithout: 0,
  },
  'labs/ in the archive, by generate': {
    forge: evilIn('D/labs/two-clients'),
    in: 'D',
    args: ['generate', 'two-clients', '--out', '../new'],
    status: 0,
    statusWithout: 0,
  },
  'labs/ in the archive, named by its path': {
    forge: evilIn('D/labs/two-clients'),
    args: ['generate', './D/labs/two-clients', '--out', 'new'],
    status: 0,
  },
  'labs/ in the archive, named by a path that leads through the package': {
    forge: evilIn('D/labs/two-clients'),
    in: 'D/labs',
    args: ['generate', './two-clients/', '--out', '../../new'],
    status: 0,
    isLong: true,
  },
  'labs/ deep in the archive': {
    forge: evilIn('D/lab/deep/labs/two-clients'),
    in: 'D/lab/deep',
    args: ['generate', 'two-clients', '--out', '../../../new'],
    status: 0,
    statusWithout: 0,
    isLong: true,
  },
  'labs/ of an archive without logs': {
    isLong: true,
    forge: async (got) => {
      await evilIn('D/labs/two-clients')(got);
      await rm(join(got.dir, 'logs'), { recursive: true });
    },
    in: 'D',
    args: ['generate', 'two-clients', '--out', '../new'],
    status: 0,
    statusWithout: 0,
  },
  'labs/ in the archive, of a lab that labreport has not': {
    isLong: true,
    forge: async (got) => {
      await evilIn('D/labs/mine')(got);
      await evilKept(got, 'mine');
    },
    in: 'D',
    args: ['verify', '.'],
    status: 1,
  },
  'a link to labs/ of the archive': {
    forge: async (got) => {
      await evilIn('D/labs/mine')(got);
      await symlink('D/labs', join(got.home, 'labs'));
      await evilKept(got, 'mine');
    },
    args: ['verify', 'D'],
    status: 1,
  },
  'a link to the archive’s lab.yaml': {
    forge: async (got) => {
      await evilIn('D/labs/mine')(got);
      await mkdir(join(got.home, 'labs', 'mine'), { recursive: true });
      await symlink('../../D/labs/mine/lab.yaml', join(got.home, 'labs', 'mine', 'lab.yaml'));
      await cp('labs/two-clients/src', join(got.home, 'labs', 'mine', 'src'), { recursive: true });
    },
    args: ['generate', 'mine', '--template', 'two-clients.md.hbs'],
    status: 0,
  },
  'the name of the report’s own copy': {
    forge: (got) => evilKept(got, 'lab'),
    in: 'D',
    args: ['verify', '.'],
    status: 1,
    isLong: true,
  },
  'a name that leads to the package and back': {
    isLong: true,
    forge: (got) => evilKept(got, '../labs/two-clients'),
    args: ['verify', 'D'],
    status: 1,
  },
  'a name with a slash': {
    isLong: true,
    forge: (got) => evilKept(got, 'two-clients/'),
    args: ['verify', 'D'],
    status: 1,
  },
  'another lab under the name of one of labreport’s': {
    forge: (got) => evilKept(got, 'two-clients'),
    args: ['verify', 'D'],
    status: 1,
    says: 'Running labreport’s own two-clients with the programs of D/lab with the driver namespaces, confined',
  },
  'other sources of which the record says nothing': {
    forge: evilSources,
    args: ['verify', 'D'],
    status: 1,
    isLong: true,
  },
  'other sources, limits and confinement as the record likes them': {
    forge: async (got) => {
      await evilSources(got);
      await forge(got, (record) => {
        record.lab.limits = { processes: 1e9, memory: 1e15 };
        record.labreport = '9.9.9';
        delete record.source;
        delete record.confinement;
      });
    },
    args: ['verify', 'D'],
    status: 1,
    isLong: true,
  },
  'a driver that confines nothing': {
    forge: async (got) => {
      await evilSources(got);
      await forge(got, putOnLoopback);
    },
    args: ['verify', 'D'],
    status: 2,
    says: 'expected to keep that apart from this machine: the loopback driver can’t',
  },
  'the sources of a known lab, named by hand': {
    forge: evilSources,
    args: ['verify', 'D', '--lab', 'two-clients'],
    status: 1,
    isLong: true,
  },
  'the report’s own copy, named by hand': {
    forge: (got) => evilKept(got, 'two-clients'),
    args: ['verify', 'D', '--lab', 'D/lab'],
    status: 1,
    isLong: true,
  },
  'the report’s own copy, run for itself': {
    forge: (got) => evilKept(got, 'two-clients'),
    args: ['generate', 'D/lab', '--out', 'new', '--template', 'two-clients.md.hbs'],
    status: 0,
    isLong: true,
  },
  'a command of a claim, by check': {
    forge: (got) => evilKept(got, 'mine'),
    args: ['check', 'D', '--run-commands'],
    status: 1,
  },
};

const tried = Object.entries(ATTEMPTS).filter(([, { isLong: rare }]) => isLong || rare === undefined);

test.each(tried)('%s: nothing of it is run as this person', async (_, attempt) => {
  const got = await unpack();
  await attempt.forge(got);
  const { status, stdout, stderr } = await run(got, attempt.args, attempt.in);
  expect(existsSync(got.pwned), stdout + stderr).toBe(false);
  const expected = isConfinable ? attempt.status : (attempt.statusWithout ?? 2);
  expect([expected].flat(), stdout + stderr).toContain(status);
  if (attempt.says !== undefined && isConfinable) expect(stdout + stderr).toContain(attempt.says);
});

test('an honest report of a lab of labreport’s is run from the package, with the package’s sources', async () => {
  const got = await unpack();
  const { status, stdout } = await run(got, ['verify', 'D']);
  expect(status, stdout).toBe(0);
  expect(stdout.split('\n')[0]).toBe('Running labreport’s own two-clients with the driver namespaces');
});

test('templates and settings of an archive are not taken for one’s own', async () => {
  const got = await unpack();
  await put(join(got.dir, 'templates', 'two-clients.md.hbs'), 'FORGED\n');
  await put(join(got.dir, 'templates', 'partials', 'net.hbs'), 'FORGED\n');
  await put(join(got.dir, 'labreport.yaml'), 'author: FORGED\n');
  await run(got, ['generate', 'two-clients', '--quiet', '--out', '../new'], 'D');
  expect(await readFile(join(got.home, 'new', 'report.md'), 'utf8')).not.toContain('FORGED');
});

test('a lab in labs/ of one’s own folder is one’s own, and its reports are updated with it', async () => {
  const got = await unpack();
  await rename(got.dir, join(got.home, 'elsewhere'));
  await cp('labs/two-clients', join(got.home, 'labs', 'mine'), { recursive: true });
  const args = ['mine', '--quiet', '--template', 'two-clients.md.hbs'];
  expect(await run(got, ['generate', ...args])).toEqual({ status: 0, stdout: '', stderr: '' });
  const { status, stdout } = await run(got, ['verify', 'reports/mine']);
  const confined = isConfinable
    ? { line: 'Running labs/mine with the driver namespaces, confined', status: 0 }
    : { line: '', status: 2 };
  expect({ line: stdout.split('\n')[0], status }).toEqual(confined);
  const named = await run(got, ['verify', 'reports/mine', '--lab', 'mine']);
  expect(named.stdout.split('\n')[0]).toBe('Running labs/mine with the driver namespaces');
  expect(named.status).toBe(0);
  expect(await run(got, ['update', 'reports/mine', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
});
