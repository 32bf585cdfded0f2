import { expect, test } from 'vitest';
import type { CrossCheck } from '../../src/claims/cross/cross-check.ts';
import { renderReport } from '../../src/report/render.ts';
import { said } from '../said.ts';
import { makeRun } from './fixture.ts';

const AGREES: CrossCheck = {
  check: 'handshake',
  status: 'agrees',
  subject: said('a with b'),
  reason: said('its handshake is in capture wire'),
  cites: [{ evidence: 'wire', frames: [1, 2, 3] }],
};
const UNTESTABLE: CrossCheck = { ...AGREES, status: 'not-testable', reason: said('the run has no capture'), cites: [] };
const OTHERWISE: CrossCheck = { ...UNTESTABLE, reason: said('it was opened before capture wire began') };
const DISAGREES: CrossCheck = {
  check: 'state',
  status: 'disagrees',
  subject: said('a|b with c, CLOSE_WAIT at look'),
  reason: said('the segments in capture wire imply ESTABLISHED, not CLOSE_WAIT'),
  cites: [{ evidence: 'wire', frames: [4] }],
};

function render(text: string, crossChecks: CrossCheck[]): string {
  const template = { file: 'report.md.hbs', text };
  return renderReport({ ...makeRun({ captures: [{ id: 'wire' }] }), crossChecks, template }).markdown;
}

test('cross-checks stand below the claims: one row for each kind, and each disagreement in full', () => {
  expect(render('{{claims}}\n', [AGREES, UNTESTABLE, OTHERWISE, OTHERWISE, DISAGREES])).toBe(`The lab makes no claims.

| Cross-check | Result | Reason |
| --- | --- | --- |
| Each connection that netstat or ss shows has its handshake in a capture | **1 of 4 agrees** | 3 not testable: it was opened before capture wire began (2), the run has no capture (1). |
| Each state that netstat or ss shows follows from the segments before it (RFC 9293) | **0 of 1 agree** |  |
| a\\|b with c, CLOSE_WAIT at look | **disagrees** | the segments in capture wire imply ESTABLISHED, not CLOSE_WAIT ([wire](logs/wire.txt), frame 4). |
`);
});

test('where there is nothing to hold against each other, there is no table', () => {
  expect(render('{{claims}}\n', [])).toBe('The lab makes no claims.\n');
});

test('a disagreement shows also in a report without a table of claims', () => {
  expect(render('Words.\n', [AGREES])).toBe('Words.\n');
  expect(render('Words.\n', [DISAGREES])).toMatch(/^Words\.\n\n\| Cross-check .*\*\*disagrees\*\*.*\n$/s);
});
