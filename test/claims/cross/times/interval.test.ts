import { expect, test } from 'vitest';
import {
  beginsBefore,
  endsAfter,
  type Interval,
  isBefore,
  since,
  upTo,
  withDelay,
} from '../../../../src/claims/cross/times/interval.ts';

const interval = (fromMs: number, untilMs: number): Interval => ({ fromMs, untilMs });
const ALWAYS = interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

test.each<[string, Interval, Interval]>([
  ['since nothing in particular', since(interval(1, 9), []), interval(1, 9)],
  ['since the latest of some times', since(interval(1, 9), [3, 5]), interval(5, 9)],
  ['since a time before it', since(interval(1, 9), [0]), interval(1, 9)],
  ['since a time after it: nothing is left', since(interval(1, 9), [12]), interval(12, 9)],
  ['since a time, of all times', since(ALWAYS, [3]), interval(3, Number.POSITIVE_INFINITY)],
  ['up to nothing in particular', upTo(interval(1, 9), []), interval(1, 9)],
  ['up to the earliest of some times', upTo(interval(1, 9), [5, 3]), interval(1, 3)],
  ['up to a time after it', upTo(interval(1, 9), [12]), interval(1, 9)],
  ['up to a time before it: nothing is left', upTo(interval(1, 9), [0]), interval(1, 0)],
  ['with a delay', withDelay(interval(1, 9), 10), interval(1, 19)],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected);
});

test.each<[string, Interval, Interval, Record<string, boolean>]>([
  ['before', interval(1, 3), interval(5, 9), { isBefore: true, beginsBefore: true, endsAfter: false }],
  ['up to its beginning', interval(1, 5), interval(5, 9), { isBefore: false, beginsBefore: true, endsAfter: false }],
  ['across its beginning', interval(1, 7), interval(5, 9), { isBefore: false, beginsBefore: true, endsAfter: false }],
  ['the same', interval(5, 9), interval(5, 9), { isBefore: false, beginsBefore: false, endsAfter: false }],
  ['within', interval(6, 7), interval(5, 9), { isBefore: false, beginsBefore: false, endsAfter: false }],
  ['across its end', interval(7, 12), interval(5, 9), { isBefore: false, beginsBefore: false, endsAfter: true }],
  ['around', interval(1, 12), interval(5, 9), { isBefore: false, beginsBefore: true, endsAfter: true }],
  ['after', interval(10, 12), interval(5, 9), { isBefore: false, beginsBefore: false, endsAfter: true }],
])('one that lies so to another: %s', (_, one, other, expected) => {
  expect({
    isBefore: isBefore(one, other),
    beginsBefore: beginsBefore(one, other),
    endsAfter: endsAfter(one, other),
  }).toEqual(expected);
});
