// For a page whose chart does not come, and never so short that a busy machine would not have drawn it.
const LONGEST = 4000;

let drawn: () => void = () => {};

// The first chart, or on its page the table of runs, goes first: code for what stands around it is fetched once it is drawn, when it is known
// that there is none to draw, or after a while.
export const firstChart = new Promise<void>((resolve) => {
  drawn = resolve;
  setTimeout(resolve, LONGEST);
});

let isDrawn = false;

export function chartIsDrawn(): void {
  if (isDrawn) return;
  isDrawn = true;
  performance.mark("tmon:first-chart");
  rowsAreDrawn();
}

// After the frame that shows them.
export const rowsAreDrawn = (): void => void requestAnimationFrame(() => setTimeout(drawn));
export const nothingToDraw = (): void => drawn();
