import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Host } from '../../src/hosts/host-driver.ts';
import { endPrograms } from '../../src/hosts/loopback/sweep.ts';
import type { Machine } from '../../src/hosts/machine.ts';
import { OpenTerminal } from '../../src/terminal/open-terminal.ts';
import { startClock } from '../../src/text/clock.ts';
import type { TextMatch } from '../../src/text/pattern.ts';
import { openThisMachine } from '../hosts/this-machine.ts';

const LIMIT_MS = 15_000;
const limit = () => AbortSignal.timeout(LIMIT_MS);

/** A terminal on a host of this machine, and its logs. */
export class Bench {
  readonly terminal: OpenTerminal;
  /** What went wrong beside it. */
  readonly faults: unknown[];
  readonly #dir: string;
  readonly #letGo: () => void;

  private constructor(options: {
    dir: string;
    machine: Machine;
    close: () => void;
    command: string;
    faults: unknown[];
  }) {
    const { dir, machine, close, command, faults } = options;
    this.#dir = dir;
    this.#letGo = close;
    this.faults = faults;
    this.terminal = new OpenTerminal({
      id: 'bench',
      argv: ['bash', '-c', command],
      command,
      cwd: dir,
      clock: startClock(),
      reportDir: dir,
      host: { name: 'vit001', environment: {} } as Host,
      machine,
      environment: { PATH: process.env.PATH ?? '', HOME: dir, LANG: 'C.UTF-8' },
      log: 'bench.txt',
      cast: 'bench.cast',
      onFault: (error) => faults.push(error),
    });
  }

  /** `links`: what its files lead to, by name. */
  static async open(command: string, links: Record<string, string> = {}): Promise<Bench> {
    const dir = await mkdtemp(join(tmpdir(), 'labreport-terminal-'));
    for (const [name, target] of Object.entries(links)) await symlink(target, join(dir, name));
    const faults: unknown[] = [];
    const opened = await openThisMachine((error) => faults.push(error));
    const bench = new Bench({ dir, ...opened, command, faults });
    benches.push(bench);
    return bench;
  }

  /** Waits until the terminal shows this; fails when it does not. */
  async sees(text: string | RegExp): Promise<TextMatch> {
    const pattern = typeof text === 'string' ? { literal: text } : { regex: text.source };
    const match = await this.terminal.until(pattern, limit());
    if (match !== undefined) return match;
    throw new Error(`expected ${text}, but the terminal shows ${JSON.stringify(this.terminal.screen.tail)}`);
  }

  /** How the program ended. */
  async ends() {
    await within(this.terminal.ended, 'the program to end');
    return this.terminal.exit;
  }

  /** Everything that was printed, when nothing runs in the terminal any more. */
  async log(): Promise<Buffer> {
    await within(this.terminal.finished, 'the terminal to end');
    return readFile(join(this.#dir, 'bench.txt'));
  }

  async text(): Promise<string> {
    return (await this.log()).toString().replaceAll('\r\n', '\n');
  }

  async cast(): Promise<[seconds: number, code: string, text: string][]> {
    await this.log();
    const [header = '', ...lines] = (await readFile(join(this.#dir, 'bench.cast'), 'utf8')).trimEnd().split('\n');
    const { timestamp, ...rest } = JSON.parse(header);
    if (!Number.isInteger(timestamp) || rest.version !== 2) throw new Error(`no asciicast v2: ${header}`);
    return lines.map((line) => JSON.parse(line));
  }

  /** Files in the program's folder, with which a test talks to it. */
  touch(name: string): Promise<void> {
    return writeFile(join(this.#dir, name), '');
  }

  read(name: string): Promise<string> {
    return readFile(join(this.#dir, name), 'utf8').catch(() => '');
  }

  async close(): Promise<void> {
    endPrograms(this.#dir);
    await this.terminal.close().catch(() => {});
    this.#letGo();
    await rm(this.#dir, { recursive: true });
  }
}

const benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close();
});

async function within(event: Promise<void>, what: string): Promise<void> {
  const over = new Promise<never>((_, reject) => {
    limit().addEventListener('abort', () => reject(new Error(`expected ${what} within ${LIMIT_MS} ms`)));
  });
  await Promise.race([event, over]);
}
