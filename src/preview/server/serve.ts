import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LabreportError } from '../../text/errors.ts';
import { Inspector } from './evidence/inspector.ts';
import { Assets } from './http/assets.ts';
import { refuse } from './http/guard.ts';
import { Hub } from './http/hub.ts';
import { sendRefusal, setHeaders } from './http/respond.ts';
import { Tickets } from './http/tickets.ts';
import type { Source } from './preview-source.ts';
import type { Desk } from './route.ts';
import { answer } from './routes.ts';
import { Runs } from './run.ts';
import { Session } from './session.ts';
import { WarmUp } from './warm-up.ts';
import { Watcher } from './watch.ts';

/** A preview that is being served. */
export interface Preview {
  /** With the token. */
  url: string;
  /** An address that works once, for programs whose arguments others may see. */
  ticket(): string;
  /** Rejects when it can't be served any more. */
  broken: Promise<never>;
  /** Ends it, and a run that it has started. */
  close(): Promise<void>;
}

/** Serves a report's preview on the loopback address; `assets` is the folder of the built page. */
export async function servePreview(options: { source: Source; assets: string; port: number }): Promise<Preview> {
  const { source } = options;
  const assets = new Assets(options.assets);
  const session = await Session.open(source);
  const warmUp = new WarmUp(session);
  const hub = new Hub((stream) => warmUp.begin(stream));
  const runs = new Runs(source, (state) => hub.tell({ event: 'run', data: state }));
  const inspector = new Inspector(source.dir, () => session.facts);
  const desk: Desk = { dir: source.dir, assets, session, inspector, hub, runs };
  const own = { token: randomBytes(24).toString('base64url'), port: 0 };
  const tickets = new Tickets(own.token);
  const server = createServer((request, response) => {
    warmUp.wait(response);
    handle({ desk, own, tickets }, request, response);
  });
  own.port = await listen(server, options.port);
  const broken = new Promise<never>((_, reject) => server.on('error', reject));
  broken.catch(() => {});
  const watcher = watchSource(desk, source);
  const base = `http://127.0.0.1:${own.port}`;
  return {
    url: `${base}/${own.token}/`,
    ticket: () => `${base}${tickets.issue()}`,
    broken,
    async close() {
      watcher.close();
      warmUp.stop();
      await runs.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function handle(
  { desk, own, tickets }: { desk: Desk; own: { token: string; port: number }; tickets: Tickets },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  setHeaders(response);
  const refused = refuse(request, own);
  if (refused?.status === 403 && tickets.redeem(request, own.port, response)) return;
  if (refused !== undefined) {
    request.resume();
    if (refused.status === 405) response.setHeader('Allow', 'GET, POST');
    sendRefusal(response, refused.status, { message: refused.message });
    return;
  }
  answer(desk, request, response).catch((error: unknown) => {
    // A defect of labreport must not end the preview; it is told where it can be seen.
    process.emitWarning(error instanceof Error ? error : String(error));
    if (!response.headersSent) sendRefusal(response, 500, { message: 'labreport failed to answer' });
    else response.destroy();
  });
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function explain(error: NodeJS.ErrnoException, port: number): unknown {
  if (error.code === 'EADDRINUSE') {
    return new LabreportError({
      code: 'port-unavailable',
      message: `port ${port} is in use, expected one that is free`,
      hint: 'Leave --port away, and a free one is chosen.',
      cause: error,
    });
  }
  if (error.code !== 'EACCES') return error;
  return new LabreportError({
    code: 'port-unavailable',
    message: `this user may not use port ${port}, expected one above 1023`,
    hint: 'Leave --port away, and a free one is chosen.',
    cause: error,
  });
}

/** Shows what is saved: report.md, the template and its partials, and the record that a run has left. */
function watchSource({ session, hub, runs }: Desk, source: Source): Watcher {
  const record = join(source.dir, 'record.json');
  const templates = source.templatePaths;
  return new Watcher([source.markdown, record, ...templates], (changed) => {
    void show(changed).catch((error: unknown) => process.emitWarning(error instanceof Error ? error : String(error)));
  });

  async function show(changed: ReadonlySet<string>): Promise<void> {
    const cause = runs.isRunning ? 'record' : 'saved';
    if (changed.has(record)) {
      for (const news of await session.reload()) hub.tell(news);
      return;
    }
    if (changed.has(source.markdown)) hub.tell({ event: 'view', data: await session.saveReport(cause) });
    const saved = new Set(templates.filter((path) => changed.has(path)));
    if (saved.size === 0) return;
    const view = await session.saveTemplate(cause, cause === 'saved' ? saved : undefined);
    hub.tell({ event: 'view', data: view });
  }
}
