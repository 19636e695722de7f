import { Fragment } from "react";
import { KeyCap } from "../../ui/Button";
import styles from "./Frame.module.css";
import { FunctionKeys, type RunKeys } from "./FunctionKeys";
import { type KeyHint, keysOf } from "./keys";

interface Props extends Omit<RunKeys, "onFind"> {
  panel: { area: string; title: string } | null;
  onHelp: () => void;
  onFind: () => void;
  onTheme: () => void;
  // Only where there is a layout to change.
  onLayout: (() => void) | null;
}

// Left the keys that work everywhere, right those of the panel that has the focus.
export function KeyBar({ panel, onHelp, onFind, onTheme, onLayout, ...run }: Props) {
  return (
    <footer className={styles.keys}>
      <button type="button" onClick={onHelp}>
        <b>F1</b> HELP
      </button>
      <FunctionKeys {...run} onFind={onFind} />
      {onLayout !== null && (
        <button type="button" onClick={onLayout}>
          <b>F10</b> LAYOUT
        </button>
      )}
      <button type="button" onClick={onTheme}>
        <b>L</b> THEME
      </button>
      <div className={styles.hints}>
        {panel !== null && <strong>{panel.title}</strong>}
        {(panel === null ? [] : keysOf(panel.area)).map((hint) => (
          <Hint key={hint.does} hint={hint} />
        ))}
        <Hint hint={{ keys: ["1", "–", "9"], does: "panel" }} />
      </div>
    </footer>
  );
}

export function Hint({ hint }: { hint: KeyHint }) {
  return (
    <span>
      {hint.keys.map((key) => (
        <Fragment key={key}>{key === "–" ? "–" : <KeyCap>{key}</KeyCap>}</Fragment>
      ))}{" "}
      {hint.does}
    </span>
  );
}
