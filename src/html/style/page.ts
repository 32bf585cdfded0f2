import { CODE_STYLE } from './code.ts';
import { LAYOUT_STYLE } from './layout.ts';
import { PRINT_STYLE } from './print.ts';
import { PROSE_STYLE } from './prose.ts';
import { TABLE_STYLE } from './tables.ts';

/** The style sheet of report.html. */
export const PAGE_STYLE = [LAYOUT_STYLE, PROSE_STYLE, CODE_STYLE, TABLE_STYLE, PRINT_STYLE]
  .join('\n')
  .replaceAll(/\n\s*/g, '\n')
  .trim();
