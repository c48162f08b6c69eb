const TICK_MS = 20_000;

/**
 * Ticks every 20 s, also while the page is hidden: browsers slow the timers of hidden pages down to
 * one a minute, which is too slow for a server that cuts after 60 s, but not those of workers.
 */
export function startTicker(tick: () => void): () => void {
  try {
    const worker = new Worker(new URL('./tickerWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = tick;
    return () => {
      worker.terminate();
    };
  } catch {
    // No workers, or none for this page: then the page's own timers are what there is
    const timer = setInterval(tick, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }
}
