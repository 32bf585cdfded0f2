import { useEffect, useState } from 'preact/hooks';

const LEAST = 25;
const MOST = 75;
const STEP = 2;
const START = 54;
const KEPT = 'labreport-preview-split';

/** The border between the report and its evidence: dragged, or moved with the arrow keys. */
export function Splitter() {
  const [part, setPart] = useState(readKept);
  useEffect(() => {
    document.documentElement.style.setProperty('--split', `${part}%`);
    localStorage.setItem(KEPT, `${part}`);
  }, [part]);
  const move = (to: number) => setPart(Math.min(MOST, Math.max(LEAST, to)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't take the focus and hold a value.
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label="Border between report and evidence"
      aria-orientation="vertical"
      aria-controls="lr--article lr--panel"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(part)}
      onKeyDown={(event) => {
        const to = targetOf(event.key, part);
        if (to === undefined) return;
        event.preventDefault();
        move(to);
      }}
      onDblClick={() => move(START)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const desk = event.currentTarget.closest('.desk')?.getBoundingClientRect();
        if (desk !== undefined) move((100 * (event.clientX - desk.left)) / desk.width);
      }}
    />
  );
}

function targetOf(key: string, part: number): number | undefined {
  const targets: Record<string, number> = { ArrowLeft: part - STEP, ArrowRight: part + STEP, Home: LEAST, End: MOST };
  return targets[key];
}

function readKept(): number {
  const kept = Number(localStorage.getItem(KEPT));
  return kept >= LEAST && kept <= MOST ? kept : START;
}
