import { expect, test } from 'vitest';
import { packageRoot, searchRoots } from '../../../src/app/inputs/roots.ts';
import { formatLabs } from '../../../src/commands/list/list-command.ts';

test('labs in columns, those below the current folder by their path from here', () => {
  const labs = [
    { name: 'two-clients', title: 'Two clients', dir: `${process.cwd()}/labs/two-clients` },
    { name: 'dns', title: 'Names and addresses', dir: '/opt/labs/dns' },
  ];
  expect(formatLabs(labs)).toBe(
    ['two-clients  Two clients          labs/two-clients\n', 'dns          Names and addresses  /opt/labs/dns\n'].join(
      '',
    ),
  );
});

test('where labs were looked for, when there is none', () => {
  expect(formatLabs([])).toBe(`No labs in ${process.cwd()}\n`);
});

test('the folder with package.json is found from the sources, and named once', () => {
  expect(packageRoot()).toBe(process.cwd());
  expect(searchRoots()).toEqual([process.cwd()]);
});
