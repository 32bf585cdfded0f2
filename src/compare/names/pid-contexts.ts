/** Words and brackets in front of which or in which programs name processes: "child 7", "pid=7", "sshd[7]". */
const CONTEXT = /(\b(?:child|parent|process|pid)\b[\s:=#]{1,2}|(?:^|(?<=\w))\[)(\d+)\b/gim;

/** The numbers that a text names as processes. */
export function pidsInText(text: string): number[] {
  return [...text.matchAll(CONTEXT)].map(([, , pid]) => Number(pid));
}

/** Puts names in place of the numbers that a text names as processes; a number without a name stays. */
export function replacePids(text: string, nameOf: (pid: number) => string | undefined): string {
  return text.replace(CONTEXT, (whole, context: string, pid: string) => {
    const name = nameOf(Number(pid));
    return name === undefined ? whole : `${context}${name}`;
  });
}
