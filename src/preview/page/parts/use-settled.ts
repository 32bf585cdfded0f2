import { useEffect, useState } from 'preact/hooks';

/** What is typed is acted on when nothing was typed for so long. */
const QUIET_MS = 90;

/** A text once it has not changed for a moment, so that not every letter is looked for; nothing is taken at once. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const quiet = setTimeout(() => setSettled(text), text === '' ? 0 : QUIET_MS);
    return () => clearTimeout(quiet);
  }, [text]);
  return text === '' ? '' : settled;
}
