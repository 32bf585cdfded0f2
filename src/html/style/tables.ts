/** Tables, and the marks of verdicts, which are told by word, sign and colour. */
export const TABLE_STYLE = `
.table { overflow-x: auto; margin: 1.4em 0; max-width: 100%; }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.5; min-width: min(100%, 44rem); }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 650; white-space: nowrap; border-bottom-width: 2px; }
[align="right"] { text-align: right; } [align="center"] { text-align: center; }
td:last-child, th:last-child { padding-right: 0; }
tbody tr:last-child td { border-bottom: 0; }
td code { overflow-wrap: normal; }
table.claims { width: 100%; font-size: .84rem; }
table.claims td:first-child { width: 34%; min-width: 13rem; font-weight: 500; }
table.claims td:last-child { color: var(--soft); min-width: 16rem; overflow-wrap: anywhere; }
.verdict { white-space: nowrap; }
.verdict strong { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-weight: 650; font-size: .8rem; }
.verdict strong::before { font-family: var(--mono); margin-right: .4em; }
.held strong { color: var(--good); background: var(--good-ground); } .held strong::before { content: "✓" / ""; }
.failed strong { color: var(--bad); background: var(--bad-ground); } .failed strong::before { content: "✗" / ""; }
.not-testable strong { color: var(--open); background: var(--open-ground); } .not-testable strong::before { content: "?" / ""; }
@media screen and (max-width: 46rem) {
  table.claims, table.claims tbody, table.claims tr, table.claims td { display: block; width: auto !important; min-width: 0 !important; }
  table.claims thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.claims tr { padding: .9rem 0; border-bottom: 1px solid var(--rule); }
  table.claims td { border: 0; padding: 0 0 .35rem; }
}
`;
