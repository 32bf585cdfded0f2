import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cli, labYaml, makeLab } from '../journeys/labreport.ts';

/** A /run with all that a lab's own has, and what is in it after a run. */
const SCRIPT = `mount -t tmpfs tmpfs /run && mkdir /run/lab && touch /run/ready /run/hosts /run/resolv.conf || exit
"$@"; echo "status $?"
cd /run; rm -rf mount; for f in *; do echo "$f $(cat "$f" 2>/dev/null)"; done`;

test('what this machine has in /run is not taken for a lab’s own, and nothing is written there', async () => {
  const cwd = await makeLab(labYaml('  - { moment: hosts, on: vit001, run: "cat /etc/hosts; ls /run" }\n'));
  const args = ['-c', SCRIPT, 'script', process.execPath, cli, 'generate', 'small', '--quiet'];
  const said = execFileSync('unshare', ['--user', '--map-root-user', '--mount', 'bash', ...args], { cwd });
  expect(said.toString()).toBe('status 0\nhosts \nlab \nready \nresolv.conf \n');
});
