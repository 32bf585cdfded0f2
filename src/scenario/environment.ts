import { TOOL_PATH } from '../hosts/tool.ts';
import type { DriverName } from '../hosts/types.ts';

/**
 * The whole environment of the lab's programs: the same in every run, and nothing of the person's own, which may
 * hold secrets. Only the time zone is theirs, so that all times in a report agree.
 */
export function programEnvironment(dir: string, driver: DriverName): Record<string, string> {
  const zone = process.env.TZ === undefined ? {} : { TZ: process.env.TZ };
  const home = driver === 'namespaces' ? '/run/lab' : dir;
  return { PATH: TOOL_PATH, HOME: home, SHELL: '/bin/bash', USER: 'student', LANG: 'C.UTF-8', ...zone };
}
