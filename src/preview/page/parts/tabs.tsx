import { useRef } from 'preact/hooks';

/** Tabs as the ARIA Authoring Practices have them: one stop for Tab, arrow keys choose. */
export function Tabs<T extends string>(props: {
  label: string;
  class: string;
  /** Id of the element that they choose the content of. */
  panel: string;
  chosen: T;
  tabs: readonly { id: T; label: string; count?: number }[];
  onChoose: (id: T) => void;
}) {
  const { label, panel, chosen, tabs, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const go = (key: string): boolean => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const target = targetOf(key, at, tabs.length);
    const tab = target === undefined ? undefined : tabs[target];
    if (tab === undefined) return false;
    onChoose(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target as number]?.focus();
    return true;
  };
  return (
    <div
      ref={list}
      class={`tabs ${props.class}`}
      role="tablist"
      aria-label={label}
      onKeyDown={(event) => {
        if (go(event.key)) event.preventDefault();
      }}
    >
      {tabs.map(({ id, label: text, count }) => (
        <button
          type="button"
          role="tab"
          key={id}
          id={`lr--tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={panel}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {text}
          {count !== undefined && <span class="count">{count}</span>}
        </button>
      ))}
    </div>
  );
}

function targetOf(key: string, at: number, count: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at + count - 1) % count,
    Home: 0,
    End: count - 1,
  };
  return targets[key];
}
