// The theme's colours as the canvas needs them: resolved once for each theme.
export interface Palette {
  panel: string;
  row: string;
  line: string;
  muted: string;
  sub: string;
  label: string;
  err: string;
  text: string;
  onFill: string;
  series: string[];
  font: string;
}

const read = new Map<string | undefined, Palette>();

export function readPalette(): Palette {
  const { theme } = document.documentElement.dataset;
  const palette = read.get(theme) ?? resolve();
  read.set(theme, palette);
  return palette;
}

function resolve(): Palette {
  const style = getComputedStyle(document.documentElement);
  // A canvas gives every colour back as #rrggbb, however the stylesheet spells it.
  const context = document.createElement("canvas").getContext("2d");
  const token = (name: string): string => {
    const value = style.getPropertyValue(`--${name}`).trim();
    if (context === null) return value;
    context.fillStyle = value;
    return context.fillStyle;
  };
  return {
    panel: token("panel"),
    row: token("row"),
    line: token("line"),
    muted: token("muted"),
    sub: token("sub"),
    label: token("label"),
    err: token("err"),
    text: token("text"),
    onFill: token("on-fill"),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => token(`s${i}`)),
    font: style.getPropertyValue("--mono").trim(),
  };
}

// Beyond eight series the colours come again, with a dash each time.
const DASHES = [[], [5, 3], [2, 2], [7, 2, 2, 2]];
export const seriesColor = (palette: Palette, index: number): string => palette.series[index % 8] ?? palette.text;
export const seriesDash = (index: number): number[] => DASHES[Math.floor(index / 8) % DASHES.length] ?? [];

export function withAlpha(color: string, alpha: number): string {
  return `${color}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0")}`;
}
