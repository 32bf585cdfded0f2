import { notFound, sendJson, stream } from '../http/respond.ts';
import type { Asked, Route } from '../route.ts';
import { findEvidence, isInside } from './evidence-files.ts';

/** What is told of one evidence; what follows the route's name is its id. */
export const EVIDENCE_ROUTES: Record<string, Route> = {
  log: sendLog,
  find: sendFound,
  cast: sendCast,
  packets: sendPackets,
  packet: sendPacket,
};

async function sendLog({ desk, response, rest, query }: Asked): Promise<void> {
  const log = await desk.inspector.log(rest);
  if (log === undefined) notFound(response);
  else sendJson(response, log.page({ first: number(query, 'first', 1), count: number(query, 'count', 200) }));
}

async function sendFound({ desk, response, rest, query }: Asked): Promise<void> {
  const log = await desk.inspector.log(rest);
  const text = query.get('text') ?? '';
  if (log === undefined || text === '') notFound(response);
  else {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    sendJson(response, await log.find(text, gone.signal));
  }
}

function sendCast({ desk, response, rest }: Asked): void {
  const evidence = findEvidence(desk.session.facts.record, rest);
  const path = evidence?.kind === 'terminal' && isInside(desk.dir, evidence.cast) ? evidence.cast : undefined;
  if (path === undefined) notFound(response);
  else stream(response, { dir: desk.dir, path }, 'application/x-asciicast');
}

function sendPackets({ desk, response, rest, query }: Asked): void {
  const page = desk.inspector.packets(rest, {
    filter: query.get('filter') ?? '',
    from: number(query, 'from', 0),
    count: number(query, 'count', 100),
  });
  if (page === undefined) notFound(response);
  else sendJson(response, page);
}

function sendPacket({ desk, response, rest, query }: Asked): void {
  const packet = desk.inspector.packet(rest, {
    filter: query.get('filter') ?? '',
    frame: number(query, 'frame', 1),
  });
  if (packet === undefined) notFound(response);
  else sendJson(response, packet);
}

function number(query: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
