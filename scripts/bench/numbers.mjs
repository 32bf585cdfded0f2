// What many measurements say.

export async function repeat(count, work) {
  const results = [];
  for (let i = 0; i < count; i++) results.push(await work());
  return results;
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function spread(ms) {
  const sorted = ms.toSorted((a, b) => a - b);
  const show = (number) => number.toFixed(0).padStart(5);
  return `median${show(median(ms))} ms, from${show(sorted[0])} to${show(sorted.at(-1))}`;
}

export function ratio(ours, others) {
  return median(ours.map((ms, i) => ms / others[i])).toFixed(2);
}
