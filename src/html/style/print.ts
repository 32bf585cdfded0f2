/** Paper: no table of contents, lines that wrap, and no page break where it would hurt. */
export const PRINT_STYLE = `
@page { size: A4; margin: 18mm 16mm 20mm; }
@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --ink: #111; --soft: #4a525b; --rule: #c3cad2; --faint: #f1f3f6; --band: #f6f8fa;
    --link: #0757b8; --terminal: #f8f9fb; --bar: #eef1f5; --mark: #0757b8;
    --good: #1a6b32; --good-ground: #fff; --bad: #b3121f; --bad-ground: #fff; --open: #7a4f00; --open-ground: #fff;
    --keyword: #9c1c5b; --string: #0a5a2f; --comment: #5b6570; --number: #0757b8; --title: #6639ba;
  }
  body { font-size: 10pt; line-height: 1.5; display: block; }
  nav { display: none; }
  main, .with-contents main { max-width: none; padding: 0; }
  main > * { max-width: none !important; }
  h1 { font-size: 20pt; } h2 { font-size: 14pt; margin-top: 1.8em; } h3 { font-size: 11.5pt; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  img, tr, blockquote { break-inside: avoid; }
  p:has(> img) { break-inside: avoid; }
  img { max-height: 225mm; width: auto; }
  pre { font-size: 7.6pt; line-height: 1.45; padding: .6rem .8rem; overflow: visible; width: auto !important; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  pre.short { break-inside: avoid; }
  p:has(+ pre), p:has(+ .table) { break-after: avoid; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .terminal { padding-top: 0; }
  .terminal .head { width: calc(100% + 1.6rem); margin: 0 -.8rem .4rem; padding: .3rem .8rem; break-after: avoid; }
  .silent .head { margin-bottom: 0; }
  pre, .table { orphans: 4; widows: 4; }
  .table { overflow: visible; }
  table { font-size: 8.4pt; min-width: 0; width: 100%; }
  th, td { padding-top: .28rem; padding-bottom: .28rem; }
  table.claims { font-size: 7.8pt; }
  table.claims td:first-child { min-width: 0; }
  table.claims td:last-child { min-width: 0; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  p a[href^="http"], li a[href^="http"] { text-decoration: underline; }
  .verdict strong { padding: 0; }
}
`;
