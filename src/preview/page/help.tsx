import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './parts/icon.tsx';
import { setState, useStore } from './store.ts';

const KEYS: [keys: string[], does: string][] = [
  [['j', 'k'], 'next, previous evidence in the report'],
  [['Enter'], 'open it'],
  [['/'], 'filter or find'],
  [['↑', '↓'], 'rows of a table, arrows of a diagram'],
  [['c'], 'claims'],
  [['e'], 'list of evidence'],
  [['t'], 'report, or what the template gives'],
  [['←', '→'], 'move the border, when it has the focus'],
  [['Esc'], 'back, close'],
  [['?'], 'these keys'],
];

/** The keys that work everywhere on the page. */
export function Help() {
  const isOpen = useStore((state) => state.isHelpOpen);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = () => setState({ isHelpOpen: false });
  return (
    <dialog ref={dialog} class="help" aria-labelledby="lr--help" onClose={close}>
      <div class="help-head">
        <h2 id="lr--help">Keys</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <dl>
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
