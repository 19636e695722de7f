import { useEffect, useState } from "react";
import { lettersAct } from "../ui/letters";

interface Keys {
  find: () => void;
  help: () => void;
  toggleTheme: () => void;
  back: (() => void) | null;
  pages: readonly { word: string; path: string }[];
  go: (path: string) => void;
  // On the terminal: which panels there are.
  onLayout: (() => void) | null;
}

const LETTER_WITHIN = 1500;

// The keys that work everywhere, and which panel has the focus. Single letters act outside of fields only.
export function useKeys(keys: Keys): { area: string; title: string } | null {
  const { find, help, toggleTheme, back, pages, go, onLayout } = keys;
  const [panel, setPanel] = useState<{ area: string; title: string } | null>(null);

  useEffect(() => {
    const onFocus = () => {
      const element = document.activeElement?.closest<HTMLElement>("[data-panel]");
      const area = element?.dataset.area;
      const title = element?.querySelector("h2, h3")?.textContent;
      setPanel(area && title ? { area, title } : null);
    };
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, []);

  useEffect(() => {
    let askedAt = Number.NEGATIVE_INFINITY;
    // The letter after G names a page. It is taken before the focused panel sees it, where it may mean something else.
    const onLetter = (event: KeyboardEvent) => {
      const isDue = event.timeStamp - askedAt < LETTER_WITHIN;
      if (!isDue || event.key === "Shift" || document.querySelector("dialog[open]")) return;
      askedAt = Number.NEGATIVE_INFINITY;
      const page = pages.find(({ word }) => word[0] === event.key.toUpperCase());
      if (page === undefined || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      go(page.path);
    };
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
        f10: onLayout,
        l: toggleTheme,
        g: () => {
          askedAt = event.timeStamp;
        },
        escape: back ?? (() => (document.activeElement as HTMLElement | null)?.blur?.()),
      };
      const target = /^[1-9]$/.test(event.key)
        ? document.querySelector<HTMLElement>(`[data-panel="${event.key}"]`)
        : null;
      const act = target === null ? (acts[event.key.toLowerCase()] ?? null) : () => target.focus();
      if (act === null) return;
      event.preventDefault();
      act();
    };
    // Turned off, a single character is heard by nothing but fields; space and Enter go on pressing what has the focus.
    const onSilenced = (event: KeyboardEvent) => {
      const isPlain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!lettersAct() && isPlain && !isField(event.target)) event.stopImmediatePropagation();
    };
    document.addEventListener("keydown", onSilenced, true);
    document.addEventListener("keydown", onLetter, true);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onSilenced, true);
      document.removeEventListener("keydown", onLetter, true);
      document.removeEventListener("keydown", onKey);
    };
  }, [find, help, toggleTheme, back, pages, go, onLayout]);

  return panel;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
