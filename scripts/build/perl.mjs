// Lets a program in Perl be imported as text, for rolldown and for vite.
import { readFile } from 'node:fs/promises';

export const perl = {
  name: 'perl-as-text',
  async load(id) {
    if (!id.endsWith('.pl')) return undefined;
    return { code: `export default ${JSON.stringify(await readFile(id, 'utf8'))};`, moduleType: 'js' };
  },
};
