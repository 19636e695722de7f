// Runs in the page: looks at each frame whether something is there, and tells the time after the frame that painted it,
// and how long that is after the last data that came since `since`; where none had to, after `since`.
export function watchFor({ condition, data, since = 0 }) {
  const isThere = new Function(`return ${condition}`);
  const isData = new RegExp(data);
  window.painted = new Promise((resolve) => {
    const look = () => {
      if (!isThere()) return requestAnimationFrame(look);
      // A task after this frame: by then its pixels are handed over.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const now = performance.now();
        const ends = performance
          .getEntriesByType("resource")
          .filter(({ name, startTime }) => isData.test(name) && startTime >= since)
          .filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= now)
          .map(({ responseEnd }) => responseEnd);
        resolve({ at: now, after: now - Math.max(since, ...ends) });
      };
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}
