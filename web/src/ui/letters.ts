// Whether keys that are one character act by themselves. Who speaks to a computer, or hits keys unawares, turns them off;
// everything they do has another way (WCAG 2.1.4).
const KEY = "tmon.letters";
const watchers = new Set<() => void>();

let isOn = read();

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export const lettersAct = (): boolean => isOn;

export function setLetters(on: boolean): void {
  isOn = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
  for (const watcher of watchers) watcher();
}

export function watchLetters(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
