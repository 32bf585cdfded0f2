import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { cli, makeFolder } from '../journeys/labreport.ts';
import { SAMPLE } from '../sample.ts';
import { afterEachFile } from '../shared/after-file.ts';

/** A folder with the sample report and a copy of the templates, which a test may edit. */
export interface Workshop {
  cwd: string;
  report: string;
  markdown: string;
  template: string;
}

export async function makeWorkshop(): Promise<Workshop> {
  const cwd = await makeFolder();
  const report = join(cwd, 'reports', 'concurrent-servers');
  await cp(SAMPLE, report, { recursive: true });
  await cp('templates', join(cwd, 'templates'), { recursive: true });
  const template = join(cwd, 'templates', 'concurrent-servers.md.hbs');
  return { cwd, report, markdown: join(report, 'report.md'), template };
}

export interface Started {
  url: string;
  /** Everything that it printed. */
  said: { stdout: string; stderr: string };
  child: ChildProcess;
  /** Ends it as Ctrl-C does; gives its exit status. */
  stop(): Promise<number | string>;
}

const started: Started[] = [];
afterEachFile(stopAll);

/** Ends every preview that was started. */
export async function stopAll(): Promise<void> {
  await Promise.all(started.splice(0).map((each) => each.stop()));
}

/** Starts `labreport preview` and waits for its address. A shared one is stopped by who has started it. */
export async function startPreview(
  report: string,
  { cwd, args = [], isShared = false }: { cwd: string; args?: string[]; isShared?: boolean },
): Promise<Started> {
  const env = { ...process.env, HOME: cwd, NO_COLOR: '1' };
  const child = spawn(process.execPath, [cli, 'preview', report, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = once(child, 'exit').then(([status, signal]) => (status ?? signal) as number | string);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
      const address = /http:\/\/\S+/.exec(said.stdout)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.on('error', reject);
    void ended.then((status) => reject(new Error(`preview ended with ${status}: ${said.stderr}`)));
  });
  const preview = { url, said, child, stop: () => stop(child, ended) };
  if (!isShared) started.push(preview);
  return preview;
}

function stop(child: ChildProcess, ended: Promise<number | string>): Promise<number | string> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
  return ended;
}

/** Saves a file as an editor does that writes into it. */
export async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A request with these headers and nothing that a client library would add or refuse. */
export function ask(
  url: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { hostname, port, pathname } = new URL(url);
  const { method = 'GET', path = pathname, headers = {}, body = '' } = options;
  return new Promise((resolve, reject) => {
    const asked = request({ host: hostname, port, path, method, headers: { Host: `${hostname}:${port}`, ...headers } });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      const finish = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      // A stream of events has no end: what a page is told at first is enough.
      response.on('data', () => {
        if (!text.includes('event: run\n')) return;
        finish();
        asked.destroy();
      });
      response.on('end', finish);
    });
    asked.end(body);
  });
}

/** How long a test waits for an event. */
export const eventually = { timeout: 10_000, interval: 20 };
