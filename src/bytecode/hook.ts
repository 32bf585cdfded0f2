const KEEP = Symbol.for('labreport.keepBytecode');
const hooks = globalThis as { [KEEP]?: () => Promise<void> };

/** Lets what is loaded reach what has loaded it: they are built apart. */
export function offerKeeping(keep: () => Promise<void>): void {
  hooks[KEEP] = keep;
}

/** Keeps the bytecode of what was loaded and has run by now, for the next time; nothing where none of it is new. */
export async function keepBytecode(): Promise<void> {
  await hooks[KEEP]?.();
}
