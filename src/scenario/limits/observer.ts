import type { ReadTool } from '../../evidence/readings/readings.ts';

/**
 * Options and operands with which a tool can neither run nor read nor write anything of somebody's choosing; nothing where
 * it is to be confined like any other program.
 */
const LOOKING: { readonly [T in ReadTool]: RegExp | undefined } = {
  netstat: /^-[46aceglnoprstuvwxWC]+$/,
  ss: /^(-[46abeghilmnoprstuwxHOZ]+|[a-z][a-z-]*|=|:\d+)$/,
  ps: /^[-\w,=:%]+$/,
};
const TOOLS = new Map<string, RegExp | undefined>(Object.entries(LOOKING));

/** What may stand behind a pipe: it reads what comes through the pipe, and no file. */
const FILTERS = new Map<string, RegExp>(
  Object.entries({
    cut: /^-[bcdfs][\d,-]*$|^.$/,
    head: /^-(n|c)?\d*$|^\d+$/,
    sort: /^-[bdfgnruV]+$|^-k[\d,]+$/,
    tail: /^-(n|c)?\d*$|^\d+$/,
    tr: /^-[cds]+$|^[^/]+$/,
    uniq: /^-[cdiu]+$/,
    wc: /^-[clmw]+$/,
  }),
);
const GREP_OPTIONS = /^-[EFGPchinovwx]+$/;

/**
 * True for the words of a pipeline that only looks at the host - `netstat -ptan | grep ":8[0-9]\+"` - and can be led to nothing else,
 * whoever wrote it and whatever lies in the folder. Such a pipeline is labreport's eye: netstat tells the programs of
 * sockets only to one that is not confined. Anything that is not surely so is no observer.
 */
export function isObserver(pipeline: readonly (readonly string[])[]): boolean {
  const [[tool = '', ...args] = [], ...filters] = pipeline;
  const words = TOOLS.get(tool);
  return words !== undefined && args.every((arg) => words.test(arg)) && filters.every(isFilter);
}

/** True for the words of `kill -PIPE 7`: it sends one signal to processes by their numbers, and can be led to nothing else. */
export function isSignal(words: readonly string[]): boolean {
  return /^kill( -(s )?[A-Z]{3,9}[12]?| -\d{1,2})?( [1-9]\d*)+$/.test(words.join(' '));
}

function isFilter([name = '', ...args]: readonly string[]): boolean {
  if (name !== 'grep' && name !== 'egrep') {
    const words = FILTERS.get(name);
    return words !== undefined && args.every((arg) => words.test(arg)) && !hasFile(name, args);
  }
  const rest = args.filter((arg) => !GREP_OPTIONS.test(arg));
  return rest.length === 1 && !rest[0]?.startsWith('-');
}

/** head, tail and cut take a number or a character as a word of its own only behind their option. */
function hasFile(name: string, args: readonly string[]): boolean {
  if (name === 'tr') return args.length > 3;
  return args.some((arg, i) => !arg.startsWith('-') && !/^-[ncd]$/.test(args[i - 1] ?? ''));
}
