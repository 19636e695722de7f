type Painter = () => void;

// Gathers everything that wants to draw into one animation frame. A hidden tab gets no frames, so nothing is drawn there.
// Drawing may take at most about a third of the time: after a slow frame the next one waits in proportion.
export class PaintLoop {
  private readonly painters = new Set<Painter>();
  private readonly due = new Set<Painter>();
  private scheduled = false;
  private restUntil = 0;

  add(painter: Painter): () => void {
    this.painters.add(painter);
    return () => {
      this.painters.delete(painter);
      this.due.delete(painter);
    };
  }

  request(painter: Painter): void {
    if (!this.painters.has(painter)) return;
    this.due.add(painter);
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(this.frame);
  }

  private readonly frame = (start: number): void => {
    if (start < this.restUntil) {
      requestAnimationFrame(this.frame);
      return;
    }
    this.scheduled = false;
    const painters = [...this.due];
    this.due.clear();
    const begin = performance.now();
    for (const painter of painters) painter();
    this.restUntil = performance.now() + Math.min(400, 2 * (performance.now() - begin));
  };
}
