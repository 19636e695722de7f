import type { ReactNode } from "react";
import { Button } from "./Button";
import styles from "./Deeds.module.css";

// Something that can be done to what is chosen, and why not when it cannot.
export interface Deed<Id extends string = string> {
  id: Id;
  word: string;
  key: string;
  meaning: "go" | "open" | "careful" | "destroy" | "plain";
  blocked?: string | undefined;
  run: () => void;
}

interface Props {
  chosen: ReactNode;
  deeds: readonly Deed[];
  children?: ReactNode;
}

// The row below a list: what is chosen, and what can be done to it.
export function Deeds({ chosen, deeds, children }: Props) {
  return (
    <footer className={styles.deeds}>
      <span className="clip">{chosen}</span>
      {deeds.map((deed) => (
        <Button
          key={deed.id}
          size="large"
          meaning={deed.meaning}
          keyCap={deed.key}
          blocked={deed.blocked}
          title={deed.blocked}
          data-deed={deed.id}
          onClick={deed.run}
        >
          {deed.word}
        </Button>
      ))}
      {children}
    </footer>
  );
}
