import type { PacketRow } from '../../protocol.ts';
import type { Rows } from '../parts/use-rows.ts';

export const ROW_PX = 24;

const COLUMNS = ['Frame', 'Time', 'From', 'To', 'Flags', 'Seq', 'Ack', 'Len', 'Info'] as const;

/** Rows of packets, of which those that are seen are drawn; the table has the focus, and arrow keys select. */
export function PacketTable(props: {
  id: string;
  box: { current: HTMLDivElement | null };
  rows: Rows;
  rowAt: (place: number) => PacketRow | undefined;
  matched: number;
  chosen: number | undefined;
  cited: readonly number[];
  place: number | undefined;
  go: (place: number) => void;
}) {
  const { id, box, rows, rowAt, matched, chosen, cited, place, go } = props;
  const isActive = place !== undefined && place >= rows.first && place < rows.first + rows.count;
  const takeKey = (event: KeyboardEvent) => {
    const pageRows = Math.floor((box.current?.clientHeight ?? 0) / ROW_PX) - 2;
    const to = targetOf(event.key, { place, matched, pageRows });
    if (to === undefined) return;
    event.preventDefault();
    // Nobody can tell what is below a packet whose place is not known yet.
    if (place !== undefined || chosen === undefined) go(to);
  };
  return (
    <div ref={box} class="packet-table">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are selected is a grid.
        role="grid"
        aria-label={`Packets of ${id}`}
        aria-rowcount={matched + 1}
        tabIndex={0}
        {...(isActive && { 'aria-activedescendant': `lr--packet-${place}` })}
        onKeyDown={takeKey}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((title) => (
              <th key={title} scope="col" class={title.toLowerCase()}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space px={rows.top} />
          {Array.from({ length: rows.count }, (_, i) => rows.first + i).map((at) => (
            <Row key={at} place={at} row={rowAt(at)} chosen={chosen} cited={cited} go={go} />
          ))}
          <Space px={rows.height - rows.top - rows.count * ROW_PX} />
        </tbody>
      </table>
    </div>
  );
}

/** The place of the rows that are not drawn. */
function Space({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is no row, it stands for rows that are not drawn.
    <tr class="space" role="presentation">
      <td colSpan={COLUMNS.length} style={{ height: `${px}px` }} />
    </tr>
  );
}

function Row({
  place,
  row,
  chosen,
  cited,
  go,
}: {
  place: number;
  row: PacketRow | undefined;
  chosen: number | undefined;
  cited: readonly number[];
  go: (place: number) => void;
}) {
  if (row === undefined) {
    return (
      <tr aria-rowindex={place + 2} aria-busy="true">
        <td colSpan={COLUMNS.length} />
      </tr>
    );
  }
  const { frame, time, source, destination, kind, seq, ack, length, info, mark } = row;
  const cells = [frame, time, source, destination, kind, seq, ack, length, info];
  const names = [cited.includes(frame) && 'is-cited', mark, length > 0 && 'has-data'].filter(Boolean).join(' ');
  return (
    <tr
      id={`lr--packet-${place}`}
      class={names}
      aria-rowindex={place + 2}
      aria-selected={frame === chosen}
      onClick={() => go(place)}
    >
      {cells.map((cell, i) => (
        <td key={COLUMNS[i]} class={COLUMNS[i]?.toLowerCase()}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

function targetOf(
  key: string,
  { place, matched, pageRows }: { place: number | undefined; matched: number; pageRows: number },
): number | undefined {
  const at = place ?? -1;
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: matched - 1,
  };
  return targets[key];
}
