const TICK_MS = 20_000;

setInterval(() => {
  self.postMessage('tick');
}, TICK_MS);
