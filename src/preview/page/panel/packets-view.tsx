import { useEffect, useRef, useState } from 'preact/hooks';
import type { PacketPage, PacketRow } from '../../protocol.ts';
import { selectFrame } from '../actions.ts';
import { Field } from '../parts/field.tsx';
import { usePages } from '../parts/use-pages.ts';
import { useRows } from '../parts/use-rows.ts';
import { useSettled } from '../parts/use-settled.ts';
import { getJson, part, Refused } from '../server.ts';
import { type Opened, useStore } from '../store.ts';
import { PacketDetails } from './packet-details.tsx';
import { PacketTable, ROW_PX } from './packet-table.tsx';
import { usePacket } from './use-packet.ts';

/** The packets of a capture: chosen by a filter, gone through with the arrow keys. */
export function PacketsView({ opened }: { opened: Opened }) {
  const { id, frame, frames, turn } = opened;
  const [filter, setFilter] = useState('');
  const made = useStore((state) => state.overview?.made);
  const { page, problem } = usePage(id, useSettled(filter), made);
  const box = useRef<HTMLDivElement>(null);
  const matched = page?.matched ?? 0;
  const rows = useRows(box, { total: matched, rowPx: ROW_PX });
  const rowAt = usePages<PacketRow>(`${id} ${made} ${page?.filter ?? ''}`, {
    first: rows.first,
    count: rows.count,
    fetchPage: async (from, count) => (await fetchPage(id, { filter: page?.filter ?? '', from, count })).rows,
  });
  const packet = usePacket({ id, frame, filter: page?.filter, made });
  const chosen = useRef<{ frame: number; place: number | undefined } | undefined>(undefined);
  if (packet !== undefined && packet.frame === frame) chosen.current = { frame: packet.frame, place: packet.place };
  const known = chosen.current?.frame === frame ? chosen.current?.place : undefined;
  // A packet that is drawn can be gone on from at once.
  const place = known ?? findPlace(frame, { ...rows, rowAt });
  useEffect(() => {
    if (place !== undefined) rows.show(place);
  }, [place, turn, matched]);
  // What was asked for must be seen, whatever was filtered before.
  useEffect(() => setFilter(''), [turn]);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(matched - 1, to));
    const row = rowAt(next);
    if (row === undefined) return;
    // Where it is in the table is known now; the server tells it too, but later.
    chosen.current = { frame: row.frame, place: next };
    selectFrame(row.frame);
  };
  return (
    <div class="packets">
      <Field
        label="Filter packets"
        placeholder='Text, address, port, or flags="SYN ACK" from=vit002 of=client2'
        value={filter}
        onInput={setFilter}
        describedBy="lr--filter-problem"
        isWrong={problem !== undefined}
      >
        {page !== undefined && problem === undefined && (
          <span class="found" role="status">
            {matched === page.total ? `${matched}` : `${matched} of ${page.total}`}
          </span>
        )}
      </Field>
      <p id="lr--filter-problem" class="filter-problem" role="status">
        {problem}
      </p>
      <PacketTable
        id={id}
        box={box}
        rows={rows}
        rowAt={rowAt}
        matched={matched}
        chosen={frame}
        cited={frames}
        place={place}
        go={go}
      />
      {page?.problem !== undefined && <p class="none">The capture can’t be read to its end: {page.problem}</p>}
      {packet !== undefined && frame !== undefined && <PacketDetails capture={id} packet={packet} />}
    </div>
  );
}

/** Where a packet is among the rows that are drawn. */
function findPlace(
  frame: number | undefined,
  { first, count, rowAt }: { first: number; count: number; rowAt: (place: number) => PacketRow | undefined },
): number | undefined {
  if (frame === undefined) return undefined;
  return Array.from({ length: count }, (_, i) => first + i).find((at) => rowAt(at)?.frame === frame);
}

type Filtered = PacketPage & { filter: string };

/** How many packets the filter chooses; a filter with a mistake leaves the last ones. */
function usePage(
  id: string,
  filter: string,
  made: string | undefined,
): { page: Filtered | undefined; problem: string | undefined } {
  const [page, setPage] = useState<Filtered>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const ended = new AbortController();
    fetchPage(id, { filter, from: 0, count: 1 }, ended.signal).then(
      (found) => {
        setPage({ ...found, filter });
        setProblem(undefined);
      },
      (error: unknown) => {
        if (error instanceof Refused) setProblem([error.message, error.hint].filter(Boolean).join('. '));
      },
    );
    return () => ended.abort();
  }, [id, filter, made]);
  return { page, problem };
}

function fetchPage(
  id: string,
  query: { filter: string; from: number; count: number },
  signal?: AbortSignal,
): Promise<PacketPage> {
  return getJson<PacketPage>(`packets/${part(id)}`, query, signal);
}
