/** A picture that belongs to a report; `path` is relative to the report's folder. */
export interface Figure {
  path: string;
  text: string;
}

/** The pictures that a template asked for, each under a name of its own. */
export class Figures {
  readonly #byPath = new Map<string, Figure>();

  /** Keeps a picture and gives its path. The same picture asked for twice is one file. */
  add(name: string, text: string): string {
    for (let number = 1; ; number++) {
      const path = `figures/${fileName(name)}${number === 1 ? '' : `-${number}`}.svg`;
      // Some file systems don't tell A from a.
      const key = path.toLowerCase();
      const there = this.#byPath.get(key);
      if (there === undefined) this.#byPath.set(key, { path, text });
      if (there === undefined || there.text === text) return (there ?? { path }).path;
    }
  }

  list(): Figure[] {
    return [...this.#byPath.values()];
  }
}

const LONGEST_NAME = 80;

function fileName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._]+/g, '-').replaceAll(/^[.-]+|[.-]+$/g, '');
  return plain.slice(0, LONGEST_NAME) || 'figure';
}
