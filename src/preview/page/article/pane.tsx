import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View, ViewProblem } from '../../protocol.ts';
import { Icon } from '../parts/icon.tsx';
import { useStore } from '../store.ts';
import { takeClick, takeDiagramKey } from './clicks.ts';
import { markBlock, markPacket } from './marks.ts';
import { prepareArticle } from './prepare.ts';
import { makeScrollable } from './scrollable.ts';
import { type Changes, showArticle } from './show.ts';

/** The report as it reads, and a mistake in what it is made from above it. */
export function ArticlePane() {
  const shown = useStore((state) => state.shown);
  const view = useStore((state) => state.views[state.shown]);
  const isSheetOpen = useStore((state) => state.isSheetOpen);
  const pane = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const [changes, setChanges] = useState<Changes>();
  useArticle({ view, pane, article, setChanges });
  return (
    <main class="main">
      <Banner view={view} />
      <div
        ref={pane}
        inert={isSheetOpen && isNarrow()}
        id="lr--article"
        class="pane"
        role="tabpanel"
        aria-labelledby={`lr--tab-${shown}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
        tabIndex={0}
      >
        {view?.problem !== undefined && <Problem problem={view.problem} hasPage={view.html !== ''} />}
        <article ref={article} onClick={takeClick} onKeyDown={takeDiagramKey} />
      </div>
      {changes !== undefined && <Elsewhere changes={changes} onDone={() => setChanges(undefined)} />}
    </main>
  );
}

/** On a phone what lies under the sheet can't be reached. */
function isNarrow(): boolean {
  return matchMedia('(max-width: 760px)').matches;
}

function useArticle({
  view,
  pane,
  article,
  setChanges,
}: {
  view: View | undefined;
  pane: { current: HTMLElement | null };
  article: { current: HTMLElement | null };
  setChanges: (changes: Changes | undefined) => void;
}): void {
  const overview = useStore((state) => state.overview);
  const opened = useStore((state) => state.opened);
  const latest = useRef<View | undefined>(undefined);
  useEffect(() => {
    if (view === undefined || overview === undefined) return;
    latest.current = view;
    void prepareArticle(view.html, overview).then((fragment) => {
      const [box, target] = [pane.current, article.current];
      // A newer one has come while pictures were fetched.
      if (box === null || target === null || latest.current !== view) return;
      const isEdit = view.cause !== 'asked';
      const changes = showArticle({ pane: box, article: target, fragment, isEdit });
      makeScrollable(target);
      markAll();
      setChanges(changes);
    });
  }, [view?.html, overview]);
  const markAll = () => {
    if (article.current === null) return;
    markBlock(article.current, opened?.id);
    markPacket(article.current, opened);
  };
  useEffect(markAll, [opened]);
}

/** Which of the two views this is. */
function Banner({ view }: { view: View | undefined }) {
  if (view === undefined) return <p class="banner" />;
  const { name, file } = view;
  return (
    <p class={`banner ${name}`}>
      <Icon name="page" />
      {name === 'report' ? (
        <code>{file}</code>
      ) : (
        <span>
          What <code>{file}</code> gives now. <code>report.md</code> stays as it is.
        </span>
      )}
    </p>
  );
}

/** A mistake above the last good page, which stays where it is. */
function Problem({ problem, hasPage }: { problem: ViewProblem; hasPage: boolean }) {
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const pane = section.current?.parentElement;
    const height = section.current?.offsetHeight ?? 0;
    if (!pane || pane.scrollTop === 0) return;
    pane.scrollTop += height;
    return () => {
      pane.scrollTop -= height;
    };
  }, [problem]);
  const { message, hint, place, excerpt } = problem;
  const [, what, expected] = /^(.*?)(, expected .*)?$/s.exec(message) ?? [];
  return (
    <section ref={section} class="problem" role="alert" aria-label="Mistake">
      {place !== undefined && (
        <p class="place">
          {place.file}
          {place.line !== undefined && <span>:{place.line}</span>}
          {place.column !== undefined && <span>:{place.column}</span>}
        </p>
      )}
      <p class="message">
        <strong>{what}</strong>
        {expected}
      </p>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {excerpt !== undefined && <Excerpt excerpt={excerpt} place={place} />}
      {hasPage && <p class="last-good">Below is the last page without a mistake.</p>}
    </section>
  );
}

function Excerpt({
  excerpt,
  place,
}: {
  excerpt: { line: number; text: string }[];
  place: ViewProblem['place'] | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where lines are long.
    <pre class="excerpt" tabIndex={0}>
      {excerpt.map(({ line, text }) => (
        <span key={line} class={line === place?.line ? 'line at' : 'line'}>
          <span class="number">{line}</span>
          {text}
          {'\n'}
          {line === place?.line && place.column !== undefined && (
            <span class="caret">
              <span class="number" />
              {text.slice(0, place.column - 1).replace(/\S/g, ' ')}▲{'\n'}
            </span>
          )}
        </span>
      ))}
    </pre>
  );
}

/** Leads to what has changed where the reader isn't. */
function Elsewhere({ changes, onDone }: { changes: Changes; onDone: () => void }) {
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onDone();
    });
    observer.observe(changes.first);
    return () => observer.disconnect();
  }, [changes]);
  return (
    <button
      type="button"
      class={`elsewhere ${changes.where}`}
      onClick={() => changes.first.scrollIntoView({ block: 'center', behavior: 'smooth' })}
    >
      <Icon name={changes.where === 'above' ? 'up' : 'down'} />
      Changed further {changes.where === 'above' ? 'up' : 'down'}
    </button>
  );
}
