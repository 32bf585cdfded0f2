import { useLayoutEffect, useState } from 'preact/hooks';
import type { Overview, RunState, View, ViewName } from '../protocol.ts';

/** What of an evidence is looked at. */
export type Aspect = 'recording' | 'log' | 'packets';

/** The evidence that is open in the panel, and what is marked in it. */
export interface Opened {
  id: string;
  aspect: Aspect;
  /** Lines of the log that a claim rests on. */
  lines: readonly number[];
  /** Frames of the capture that a claim rests on. */
  frames: readonly number[];
  /** The packet that is selected. */
  frame?: number;
  /** Grows each time something is opened, so that the same place is gone to again. */
  turn: number;
}

export interface State {
  connection: 'connecting' | 'open' | 'lost';
  overview?: Overview;
  views: Partial<Record<ViewName, View>>;
  shown: ViewName;
  run: RunState;
  /** What the panel lists when no evidence is open. */
  list: 'claims' | 'evidence';
  opened: Opened | undefined;
  /** On a phone the panel covers the report. */
  isSheetOpen: boolean;
  isHelpOpen: boolean;
  /** How a run ended has been read. */
  isOutcomeRead: boolean;
  /** What a screen reader is told. */
  announcement: string;
}

let state: State = {
  connection: 'connecting',
  views: {},
  shown: 'report',
  run: { phase: 'idle', total: 0, done: 0, now: '', steps: [] },
  list: 'claims',
  opened: undefined,
  isSheetOpen: false,
  isHelpOpen: false,
  isOutcomeRead: true,
  announcement: '',
};

const listeners = new Set<() => void>();

export function getState(): State {
  return state;
}

export function setState(change: Partial<State> | ((state: State) => Partial<State>)): void {
  state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
  for (const listener of [...listeners]) listener();
}

/** A part of the state; the component is drawn anew when that part is another. */
export function useStore<T>(select: (state: State) => T): T {
  const [value, setValue] = useState(() => select(state));
  useLayoutEffect(() => {
    const take = () => setValue(() => select(state));
    take();
    listeners.add(take);
    return () => {
      listeners.delete(take);
    };
  }, []);
  return value;
}
