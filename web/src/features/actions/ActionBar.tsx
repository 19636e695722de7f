import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import styles from "./ActionBar.module.css";
import type { Action } from "./useRunActions";

interface Props {
  actions: readonly Action[];
  // What stands in the open, by id; the rest is behind MORE.
  front: readonly string[];
}

// The actions of a page: the frequent ones in the open, the others one press away.
export function ActionBar({ actions, front }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const shown = front.flatMap((id) => actions.find((action) => action.id === id) ?? []);
  const rest = actions.filter((action) => !front.includes(action.id));

  useEffect(() => {
    if (!isOpen) return;
    host.current?.querySelector<HTMLElement>("[data-menu] button")?.focus();
    const close = (event: Event) => {
      if (!host.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const buttons = [...(host.current?.querySelectorAll<HTMLElement>("[data-menu] button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined) buttons.at(next % buttons.length)?.focus();
    else if (event.key === "Escape") {
      setIsOpen(false);
      host.current?.querySelector<HTMLElement>("[aria-expanded]")?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows act on the buttons inside.
    <div ref={host} className={styles.bar} onKeyDown={onKeyDown}>
      {shown.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      <Button size="large" aria-expanded={isOpen} keyCap="." data-action="more" onClick={() => setIsOpen(!isOpen)}>
        MORE
      </Button>
      {isOpen && (
        <div className={styles.menu} data-menu>
          {rest.map((action) => (
            <ActionButton key={action.id} action={action} onDone={() => setIsOpen(false)} />
          ))}
        </div>
      )}
    </div>
  );
}

function ActionButton({ action, onDone }: { action: Action; onDone?: () => void }) {
  return (
    <Button
      size="large"
      meaning={action.meaning}
      keyCap={action.key === "" ? undefined : action.key}
      blocked={action.blocked}
      data-action={action.id}
      onClick={() => {
        onDone?.();
        action.run();
      }}
    >
      {action.word}
    </Button>
  );
}
