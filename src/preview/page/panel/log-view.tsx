import { useEffect, useRef, useState } from 'preact/hooks';
import type { EvidenceSummary, LogLine, LogPage } from '../../protocol.ts';
import { Field } from '../parts/field.tsx';
import { usePages } from '../parts/use-pages.ts';
import { useRows } from '../parts/use-rows.ts';
import { useSettled } from '../parts/use-settled.ts';
import { getJson, part } from '../server.ts';
import type { Opened } from '../store.ts';
import { Finding, useFinding } from './finding.tsx';

const ROW_PX = 20;

/** A raw log of any length; the lines that a claim rests on are marked. */
export function LogView({ opened, evidence }: { opened: Opened; evidence: EvidenceSummary }) {
  const { id, lines: cited, turn } = opened;
  const box = useRef<HTMLElement>(null);
  const [total, setTotal] = useState<number>();
  const [text, setText] = useState('');
  const finding = useFinding(id, useSettled(text));
  const rows = useRows(box, { total: total ?? 0, rowPx: ROW_PX });
  const lineAt = usePages<LogLine>(`${id} ${evidence.logBytes} ${evidence.time}`, {
    first: rows.first,
    count: rows.count,
    fetchPage: async (first, count) => (await fetchLines(id, first + 1, count)).lines,
  });
  useEffect(() => {
    fetchLines(id, 1, 1).then(
      (page) => setTotal(page.total),
      () => setTotal(0),
    );
  }, [id, evidence.logBytes, evidence.time]);
  const target = finding.current ?? cited[0];
  useEffect(() => {
    if (target !== undefined && total !== undefined) rows.show(target - 1, 'middle');
  }, [target, turn, total !== undefined]);
  if (evidence.logBytes === 0) return <p class="none">It printed nothing.</p>;
  return (
    <div class="log">
      <Field
        label="Find in the log"
        placeholder="Find"
        value={text}
        onInput={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finding.step(event.shiftKey ? -1 : 1);
        }}
      >
        <Finding finding={finding} text={text} />
      </Field>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
      <section ref={box} class="lines" aria-label={`Raw log of ${id}`} tabIndex={0}>
        <div class="all" style={{ height: `${rows.height}px` }}>
          <div class="window" style={{ transform: `translateY(${rows.top}px)` }}>
            {Array.from({ length: rows.count }, (_, i) => rows.first + i).map((place) => (
              <Line
                key={place}
                number={place + 1}
                line={lineAt(place)}
                isCited={cited.includes(place + 1)}
                isFound={finding.current === place + 1}
                text={text}
              />
            ))}
          </div>
        </div>
      </section>
    </div>
  );
}

function fetchLines(id: string, first: number, count: number): Promise<LogPage> {
  return getJson<LogPage>(`log/${part(id)}`, { first, count });
}

function Line(props: { number: number; line: LogLine | undefined; isCited: boolean; isFound: boolean; text: string }) {
  const { number, line, isCited, isFound, text } = props;
  const names = ['line', isCited && 'is-cited', isFound && 'is-found'].filter(Boolean).join(' ');
  return (
    <div class={names}>
      <span class="number">{number}</span>
      <span class="text">
        {line === undefined ? '' : <Marked line={line.text} text={text} />}
        {line?.more !== undefined && <span class="more"> … {line.more.toLocaleString('en')} more bytes</span>}
      </span>
    </div>
  );
}

/** The line, with what is looked for marked in it. */
function Marked({ line, text }: { line: string; text: string }) {
  if (text === '') return <>{line}</>;
  const at = line.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return <>{line}</>;
  return (
    <>
      {line.slice(0, at)}
      <mark>{line.slice(at, at + text.length)}</mark>
      {line.slice(at + text.length)}
    </>
  );
}
