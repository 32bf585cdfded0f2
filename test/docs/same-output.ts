// What differs from run to run and says nothing: times, ports that the kernel chooses, process ids, hashes, tokens.
const VARYING: readonly [RegExp, string][] = [
  [/\b\d{4}-\d\d-\d\d\b/g, 'DATE'],
  [/\b\d\d:\d\d:\d\d(\.\d+)?\b/g, 'TIME'],
  [/(?<=TIME )[+-]\d\d:\d\d/g, 'ZONE'],
  [/\b\d+(\.\d+)? (ms|s)\b/g, 'DURATION'],
  [/\b(3276[89]|327[7-9]\d|32[89]\d\d|3[3-9]\d{3}|[45]\d{4}|60\d{3})\b/g, 'PORT'],
  [/(?<=127\.0\.0\.1:)\d+/g, 'PORT'],
  [/(?<![.\d])\d+(?=\/\.?\/?[A-Za-z])/g, 'PID'],
  [/\bprocess \d+/g, 'process PID'],
  [/\b[0-9a-f]{64}\b/g, 'SHA256'],
];

/** A text without what differs from run to run, and without spaces at the ends of lines. */
export function plain(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return VARYING.reduce((sum, [pattern, name]) => sum.replace(pattern, name), lines.join('\n')).trim();
}

/** Whether the output is what a page shows; a line `...` there stands for any lines, `...` in a line for any text. */
export function isShown(output: string, shown: readonly string[]): boolean {
  const parts = plain(shown.join('\n'))
    .split('\n')
    .map((line) => {
      if (line === '...') return '(?:.*\n)*?';
      return `${line.split('...').map(literal).join('.*')}\n`;
    });
  return new RegExp(`^${parts.join('')}$`).test(`${plain(output)}\n`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
