import { useEffect, useState } from "react";

interface Keys {
  find: () => void;
  help: () => void;
  toggleTheme: () => void;
  back: (() => void) | null;
}

// The keys that work everywhere, and which panel has the focus. Single letters act outside of fields only.
export function useKeys({ find, help, toggleTheme, back }: Keys): { area: string; title: string } | null {
  const [panel, setPanel] = useState<{ area: string; title: string } | null>(null);

  useEffect(() => {
    const onFocus = () => {
      const element = document.activeElement?.closest<HTMLElement>("[data-panel]");
      const area = element?.dataset.area;
      const title = element?.querySelector("h2")?.textContent;
      setPanel(area && title ? { area, title } : null);
    };
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        find();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      const acts: Record<string, (() => void) | null> = {
        "/": find,
        f3: find,
        "?": help,
        f1: help,
        l: toggleTheme,
        escape: () => {
          back?.();
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        },
      };
      const target = /^[1-9]$/.test(event.key)
        ? document.querySelector<HTMLElement>(`[data-panel="${event.key}"]`)
        : null;
      const act = target === null ? (acts[event.key.toLowerCase()] ?? null) : () => target.focus();
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [find, help, toggleTheme, back]);

  return panel;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
