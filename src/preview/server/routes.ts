import type { IncomingMessage, ServerResponse } from 'node:http';
import { STYLE } from '../../figures/style.ts';
import { MOST } from '../../files/limits.ts';
import { LabreportError } from '../../text/errors.ts';
import type { AboutEdits, ViewName } from '../protocol.ts';
import { bytesInside, isInside, namedFiles } from './evidence/evidence-files.ts';
import { EVIDENCE_ROUTES } from './evidence/evidence-routes.ts';
import { notFound, send, sendJson, sendRefusal, stream } from './http/respond.ts';
import type { Asked, Desk, Route } from './route.ts';
import type { Image } from './views/images.ts';

const READING: Record<string, Route> = {
  asset: sendAsset,
  'figure.css': sendFigureStyle,
  events: join,
  view: sendView,
  image: sendImage,
  ...EVIDENCE_ROUTES,
  file: sendFile,
};

const WRITING: Record<string, Route> = {
  run: startRun,
  stop: stopRun,
};

/** Answers a request that was let in; its path begins with the token. */
export async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://preview');
  const [, , name = '', ...rest] = url.pathname.split('/');
  const isWrite = request.method === 'POST';
  // Nothing is read from a request's body.
  request.resume();
  const route = findRoute(name, isWrite);
  if (route === undefined) {
    refuseRoute(response, { name, isWrite });
    return;
  }
  try {
    await route({ desk, response, rest: decode(rest.join('/')), query: url.searchParams });
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    const { message, hint } = error;
    sendRefusal(response, 422, { message, ...(hint !== undefined && { hint }) });
  }
}

function findRoute(name: string, isWrite: boolean): Route | undefined {
  if (name === '') return isWrite ? undefined : sendPage;
  return Object.hasOwn(table(isWrite), name) ? table(isWrite)[name] : undefined;
}

function table(isWrite: boolean): Record<string, Route> {
  return isWrite ? WRITING : READING;
}

function refuseRoute(response: ServerResponse, { name, isWrite }: { name: string; isWrite: boolean }): void {
  if (findRoute(name, !isWrite) === undefined) {
    notFound(response);
    return;
  }
  const expected = isWrite ? 'GET' : 'POST';
  response.setHeader('Allow', expected);
  sendRefusal(response, 405, { message: `unexpected ${isWrite ? 'POST' : 'GET'}, expected ${expected}` });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function sendPage({ desk, response }: Asked): void {
  send(response, desk.assets.page);
}

function sendAsset({ desk, response, rest }: Asked): void {
  const asset = desk.assets.find(rest);
  if (asset === undefined) notFound(response);
  else send(response, asset);
}

/** The page shows figures inside itself, where their own style sheets may not be. */
function sendFigureStyle({ response }: Asked): void {
  send(response, { type: 'text/css', body: STYLE });
}

function join({ desk, response }: Asked): void {
  const { hub, session, runs } = desk;
  hub.join(response, [...session.greeting(), { event: 'run', data: runs.state }]);
}

async function sendView({ desk, response, rest }: Asked): Promise<void> {
  if (rest === 'template') sendJson(response, await desk.session.templateView());
  else notFound(response);
}

function sendImage({ desk, response, rest }: Asked): void {
  const [, view, path = ''] = /^(report|template)\/(.+)$/.exec(rest) ?? [];
  const image = desk.session.images(view as ViewName)?.find(path);
  const body = image === undefined ? undefined : readImage(image, desk.dir);
  if (image === undefined || body === undefined) notFound(response);
  else send(response, { type: image.type, body });
}

function readImage(image: Image, dir: string): string | Uint8Array | undefined {
  if ('text' in image) return image.text;
  return bytesInside(dir, image.path, MOST.pictureBytes);
}

/** Sources and logs, as plain text. */
function sendFile({ desk, response, rest }: Asked): void {
  const isNamed = namedFiles(desk.session.facts.record).has(rest);
  if (!isNamed || !isInside(desk.dir, rest)) notFound(response);
  else stream(response, { dir: desk.dir, path: rest }, 'text/plain; charset=utf-8');
}

function startRun({ desk, response, query }: Asked): void {
  const { runs, session } = desk;
  const edits = EDITS.find((choice) => choice === query.get('edits'));
  if (runs.start(session.facts.record.lab, edits)) sendJson(response, runs.state, 202);
  else sendRefusal(response, 409, { message: 'a run is under way already' });
}

const EDITS: readonly AboutEdits[] = ['keep', 'force'];

async function stopRun({ desk, response }: Asked): Promise<void> {
  await desk.runs.stop();
  sendJson(response, desk.runs.state);
}
