import { readSync } from 'node:fs';
import { join } from 'node:path';
import { copyFolder } from '../../files/copy.ts';
import { LabreportError } from '../../text/errors.ts';

/** Sources are small; what is larger was chosen by mistake. */
const MOST = { entries: 2000, bytes: 50e6, expected: 'sources alone' };
/** Histories that tools keep beside sources. */
const HISTORIES = new Set(['.git', '.hg', '.svn']);

interface Copy {
  /** The folder as its owner named it, for messages. */
  name: string;
  from: string;
  to: string;
  /** Folders that are no sources though they lie among them: the report's own. */
  except: readonly string[];
}

/**
 * Copies a person's own sources to `to` and never writes to them. Left out are histories (.git), reports, and programs
 * that were built before: they are built anew. What can't be copied as it is - links to outside, FIFOs, sockets,
 * devices - is refused.
 */
export function copyOwnSources(copy: Copy): void {
  const { name, from, to, except } = copy;
  const files = copyFolder({
    from,
    to,
    most: MOST,
    times: true,
    refuse: (problem) => refused(name, problem),
    isLeftOut(path, { names, descriptor }) {
      if (names !== undefined) return names.includes('record.json') && names.includes('logs');
      if (descriptor !== undefined) return isBuiltProgram(path, descriptor);
      return HISTORIES.has(path.slice(path.lastIndexOf('/') + 1)) || except.includes(join(from, path));
    },
  });
  if (files === 0) throw refused(name, 'no files in it, expected the sources of the lab’s programs');
}

/** ELF's e_type at byte 16: 2 for a program, 3 for a program or a shared library (elf(5)). */
function isBuiltProgram(path: string, descriptor: number): boolean {
  if (/\.so(\.|$)/.test(path)) return false;
  const buffer = Buffer.alloc(18);
  const count = readSync(descriptor, buffer, 0, 18, 0);
  const type = buffer.readUInt8(5) === 2 ? buffer.readUInt16BE(16) : buffer.readUInt16LE(16);
  return count === 18 && buffer.toString('latin1', 0, 4) === '\x7fELF' && (type === 2 || type === 3);
}

function refused(name: string, problem: string): LabreportError {
  return new LabreportError({
    code: 'sources-invalid',
    message: `--source ${name}: ${problem}`,
    hint: 'Nothing was run. --source takes a folder with a Makefile and the sources; it is copied, never written to.',
  });
}
