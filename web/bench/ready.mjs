// Runs in the page: looks at each frame whether something is there, and tells the time after the frame that painted it.
export function watchFor({ condition, data }) {
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
          .filter(({ name, responseEnd }) => isData.test(name) && responseEnd > 0 && responseEnd <= now)
          .map(({ responseEnd }) => responseEnd);
        resolve({ at: now, after: now - Math.max(...ends) });
      };
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
}
