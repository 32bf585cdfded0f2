/** Waits for an event, but not beyond the limit; tells whether it came. */
export async function within(event: Promise<unknown>, limit: AbortSignal): Promise<boolean> {
  const over = new Promise<false>((resolve) => {
    limit.addEventListener('abort', () => resolve(false), { once: true });
    if (limit.aborted) resolve(false);
  });
  return Promise.race([event.then(() => true), over]);
}
