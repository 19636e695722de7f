export type ToastKind = "start" | "done" | "error" | "lost" | "back" | "best" | "info";

export interface Toast {
  id: number;
  kind: ToastKind;
  title: string;
  text: string;
}

type Listener = (toast: Toast) => void;

// Toasts are announced here and drawn by whoever listens; what comes before the first listener waits for it.
let listener: Listener | null = null;
let wake: (() => void) | null = null;
const waiting: Toast[] = [];
let count = 0;

export function notify(kind: ToastKind, title: string, text = ""): void {
  const toast = { id: ++count, kind, title, text };
  if (listener !== null) listener(toast);
  else {
    waiting.push(toast);
    wake?.();
  }
}

// `onFirst` is called when there is a first toast to draw, so that the code that draws them loads only then.
export function onFirstToast(onFirst: () => void): () => void {
  wake = onFirst;
  if (waiting.length > 0) onFirst();
  return () => {
    wake = null;
  };
}

export function listenToasts(draw: Listener): () => void {
  listener = draw;
  for (const toast of waiting.splice(0)) draw(toast);
  return () => {
    listener = null;
  };
}
