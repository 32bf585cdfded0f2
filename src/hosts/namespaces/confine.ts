import { MOUNTS, READY_VARIABLE } from './mounts.ts';

/**
 * PID 1 of the lab. It waits for the runner. Beside it the mounts are made, for which the runner waits, and a reader of
 * fd 3 ends everything when labreport's end of that pipe closes, however labreport ended. When PID 1 exits, the kernel
 * ends every process of the lab and removes its namespaces, mounts and interfaces.
 */
const GUARD = `export ${READY_VARIABLE}=/run/ready.$RANDOM$RANDOM$RANDOM
{ (${MOUNTS}) </dev/null; [ $? = 0 ] || kill -KILL -1; } 3<&- &
(read -r _ <&3; kill -KILL -1) &
"$@" 3<&-
exit $?`;

/** The argv that runs labreport's runner in a lab of its own; fd 3 is the reading end of labreport's pipe. */
export function confine(argv: readonly string[]): string[] {
  return [...enterNamespaces(), 'bash', '-c', GUARD, 'labreport', ...argv];
}

/**
 * Enters new user, network, mount, UTS and PID namespaces (user_namespaces(7)). The user id must stay non-zero:
 * tcpdump as uid 0 tries to drop privileges, which a user namespace refuses; the capabilities are ambient instead.
 */
export function enterNamespaces(): string[] {
  const user = process.geteuid?.() === 0 ? ['--map-user=1000', '--map-group=1000'] : ['--map-current-user'];
  const namespaces = ['--net', '--mount', '--uts', '--pid', '--fork', '--mount-proc', '--kill-child'];
  return ['unshare', '--user', ...user, '--keep-caps', ...namespaces, '--'];
}
