import type { CSSProperties, ReactNode, Ref } from "react";

interface Props {
  label: string;
  className: string | undefined;
  host?: Ref<HTMLElement>;
  style?: CSSProperties;
  children: ReactNode;
}

// What scrolls must be reachable by the keyboard, and what is reachable must have a name.
export function ScrollArea({ label, className, host, style, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling by arrow keys needs the focus here.
    <section ref={host} style={style} className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
