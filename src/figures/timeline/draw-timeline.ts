import { formatZonedTime } from '../../language/clock.ts';
import { Drawing } from '../drawing.ts';
import { SIZE, SMALL } from '../style.ts';
import { widthOf, wrap } from '../text-size.ts';
import { type Axis, makeAxis } from './axis.ts';
import { drawItem, type Placed, placeItems } from './item.ts';
import { drawLegend } from './legend.ts';
import type { Lane, Timeline } from './model.ts';

const MARGIN = 18;
const PLOT_WIDTH = 860;
const LINE = 15;
const LANE_PADDING = 8;
const GROUP_SPACE = 5;
const TITLE_LINES = { columns: 18, lines: 3 };

/** A lane with a place for each of its items; `height` is that of the lane. */
interface LaidLane {
  title: string[];
  items: Placed[];
  height: number;
}

/** Draws a run's timeline: a lane for each host. */
export function drawTimeline(timeline: Timeline, title: string): { drawing: Drawing; svg: string } {
  const titles = timeline.lanes.map((lane) => wrap(lane.title, TITLE_LINES));
  const titleWidth = Math.max(...titles.flat().map((line) => widthOf(line, SIZE)));
  const left = MARGIN + titleWidth + 20;
  const axis = makeAxis(timeline.endMs, { left, right: left + PLOT_WIDTH, language: timeline.language });
  const lanes = timeline.lanes.map((lane, i) => layOutLane(lane, titles[i] as string[], axis));
  const drawing = new Drawing();
  const top = MARGIN + 2 * LINE + 10;
  const bottom = lanes.reduce((sum, { height }) => sum + height, top);
  drawBands(drawing, lanes, { top, right: axis.right });
  drawAxis(drawing, { timeline, axis, top, bottom });
  let y = top;
  for (const lane of lanes) {
    drawLane(drawing, lane, y);
    y += lane.height;
  }
  const legendRow = bottom + 2 * LINE + 8;
  drawLegend(drawing, [left, legendRow], timeline.language.figures.legend);
  const size = { width: axis.right + MARGIN + 12, height: legendRow + LINE + MARGIN - 6 };
  return { drawing, svg: drawing.toSvg({ ...size, title }) };
}

function layOutLane(lane: Lane, title: string[], axis: Axis): LaidLane {
  const items: Placed[] = [];
  let y = LANE_PADDING;
  for (const group of lane.groups) {
    const placed = placeItems(group, axis);
    items.push(...placed.items.map((item) => ({ ...item, y: y + item.y })));
    y += placed.height + GROUP_SPACE;
  }
  const least = title.length * LINE + 2 * LANE_PADDING;
  return { title, items, height: Math.max(least, y - GROUP_SPACE + LANE_PADDING) };
}

/** Every other lane has a ground of its own. */
function drawBands(drawing: Drawing, lanes: readonly LaidLane[], { top, right }: { top: number; right: number }): void {
  let y = top;
  for (const [i, { height }] of lanes.entries()) {
    if (i % 2 === 0) drawing.rect({ x: MARGIN - 8, y, width: right - MARGIN + 16, height }, { fill: 'band' });
    y += height;
  }
}

interface AxisPlace {
  timeline: Timeline;
  axis: Axis;
  top: number;
  bottom: number;
}

function drawAxis(drawing: Drawing, { timeline, axis, top, bottom }: AxisPlace): void {
  const style = { size: SMALL, colour: 'muted' as const };
  const { startedAt, language } = timeline;
  const title = language.figures.secondsSince(formatZonedTime(startedAt, language));
  drawing.text(title, [axis.left, MARGIN + 9], style);
  for (const { x, label } of axis.ticks) {
    drawing.line([x, top - 4], [x, bottom + 4], { colour: 'rule' });
    drawing.text(label, [x, top - 9], { ...style, anchor: 'middle' });
    drawing.text(label, [x, bottom + LINE], { ...style, anchor: 'middle' });
  }
  if (timeline.failedMs === undefined) return;
  const x = axis.at(timeline.failedMs);
  drawing.line([x, top - 4], [x, bottom + 4], { colour: 'reset', width: 2 });
}

function drawLane(drawing: Drawing, { title, items }: LaidLane, y: number): void {
  for (const [i, text] of title.entries()) {
    drawing.text(text, [MARGIN, y + LANE_PADDING + 11 + i * LINE], { size: SIZE, colour: 'ink', strong: true });
  }
  for (const item of items) drawItem(drawing, { ...item, y: y + item.y });
}

/** What a timeline shows, in words, for those who can't see it. */
export function describeTimeline({ lanes, endMs, failedMs, language }: Timeline): string {
  const { figures, numbers } = language;
  const described = lanes.map(({ title, groups }) => {
    const items = groups.flat();
    const kinds = (['terminal', 'capture', 'moment'] as const).flatMap((kind) => {
      const count = items.filter((item) => item.kind === kind).length;
      return count === 0 ? [] : [figures.evidence(kind, count)];
    });
    return kinds.length === 0 ? '' : figures.lane(title, kinds);
  });
  const text = figures.timeline(numbers.decimal((endMs / 1000).toFixed(1)), described.filter(Boolean));
  return failedMs === undefined ? text : `${text}. ${figures.brokeOff}`;
}
