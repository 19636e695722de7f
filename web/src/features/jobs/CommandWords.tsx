import { useLayoutEffect, useRef } from "react";
import { Button } from "../../ui/Button";
import styles from "./Launch.module.css";

interface Props {
  words: readonly string[];
  fault: string | undefined;
  onChange: (words: readonly string[]) => void;
}

// A command as the list of words it is: no shell reads it, so nothing in a word means anything.
export function CommandWords({ words, fault, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const put = (i: number, word: string) => onChange(words.map((old, at) => (at === i ? word : old)));
  // The word that was asked for takes the focus before the next key can come.
  const wanted = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for among the new words.
  useLayoutEffect(() => {
    if (wanted.current !== null) host.current?.querySelectorAll<HTMLInputElement>("input")[wanted.current]?.focus();
    wanted.current = null;
  }, [words]);
  const focus = (i: number) => {
    wanted.current = i;
  };
  return (
    <div ref={host} className={styles.words}>
      <p>One word a field: the program, then its arguments. Enter adds a word; no shell reads them.</p>
      {words.map((word, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place.
        <label key={i}>
          <span>{i === 0 ? "PROGRAM" : `ARG ${i}`}</span>
          <input
            value={word}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={i === 0 && fault !== undefined}
            onChange={(event) => put(i, event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.ctrlKey) {
                event.preventDefault();
                onChange([...words.slice(0, i + 1), "", ...words.slice(i + 1)]);
                focus(i + 1);
              } else if (event.key === "Backspace" && word === "" && i > 0 && words.length > 1) {
                event.preventDefault();
                onChange(words.filter((_, at) => at !== i));
                focus(i - 1);
              }
            }}
          />
        </label>
      ))}
      <div>
        <Button onClick={() => onChange([...words, ""])}>+ WORD</Button>
        {fault !== undefined && <small className={styles.fault}>{fault}</small>}
      </div>
    </div>
  );
}
