import { useEffect } from 'preact/hooks';
import { ArticlePane } from './article/pane.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { listenToKeys } from './keys.ts';
import { Panel } from './panel/panel.tsx';
import { RunBar } from './run.tsx';
import { useStore } from './store.ts';

/** The whole page: the report at the left, its evidence at the right; on a phone the evidence is a sheet. */
export function App() {
  const isSheetOpen = useStore((state) => state.isSheetOpen);
  useEffect(listenToKeys, []);
  return (
    <div class={isSheetOpen ? 'page sheet-open' : 'page'}>
      <Header />
      <RunBar />
      <div class="desk">
        <ArticlePane />
        <Panel />
      </div>
      <Help />
      <Announcer />
    </div>
  );
}

/** Tells screen readers what has happened, and nothing else. */
function Announcer() {
  const announcement = useStore((state) => state.announcement);
  return (
    <p class="announcer" role="status">
      {announcement}
    </p>
  );
}
