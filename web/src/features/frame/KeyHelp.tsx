import { useEffect, useRef, useSyncExternalStore } from "react";
import { Button, Toggle } from "../../ui/Button";
import { lettersAct, setLetters, watchLetters } from "../../ui/letters";
import { Hint } from "./KeyBar";
import styles from "./KeyHelp.module.css";
import { GLOBAL_KEYS, PANEL_KEYS } from "./keys";
import { RUN_KEYS } from "./runKeys";

const TITLES: [string, string][] = [
  ["runs", "RUN LIST"],
  ["loss", "LOSS PLOT, LR PLOT"],
  ["table", "RUNS"],
  ["legend", "COMPARE: RUNS"],
  ["jobs", "JOBS: QUEUE"],
  ["datasets", "DATA SETS"],
  ["files", "DATA SETS: FILES"],
  ["models", "MODELS"],
  ["console", "CONSOLE"],
];

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const letters = useSyncExternalStore(watchLetters, lettersAct);
  useEffect(() => {
    dialog.current?.showModal();
    // Its first button is at the very end, and what has the focus is scrolled to.
    dialog.current?.focus();
    dialog.current?.scrollTo(0, 0);
  }, []);
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={styles.help}
      aria-labelledby="keys-title"
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id="keys-title">KEYS</h2>
      <h3>EVERYWHERE</h3>
      <div>
        {GLOBAL_KEYS.map((hint) => (
          <Hint key={hint.does} hint={hint} />
        ))}
      </div>
      <section>
        <h3>TERMINAL, WITH ITS ACTIONS, AND A RUN'S PAGE</h3>
        <div>
          {RUN_KEYS.map((hint) => (
            <Hint key={hint.does} hint={hint} />
          ))}
          <Hint hint={{ keys: ["."], does: "more, on its page" }} />
        </div>
      </section>
      {TITLES.map(([area, title]) => (
        <section key={area}>
          <h3>{title}, while it has the focus</h3>
          <div>
            {(PANEL_KEYS[area] ?? []).map((hint) => (
              <Hint key={hint.does} hint={hint} />
            ))}
          </div>
        </section>
      ))}
      <p>
        <Toggle on={letters} onClick={() => setLetters(!letters)}>
          SINGLE LETTERS {letters ? "ON" : "OFF"}
        </Toggle>{" "}
        {letters
          ? "They act outside fields only."
          : "Only Ctrl K, F keys, Alt with arrows, Tab, Enter and Esc act; the command line does the rest."}
      </p>
      <Button meaning="open" size="large" keyCap="Esc" onClick={() => dialog.current?.close()}>
        CLOSE
      </Button>
    </dialog>
  );
}
