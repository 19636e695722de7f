import type { ReactNode } from "react";

interface Props {
  label: string;
  className: string | undefined;
  children: ReactNode;
}

// What scrolls must be reachable by the keyboard, and what is reachable must have a name.
export function ScrollArea({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling by arrow keys needs the focus here.
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
