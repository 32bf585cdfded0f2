import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goalsOf, targetsOf } from '../../../src/lab/sources/makefile.ts';

test('targets of plain rules', () => {
  const makefile =
    'CC = cc\nFLAGS := -O1\nX ?= 1\nall: a b\n\tcc: not a target\na b: c.c \\\n  d.c\n.PHONY: all\n# no: target\nc::\n';
  expect(targetsOf(makefile)).toEqual({ names: ['all', 'a', 'b', 'c'], open: false });
});

test.each(['$(ALL): x.c\n', '%.o: %.c\n', 'include rules.mk\n', '-include rules.mk\n'])(
  'make may know more: %j',
  (text) => {
    expect(targetsOf(text).open).toBe(true);
  },
);

test('the labs’ own Makefiles', () => {
  expect(targetsOf(readFileSync('labs/two-clients/src/Makefile', 'utf8'))).toEqual({
    names: ['all', 'TCPechod', 'TCPecho', 'clean'],
    open: false,
  });
  const { names, open } = targetsOf(readFileSync('labs/concurrent-servers/src/Makefile', 'utf8'));
  expect({ open, names: names.filter((name) => !name.startsWith('TCP')) }).toEqual({
    open: true,
    names: ['all', 'noreaper', 'reuse', 'sigpipe', 'sequential', 'hasty', 'clean'],
  });
});

test('goals of a plain make', () => {
  expect(goalsOf('make all noreaper')).toEqual(['all', 'noreaper']);
  expect(goalsOf('make')).toEqual([]);
  for (const command of ['make -C sub all', 'make all && touch x', 'gcc -o x x.c', 'make CC=clang all'])
    expect(goalsOf(command)).toBeUndefined();
});
