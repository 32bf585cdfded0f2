import type { ServerResponse } from 'node:http';

/** What is told to every open page, by the name of its event. */
export interface News {
  event: string;
  data: unknown;
}

/** The open pages: each holds a stream of server-sent events (HTML Living Standard, section 9.2). */
export class Hub {
  readonly #streams = new Set<ServerResponse>();
  readonly #onJoin: (stream: ServerResponse) => void;

  constructor(onJoin: (stream: ServerResponse) => void) {
    this.#onJoin = onJoin;
  }

  /** Takes a page in; `first` is what it is told at once. */
  join(response: ServerResponse, first: readonly News[]): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    response.write(`retry: 500\n\n${first.map(formatNews).join('')}`);
    this.#onJoin(response);
  }

  tell(news: News): void {
    const text = formatNews(news);
    for (const stream of this.#streams) stream.write(text);
  }

  get isEmpty(): boolean {
    return this.#streams.size === 0;
  }
}

/** JSON has no line ends of its own, so one data line holds it. */
function formatNews({ event, data }: News): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
