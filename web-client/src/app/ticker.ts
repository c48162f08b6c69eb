/**
 * Ticks every 20 s, also while the page is hidden: browsers slow the timers of hidden pages down to
 * one a minute, which is too slow for a server that cuts after 60 s, but not those of workers.
 */
export function startTicker(tick: () => void): () => void {
  if (typeof Worker === 'undefined') {
    return () => undefined;
  }
  const worker = new Worker(new URL('./tickerWorker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = tick;
  return () => {
    worker.terminate();
  };
}
