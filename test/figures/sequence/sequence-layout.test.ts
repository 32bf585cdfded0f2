import { describe, expect, test } from 'vitest';
import { clashes, isWellFormed, textsOf } from '../boxes.ts';
import { drawScene, SCENES, type Scene } from '../scenes.ts';

describe('no text lies on another, and none is cut off', () => {
  test.each(Object.entries(SCENES))('%s', (_, scene) => {
    const drawn = drawScene(scene);
    expect(clashes(drawn)).toEqual([]);
    expect(isWellFormed(drawn.svg)).toBe(true);
  });
});

test('a clash would be noticed', () => {
  const { drawing, svg } = drawScene(SCENES['2 packets'] as Scene);
  drawing.text('in the way', [20, 56], { size: 11, colour: 'ink' });
  drawing.text('outside', [-3, 56], { size: 11, colour: 'ink' });
  expect(clashes({ drawing, svg })).toEqual([
    '"outside" is cut off',
    '"frame" on "in the way"',
    '"frame" on "outside"',
    '"local time" on "in the way"',
    '"in the way" on "outside"',
  ]);
});

test('the same packets give the same picture', () => {
  const scene = SCENES['60 packets, retransmissions and resets'] as Scene;
  expect(drawScene(scene).svg).toBe(drawScene(scene).svg);
});

test('what could act in a picture is shown as text', () => {
  const { svg } = drawScene(SCENES['names that are no names'] as Scene);
  expect(svg).not.toMatch(/[\u202e\u0007\0]|<script|<b>/);
  expect(textsOf(svg)).toContain(`<b>&amp;"'<U+202E>␇</`);
});

test('a picture needs nothing from elsewhere', () => {
  const { svg } = drawScene(SCENES['2 packets'] as Scene);
  expect(svg).not.toMatch(/url\(|href|@import|<script|<foreignObject|<image/);
  expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
});
