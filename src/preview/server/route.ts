import type { ServerResponse } from 'node:http';
import type { Inspector } from './evidence/inspector.ts';
import type { Assets } from './http/assets.ts';
import type { Hub } from './http/hub.ts';
import type { Runs } from './run.ts';
import type { Session } from './session.ts';

/** What requests are answered from. */
export interface Desk {
  dir: string;
  assets: Assets;
  session: Session;
  inspector: Inspector;
  hub: Hub;
  runs: Runs;
}

/** One request, as a route gets it. */
export interface Asked {
  desk: Desk;
  response: ServerResponse;
  /** What follows the route's name, decoded. */
  rest: string;
  query: URLSearchParams;
}

export type Route = (asked: Asked) => void | Promise<void>;
