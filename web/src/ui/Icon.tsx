// Drawn on a 12 × 12 grid in the colour of the text around them: the same on every machine, whatever fonts it has.
const SHAPES = {
  dot: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.3" strokeDasharray="1.6 1.5" />,
  check: <path d="M1.5 6.5l3 3 6-7" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  cross: <path d="M2.5 2.5l7 7m0-7l-7 7" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  dots: <path d="M1 9h2v2H1zM5 9h2v2H5zM9 9h2v2H9z" fill="currentColor" />,
  slash: (
    <path d="M9 3a4.2 4.2 0 1 0-6 6 4.2 4.2 0 0 0 6-6zM3 9l6-6" fill="none" stroke="currentColor" strokeWidth="1.2" />
  ),
  pause: <path d="M3 1h2v10H3zM7 1h2v10H7z" fill="currentColor" />,
  up: <path d="M6 2l5 8H1z" fill="currentColor" />,
  down: <path d="M6 10L1 2h10z" fill="currentColor" />,
  star: <path d="M6 .8l1.5 3.6 3.9.3-3 2.5 1 3.8L6 9l-3.4 2 1-3.8-3-2.5 3.9-.3z" fill="currentColor" />,
  bang: <path d="M5 1h2l-.3 6.5H5.3zM5 9h2v2H5z" fill="currentColor" />,
  plus: <path d="M6 2v8M2 6h8" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  chevron: <path d="M4 2l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  enter: <path d="M10 2v4.5H3M5.5 4L3 6.5 5.5 9" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  tab: <path d="M1 6h7M5.5 3.5L8 6 5.5 8.5M10.5 2v8" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  grow: <path d="M7 1h4v4M11 1L7 5M5 11H1V7M1 11l4-4" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  shrink: <path d="M11 5H7V1M7 5l4-4M1 7h4v4M5 7l-4 4" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  resume: <path d="M3 2v3.5h3.5M3.3 5A4 4 0 1 1 2.5 8" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  swap: <path d="M1 4h9L8 2M11 8H2l2 2" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  clock: <path d="M6 1.5a4.5 4.5 0 1 0 .01 0zM6 3.5V6l2 1.5" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  find: <path d="M5 1.5a3.5 3.5 0 1 0 .01 0zM7.5 7.5L11 11" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  left: <path d="M11 6H2M5 3L2 6l3 3" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  right: <path d="M1 6h9M7 3l3 3-3 3" fill="none" stroke="currentColor" strokeWidth="1.3" />,
  more: <path d="M5 1h2v2H5zM5 5h2v2H5zM5 9h2v2H5z" fill="currentColor" />,
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 10 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
