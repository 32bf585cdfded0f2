import type { PacketDetail } from '../../protocol.ts';
import { openEvidence } from '../actions.ts';
import { findArrow } from '../article/marks.ts';
import { setState } from '../store.ts';

/** One packet: its fields, and the bytes that it carries. */
export function PacketDetails({ capture, packet }: { capture: string; packet: PacketDetail }) {
  const { frame, fields, dump, more, lines } = packet;
  return (
    <section class="packet" aria-label={`Frame ${frame}`}>
      <div class="packet-head">
        <h3>Frame {frame}</h3>
        <ToArrow capture={capture} frame={frame} />
        {lines !== undefined && (
          <button
            type="button"
            class="quiet"
            onClick={() => openEvidence(capture, { aspect: 'log', frame, lines: range(lines) })}
          >
            As printed
          </button>
        )}
      </div>
      <dl>
        {fields.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {dump.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on narrow screens.
        <pre class="dump" tabIndex={0}>
          {dump.map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}\n`).join('')}
          {more > 0 && `… ${more} more bytes`}
        </pre>
      )}
    </section>
  );
}

function range({ first, last }: { first: number; last: number }): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function ToArrow({ capture, frame }: { capture: string; frame: number }) {
  const arrow = findArrow(capture, frame);
  if (arrow === undefined) return null;
  const show = () => {
    setState({ isSheetOpen: false });
    arrow.scrollIntoView({ block: 'center', inline: 'nearest' });
  };
  return (
    <button type="button" class="quiet" onClick={show}>
      In the diagram
    </button>
  );
}
