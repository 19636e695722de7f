import { useState } from "react";
import type { Checkpoint } from "../../api/wire";
import { ScrollArea } from "../../ui/ScrollArea";
import { CheckpointRow } from "./CheckpointRow";
import styles from "./Checkpoints.module.css";
import { metricColumns, type SortKey, sortCheckpoints } from "./columns";
import type { Checkpoints } from "./useCheckpoints";

interface Props {
  items: Checkpoint[];
  loss: string | null;
  isNarrow: boolean;
  open: string | null;
  saved: Checkpoints;
  onOpen: (id: string | null) => void;
}

// Saved states, sortable by every column.
export function CheckpointTable({ items, loss, isNarrow, open, saved, onOpen }: Props) {
  const [sort, setSort] = useState<{ by: SortKey; down: boolean }>({ by: "step", down: true });
  const columns = metricColumns(items, loss).slice(0, isNarrow ? 2 : undefined);
  const all: [SortKey, string, boolean][] = [
    ["id", "CHECKPOINT", false],
    ["step", "STEP", true],
    ...columns.map((key): [SortKey, string, boolean] => [`metric:${key}`, key.toUpperCase(), true]),
    ["size", "SIZE", true],
    ["sha256", "SHA-256", true],
    ["validity", "VALID", false],
    ["created_at", "SAVED", true],
  ];
  const heads = all.filter(([by]) => !isNarrow || !["id", "size", "sha256", "validity"].includes(by));
  return (
    <ScrollArea className={`${styles.scroll} ${isNarrow ? styles.narrow : ""}`} label="Saved states">
      <table>
        <thead>
          <tr>
            {heads.map(([by, word, isNumber]) => (
              <th
                key={by}
                scope="col"
                className={isNumber ? "num" : ""}
                aria-sort={sort.by === by ? (sort.down ? "descending" : "ascending") : "none"}
              >
                <button
                  type="button"
                  title={word}
                  onClick={() => setSort({ by, down: sort.by === by ? !sort.down : isNumber })}
                >
                  {word}
                  {sort.by === by && (sort.down ? " ↓" : " ↑")}
                </button>
              </th>
            ))}
            <th scope="col" className="num">
              ACTIONS
            </th>
          </tr>
        </thead>
        <tbody>
          {sortCheckpoints(items, sort.by, sort.down).map((checkpoint) => (
            <CheckpointRow
              key={checkpoint.id}
              checkpoint={checkpoint}
              columns={columns}
              isNarrow={isNarrow}
              isOpen={checkpoint.id === open}
              onOpen={() => onOpen(checkpoint.id)}
              onLoad={() => {
                saved.load(checkpoint);
                if (isNarrow) onOpen(checkpoint.id);
              }}
              onBest={() => saved.best(checkpoint)}
              onDelete={() => saved.remove(checkpoint)}
            />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
