import { relative, sep } from 'node:path';

/** As many files with the least coverage are listed. */
const LEAST = 10;

/**
 * A line for each room and one for all, and the files with the least coverage. A line counts where it ran in a test's own
 * process or in one of labreport's: `all`, `inTests` and `inProcesses` are maps of paths to sets of line numbers.
 */
export function showCoverage({ all, inTests, inProcesses, root }) {
  const files = [...all].map(([path, lines]) => {
    const [here, there] = [inTests.get(path) ?? new Set(), inProcesses.get(path) ?? new Set()];
    const ran = [...lines].filter((line) => here.has(line) || there.has(line));
    const onlyThere = ran.filter((line) => !here.has(line)).length;
    return { path: relative(root, path), lines: lines.size, ran: ran.length, onlyThere };
  });
  const rooms = [...new Set(files.map(roomOf))].sort();
  const rows = rooms.map((room) => ({ ...sum(files.filter((file) => roomOf(file) === room)), path: room }));
  const least = files.filter(({ lines }) => lines > 0).sort(byShare);
  return [
    ...format('room', [...rows, { ...sum(rows), path: 'all' }]),
    '',
    ...format('least covered', least.slice(0, LEAST)),
    '',
  ].join('\n');
}

function roomOf({ path }) {
  return path.split(sep).slice(0, 2).join(sep);
}

function sum(files) {
  const total = (name) => files.reduce((before, file) => before + file[name], 0);
  return { lines: total('lines'), ran: total('ran'), onlyThere: total('onlyThere') };
}

function byShare(one, other) {
  return shareOf(one) - shareOf(other) || other.lines - one.lines;
}

function shareOf({ lines, ran }) {
  return ran / lines;
}

function format(title, files) {
  const rows = files.map((file) => [
    file.path,
    `${file.lines}`,
    `${file.ran}`,
    // Only what is whole is shown as that.
    `${Math.floor(100 * shareOf(file))} %`,
    `${file.onlyThere}`,
  ]);
  const all = [[title, 'lines', 'ran', '', 'only in labreport’s processes'], ...rows];
  const widths = all[0].map((_, i) => Math.max(...all.map((row) => row[i].length)));
  return all.map((row) =>
    row.map((word, i) => (i === 0 ? word.padEnd(widths[i]) : word.padStart(widths[i]))).join('  '),
  );
}
