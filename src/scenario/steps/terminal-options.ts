import type { Host } from '../../hosts/host-driver.ts';
import type { Run } from '../run-state.ts';

/** Everything a terminal needs but its command. */
export function terminalOptions(id: string, host: Host, run: Run) {
  const { clock, dir, folder, environment, onFault } = run;
  const files = { log: `logs/${id}.txt`, cast: `logs/${id}.cast` };
  const env = { ...environment, ...host.environment };
  return { id, host, cwd: `${folder}/src`, environment: env, clock, reportDir: dir, onFault, ...files };
}
