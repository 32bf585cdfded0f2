/** What something takes up from left to right, with its label. */
export interface Extent {
  left: number;
  right: number;
}

/** The row in which each one has room, from 0: the first where it touches none of those before it. */
export function pack(extents: readonly Extent[], space: number): number[] {
  const rows: Extent[][] = [];
  return extents.map((extent) => {
    const free = rows.findIndex((row) => row.every((other) => isApart(extent, other, space)));
    const at = free < 0 ? rows.push([]) - 1 : free;
    rows[at]?.push(extent);
    return at;
  });
}

function isApart(one: Extent, other: Extent, space: number): boolean {
  return one.left >= other.right + space || other.left >= one.right + space;
}
