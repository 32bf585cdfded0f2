import { planRefresh, type Written } from '../../../src/edited/refresh/plan/plan.ts';
import { refreshReport } from '../../../src/edited/refresh/refresh.ts';
import type { Refreshed } from '../../../src/edited/refresh/refreshed.ts';
import { traceReport } from '../../../src/report/render.ts';
import { makeRun, type TestRun } from '../../report/fixture.ts';

/** A template's report of a run, as labreport writes it. */
export function write(text: string, run: TestRun): Written {
  return traceReport({ ...makeRun(run), template: { file: 'report.md.hbs', text } });
}

export interface Case {
  template: string;
  before: TestRun;
  after: TestRun;
  /** What the student does to the report of the run before. */
  edit?: (markdown: string) => string;
  overwrites?: boolean;
}

/** The report of the new run with the student's edits. */
export function refresh({ template, before, after, edit = (text) => text, overwrites = false }: Case): Refreshed {
  const [base, fresh] = [write(template, before), write(template, after)];
  const plan = planRefresh(base, fresh);
  return refreshReport({ plan, edited: edit(base.markdown), overwrites });
}
