import { open, rename } from 'node:fs/promises';

/** Writes a file anew: the old one or the new one is there at any time, never a half. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(`${file}.new`, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
