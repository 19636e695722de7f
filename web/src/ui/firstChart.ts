const LONGEST = 1000;

let drawn: () => void = () => {};

// The first chart goes first: code for what stands around it is fetched once it is drawn, or a second has passed because
// there is none to draw.
export const firstChart = new Promise<void>((resolve) => {
  drawn = resolve;
  setTimeout(resolve, LONGEST);
});

let isDrawn = false;

export function chartIsDrawn(): void {
  if (isDrawn) return;
  isDrawn = true;
  performance.mark("tmon:first-chart");
  // After the frame that shows it.
  requestAnimationFrame(() => setTimeout(drawn));
}
