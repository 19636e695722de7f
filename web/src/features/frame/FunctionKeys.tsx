import { useEffect } from "react";
import type { Run } from "../../api/wire";

export interface RunKeys {
  // The run that is looked at.
  run: Run | null;
  onSteer: (id: string, command: "stop" | "checkpoint") => void;
  onCompare: (ids: readonly string[]) => void;
  go: (path: string, search?: string) => void;
}

interface Deed {
  key: string;
  word: string;
  // Why it cannot be done now.
  blocked: string | null;
  act: () => void;
}

// What the F keys do with the run that is looked at. Those of the browser (F5, F6, F11, F12) are left to it, and a page
// that means something of its own by a key has it first.
export function FunctionKeys({ run, onSteer, onCompare, go }: RunKeys) {
  const noRun = run === null ? "No run is selected" : null;
  const notRunning = noRun ?? (run?.status === "running" ? null : "It is not running");
  const id = run?.id ?? "";
  const isDataSets = location.pathname === "/datasets";
  const deeds: Deed[] = [
    { key: "F2", word: "STOP", blocked: notRunning, act: () => onSteer(id, "stop") },
    {
      key: "F4",
      word: "COMPARE",
      blocked: noRun,
      act: () => onCompare(run?.parent_run_id == null ? [id] : [id, run.parent_run_id]),
    },
    { key: "F7", word: "CHECKPOINT", blocked: notRunning, act: () => onSteer(id, "checkpoint") },
    { key: "F8", word: "NOTE", blocked: noRun, act: () => go(`/runs/${id}`, "?tab=notes&panel=5") },
    { key: "F9", word: isDataSets ? "UPLOAD" : "LAUNCH", blocked: null, act: () => go("/jobs", "?launch=1") },
  ];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const deed = deeds.find(({ key }) => key === event.key);
      if (deed === undefined) return;
      event.preventDefault();
      if (deed.blocked === null) deed.act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
  return deeds.map(({ key, word, blocked }) => (
    <button
      key={key}
      type="button"
      aria-disabled={blocked !== null}
      title={blocked ?? undefined}
      onClick={() => press(key)}
    >
      <b>{key}</b> {word}
    </button>
  ));
}

// Pressed by the mouse, a key does what it does when it is typed, also where the page has it.
function press(key: string): void {
  document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}
