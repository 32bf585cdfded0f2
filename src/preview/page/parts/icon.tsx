/** Drawn on a 16 px grid, in the colour of the text around. */
const PATHS = {
  held: 'M3.5 8.5l3 3 6-7',
  failed: 'M4.5 4.5l7 7m0-7l-7 7',
  'not-testable': 'M5.8 6a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.7-.8 1.4m0 2.2v.1',
  run: 'M5 3.5v9l7.5-4.5z',
  stop: 'M4.5 4.5h7v7h-7z',
  close: 'M4.5 4.5l7 7m0-7l-7 7',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  next: 'M6.5 3.5L11 8l-4.5 4.5',
  terminal: 'M2.5 3.5h11v9h-11zM5 6.5l2 1.7-2 1.7M8.5 10h2.5',
  moment: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.2l2 1.3',
  capture: 'M2.5 5.5h8.5M9 3.5l2.2 2L9 7.5M13.5 10.5H5M7 8.5l-2.2 2 2.2 2',
  build: 'M8 2.5l5 2.7v5.6l-5 2.7-5-2.7V5.2zM3.2 5.3L8 8l4.8-2.7M8 8v5.3',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10 10l3.2 3.2',
  up: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
  page: 'M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4',
} as const;

export type IconName = keyof typeof PATHS;

/** A small picture beside a word that says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
