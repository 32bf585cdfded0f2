import type { Unit } from '../../read/unit.ts';
import { coverage, type Token, textsOf, tokensOf } from '../../text/tokens.ts';
import { Alignment } from './alignment.ts';
import type { Gap, Matching } from './match-units.ts';

/** So much of a paragraph that is left makes it one that was edited; with less it was written anew. */
const REMAINS = 0.4;
/** The same where it was moved too: among all there is, more must tell. */
const MOVED_REMAINS = 0.5;
/** So much more of it there must be than anywhere else. */
const MARGIN = 0.1;
/** Where so much of a paragraph is, a value of it may have been meant. */
const TRACES = 0.3;

/** What has become of a unit that is not there as it was written. */
export interface EditedUnit {
  alignment: Alignment;
  /** Where most of it is. */
  unit: Unit;
}

/** Finds units that were edited: between the neighbours that they had, or elsewhere when they were moved too. */
export class EditedUnits {
  readonly #gaps: readonly Gap[];
  readonly #alignments = new Map<Gap, Alignment>();
  readonly #tokens = new Map<Gap, Token[]>();

  constructor({ gaps }: Matching) {
    this.#gaps = gaps;
  }

  find(base: Unit): EditedUnit | undefined {
    const gap = this.#gaps.find((each) => each.base.includes(base));
    const beside = gap === undefined || gap.edited.length === 0 ? undefined : this.#beside(base, gap);
    return beside ?? this.#elsewhere(base, gap);
  }

  /** Where something of a unit seems to be left in which `text` stands. */
  findTrace(base: Unit, text: string): Unit | undefined {
    const tokens = tokensOf(base.text);
    const free = this.#gaps.flatMap(({ edited }) => edited);
    return free.find((unit) => hasText(unit, text) && coverage(tokens, tokensOf(unit.text)) >= TRACES);
  }

  #beside(base: Unit, gap: Gap): EditedUnit | undefined {
    const alignment = this.#alignments.get(gap) ?? new Alignment(gap.base, gap.edited);
    this.#alignments.set(gap, alignment);
    const { share, unit } = alignment.remains(base);
    return share < REMAINS || unit === undefined ? undefined : { alignment, unit };
  }

  #elsewhere(base: Unit, own: Gap | undefined): EditedUnit | undefined {
    const tokens = tokensOf(base.text);
    const isLikely = (gap: Gap) => gap !== own && coverage(tokens, this.#tokensIn(gap)) >= MOVED_REMAINS;
    const found = this.#gaps.filter(isLikely).map((gap) => {
      const alignment = new Alignment([base], gap.edited);
      return { alignment, ...alignment.remains(base) };
    });
    const [best, next] = found.sort((one, other) => other.share - one.share);
    if (best?.unit === undefined || best.share < MOVED_REMAINS || best.share - (next?.share ?? 0) < MARGIN)
      return undefined;
    return { alignment: best.alignment, unit: best.unit };
  }

  #tokensIn(gap: Gap): Token[] {
    const tokens = this.#tokens.get(gap) ?? gap.edited.flatMap(({ text }) => tokensOf(text));
    this.#tokens.set(gap, tokens);
    return tokens;
  }
}

/** Whether a text stands in a unit, in whole words. */
function hasText(unit: Unit, text: string): boolean {
  const [own, wanted] = [textsOf(tokensOf(unit.text)), textsOf(tokensOf(text))];
  if (wanted.length === 0) return false;
  return own.some((_, at) => wanted.every((word, n) => own[at + n] === word));
}
