import type { RefObject } from "react";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "./Console.module.css";

interface Props {
  field: RefObject<HTMLInputElement | null>;
  search: string;
  onSearch: (search: string) => void;
  found: number;
  at: number | null;
  isDone: boolean;
  onGo: (direction: 1 | -1) => void;
}

// The search of the console: how many lines hold the text, and which of them is shown.
export function ConsoleFind({ field, search, onSearch, found, at, isDone, onGo }: Props) {
  const count = `${formatCount(found)}${isDone ? "" : "…"}`;
  return (
    <search className={styles.find}>
      <Icon name="find" />
      <input
        ref={field}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onGo(event.shiftKey ? -1 : 1);
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (search !== "") onSearch("");
          else field.current?.closest<HTMLElement>("[data-panel]")?.focus();
        }}
        placeholder="find in console"
        aria-label="Find in the console"
        spellCheck={false}
      />
      <output aria-live="polite">
        {search.trim() === "" ? "" : at === null ? `${count} found` : `${formatCount(at + 1)} of ${count}`}
      </output>
      <button type="button" aria-label="Match before" disabled={found === 0} onClick={() => onGo(-1)}>
        <Icon name="up" size={8} />
      </button>
      <button type="button" aria-label="Match after" disabled={found === 0} onClick={() => onGo(1)}>
        <Icon name="down" size={8} />
      </button>
    </search>
  );
}
