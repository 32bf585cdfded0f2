import { appendFileSync, readFileSync } from 'node:fs';

// Tells, when a labreport or what it has started of itself ends, how much memory it has held at most, in kB.
process.on('exit', () => {
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  appendFileSync(process.env.LABREPORT_PEAKS, `${peak}\n`);
});
