import { useEffect, useRef } from 'preact/hooks';
import { showList } from '../actions.ts';
import { Icon } from '../parts/icon.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Splitter } from '../splitter.tsx';
import { setState, useStore } from '../store.ts';
import { Claims } from './claims.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { EvidenceView } from './evidence-view.tsx';

/** What the report rests on: its claims, the list of evidence, and one evidence that is open. */
export function Panel() {
  const opened = useStore((state) => state.opened);
  const isSheetOpen = useStore((state) => state.isSheetOpen);
  const panel = useRef<HTMLElement>(null);
  useSheetFocus(panel, isSheetOpen);
  return (
    <aside ref={panel} id="lr--panel" class="panel" aria-label="Evidence">
      <Splitter />
      <button
        type="button"
        class="icon-button close-sheet"
        aria-label="Close"
        onClick={() => setState({ isSheetOpen: false })}
      >
        <Icon name="close" />
      </button>
      {opened === undefined ? <Lists /> : <EvidenceView key={opened.id} opened={opened} />}
    </aside>
  );
}

/** On a phone the sheet takes the focus, and gives it back. */
function useSheetFocus(panel: { current: HTMLElement | null }, isOpen: boolean): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!matchMedia('(max-width: 760px)').matches) return;
    if (isOpen) {
      before.current = document.activeElement;
      panel.current?.querySelector<HTMLElement>('.close-sheet')?.focus();
    } else if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  }, [isOpen]);
}

function Lists() {
  const overview = useStore((state) => state.overview);
  const list = useStore((state) => state.list);
  if (overview === undefined) return null;
  const tabs = [
    { id: 'claims' as const, label: 'Claims', count: overview.claims.length },
    { id: 'evidence' as const, label: 'Evidence', count: overview.evidence.length },
  ];
  return (
    <>
      <div class="panel-head">
        <Tabs label="What is listed" class="lists" panel="lr--list" chosen={list} tabs={tabs} onChoose={showList} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel of tabs that scrolls. */}
      <div id="lr--list" class="panel-body" role="tabpanel" aria-labelledby={`lr--tab-${list}`} tabIndex={0}>
        {list === 'claims' ? <Claims overview={overview} /> : <EvidenceList evidence={overview.evidence} />}
      </div>
    </>
  );
}
