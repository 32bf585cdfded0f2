import type { FrontMatter } from '../record/run-record.ts';

const KEYS = {
  author: true,
  id: true,
  email: true,
  group: true,
  course: true,
  institution: true,
  license: true,
} satisfies Record<keyof FrontMatter, true>;

/** The keys of labreport.yaml, which `--set` knows too. */
export const FRONT_MATTER_KEYS = Object.keys(KEYS) as (keyof FrontMatter)[];
