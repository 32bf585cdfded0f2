/** Colours as the figures have them, the page's columns, and the table of contents. */
export const LAYOUT_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --ink: #1f2328; --soft: #59636e; --rule: #d1d9e0; --faint: #eef1f5; --band: #f6f8fa;
  --link: #0757b8; --terminal: #f5f7fa; --bar: #e8edf3; --mark: #0757b8;
  --good: #1a6b32; --good-ground: #e3f3e6; --bad: #b3121f; --bad-ground: #fde8e8; --open: #7a4f00; --open-ground: #fbf0d4;
  --keyword: #9c1c5b; --string: #0a5a2f; --comment: #5b6570; --number: #0757b8; --title: #6639ba;
  --text: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --ink: #e6edf3; --soft: #9ea7b3; --rule: #30363d; --faint: #1c2430; --band: #151b23;
    --link: #6cb0ff; --terminal: #131921; --bar: #1c2430; --mark: #6cb0ff;
    --good: #6fd48a; --good-ground: #12301c; --bad: #ff9089; --bad-ground: #3b1518; --open: #e3b341; --open-ground: #33270a;
    --keyword: #ff9bc6; --string: #8fdba4; --comment: #9ea7b3; --number: #8cc2ff; --title: #cdb0ff;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 400 1.0625rem/1.65 var(--text); text-rendering: optimizeLegibility; overflow-wrap: break-word;
}
main { max-width: 62rem; margin: 0 auto; padding: 3.5rem 1.5rem 6rem; min-width: 0; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
nav { padding: 1rem 1.5rem 0; font-size: .875rem; line-height: 1.4; }
nav summary { cursor: pointer; font-weight: 650; padding: .4rem 0; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav ol ol { padding-left: .9rem; border-left: 1px solid var(--rule); margin: .1rem 0 .5rem; }
nav li { margin: 0; }
nav a { display: block; padding: .22rem 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--ink); text-decoration: underline; }
@media (min-width: 78rem) {
  .with-contents { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 84rem; margin: 0 auto; }
  .with-contents nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 3.6rem 1rem 2rem 1.5rem; }
  .with-contents main { margin: 0; padding-left: 2.5rem; }
  nav details::details-content { content-visibility: visible; display: block; block-size: auto; }
  @supports selector(::details-content) {
    nav summary { list-style: none; pointer-events: none; }
    nav summary::-webkit-details-marker { display: none; }
  }
}
@media (max-width: 40rem) {
  body { font-size: 1rem; line-height: 1.6; }
  main { padding: 1.5rem 1rem 4rem; }
  nav { padding: .75rem 1rem 0; }
}
`;
