import { useEffect, useRef, useState } from 'preact/hooks';
import type { EvidenceSummary } from '../../protocol.ts';
import { part } from '../server.ts';
import { trimCast } from './trim-cast.ts';

/** A longer recording is loaded only when that is asked for. */
const MOST_BYTES = 5_000_000;

/** A terminal as it was seen, to be played. */
export function Recording({ evidence }: { evidence: EvidenceSummary }) {
  const { id, castBytes = 0 } = evidence;
  const [isWanted, setWanted] = useState(castBytes <= MOST_BYTES);
  if (isWanted) return <Player id={id} />;
  return (
    <p class="none">
      <button type="button" class="plain-button" onClick={() => setWanted(true)}>
        Load the recording ({(castBytes / 1_000_000).toFixed(0)} MB)
      </button>
    </p>
  );
}

function Player({ id }: { id: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let dispose = () => {};
    let isGone = false;
    import('asciinema-player').then(
      ({ create }) => {
        if (isGone || box.current === null) return;
        const player = create({ data: () => fetchCast(id) }, box.current, OPTIONS);
        dispose = () => player.dispose();
        name(box.current);
      },
      () => setProblem('The player can’t be loaded.'),
    );
    return () => {
      isGone = true;
      dispose();
    };
  }, [id]);
  return (
    <>
      <div ref={box} class="player" />
      {problem !== '' && <p class="none">{problem}</p>}
    </>
  );
}

async function fetchCast(id: string): Promise<string> {
  const response = await fetch(`cast/${part(id)}`);
  return trimCast(await response.text());
}

/** Programs of a lab wait for each other; who watches need not. */
const OPTIONS = {
  fit: 'width',
  preload: true,
  idleTimeLimit: 1.5,
  theme: 'labreport',
  poster: 'npt:3600',
  controls: true,
  terminalFontFamily: 'var(--mono)',
} as const;

/** The player takes keys, so it needs a name and a role. */
function name(box: HTMLElement): void {
  const player = box.querySelector('.ap-wrapper');
  player?.setAttribute('role', 'group');
  player?.setAttribute('aria-label', 'Recording of the terminal; Space plays and pauses, arrow keys go back and forth');
}
