/** A line that begins by naming its process: "child ‹pid of child 1 of server›: ...". */
const PROCESS = /^.{0,30}?‹pid of [^›]+›/;
/** A line that begins with one word and a colon, where others name their processes: "Parent: ...". */
const WORD = /^[A-Za-z][\w-]*(?=: )/;

/** The lines of each process that names itself; nothing when none does, and the lines are one sequence. */
export function linesBySpeaker(lines: readonly string[]): Map<string, string[]> | undefined {
  if (!lines.some((line) => PROCESS.test(line))) return undefined;
  const speakers = new Map<string, string[]>();
  for (const line of lines) {
    const speaker = PROCESS.exec(line)?.[0] ?? WORD.exec(line)?.[0] ?? 'nobody who names itself';
    speakers.set(speaker, [...(speakers.get(speaker) ?? []), line]);
  }
  return speakers;
}
