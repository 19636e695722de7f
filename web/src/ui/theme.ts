export type Theme = "dark" | "light";

const KEY = "tmon.theme";
const watchers = new Set<() => void>();

export const readTheme = (): Theme => (document.documentElement.dataset.theme === "light" ? "light" : "dark");

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
  for (const watcher of watchers) watcher();
}

export function watchTheme(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
