// Lines of sources in istanbul's data: those on which a statement begins.

/** Path of a source to the numbers of its lines that ran. */
export function ranLines(files) {
  return pick(files, ({ s }, id) => s[id] > 0);
}

/** Path of a source to the numbers of all its lines. */
export function allLines(files) {
  return pick(files, () => true);
}

/** A file can be there more than once: tests run in several processes. */
function pick(files, isMeant) {
  const lines = new Map();
  for (const file of files) {
    const its = lines.get(file.path) ?? new Set();
    for (const [id, { start }] of Object.entries(file.statementMap)) if (isMeant(file, id)) its.add(start.line);
    lines.set(file.path, its);
  }
  return lines;
}
