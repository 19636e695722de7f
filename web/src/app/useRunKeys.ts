import { useEffect } from "react";

interface Key {
  key: string;
  blocked?: string | undefined;
  run: () => void;
}

// The letters of a page: they act wherever the focus is, but in fields, dialogs, and panels where they mean something else.
export function useRunKeys(actions: readonly Key[], onEscape: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]") !== null || isField(event.target)) return;
      // The frame takes this key as well: it lets go of the focus.
      if (event.key === "Escape") onEscape?.();
      if (event.defaultPrevented) return;
      const action = actions.find(({ key }) => key !== "" && key === event.key.toUpperCase());
      if (action === undefined || action.blocked !== undefined) return;
      event.preventDefault();
      action.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [actions, onEscape]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
