import { MOST } from '../../files/limits.ts';
import { readInsideIfThere } from '../../files/read.ts';
import { beside, carryOver, examinePrevious, type Kept } from '../../record/previous.ts';

/** What is in the place of the new report. */
export interface OpenPrevious {
  /** Copies what must not be lost into the new report's folder; gives the names of edited reports beside the new one. */
  carryInto(dir: string): Promise<string[]>;
}

/** Looks at the previous report; refuses to replace one that was edited, unless only answers were or it is asked for. */
export async function openPrevious(out: string, replace: boolean): Promise<OpenPrevious> {
  const previous = await examinePrevious(out);
  const edits = previous.edited && (await import('./edited-report.ts'));
  const edited = previous.edited && edits?.openEdited({ out, ...previous.edited, replace });
  const before = await read(out);
  return {
    async carryInto(dir) {
      const kept = edited === undefined ? [] : ((await edits?.carryAnswers(edited, { dir, out })) ?? []);
      await carryOver([...previous.kept, ...kept], dir);
      const late = kept.length === 0 ? await keepLate(out, before) : [];
      await carryOver(late, dir);
      return [...kept, ...late].map(({ name }) => name);
    },
  };
}

async function read(out: string): Promise<string | undefined> {
  return readInsideIfThere(out, 'report.md', MOST.textBytes)?.toString('utf8');
}

/** A report that was saved while the lab ran. */
async function keepLate(out: string, before: string | undefined): Promise<Kept> {
  const now = await read(out);
  return now === undefined || now === before ? [] : [beside(out)];
}
