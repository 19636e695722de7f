import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { type Column, columnOf, FIELD_NAMES } from "./columns";
import type { Known } from "./known";
import styles from "./Picker.module.css";

interface Props {
  columns: readonly Column[];
  known: Known;
  onColumns: (columns: Column[] | null) => void;
  onClose: () => void;
}

// Which columns the table has: those shown, in their order, and below them all that runs in view could fill.
export function ColumnPicker({ columns, known, onColumns, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [find, setFind] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const needle = find.toLowerCase();
  const isFound = (name: string) => name.toLowerCase().includes(needle);
  const shown = new Set(columns.map(({ name }) => name));
  const names = [
    ...[...known.metrics].flatMap((key) => [
      `metric.${key}`,
      `metric.${key}.best`,
      `metric.${key}.min`,
      `metric.${key}.max`,
    ]),
    ...[...known.configs.keys()].map((path) => `config.${path}`),
    ...FIELD_NAMES,
  ].filter((name) => !shown.has(name) && isFound(name));

  const move = (from: number, by: number) => {
    const next = [...columns];
    const [column] = next.splice(from, 1);
    if (column !== undefined) next.splice(Math.max(0, from + by), 0, column);
    onColumns(next);
  };
  const pin = (column: Column) =>
    onColumns(columns.map((other) => (other === column ? { ...column, isPinned: !column.isPinned } : other)));
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby="columns-title"
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id="columns-title">COLUMNS {columns.length}</h2>
        <Button onClick={() => onColumns(null)}>RESET</Button>
        <Button meaning="open" keyCap="Esc" onClick={() => dialog.current?.close()}>
          CLOSE
        </Button>
      </header>
      <input
        value={find}
        aria-label="Find a column"
        placeholder="find a column"
        onChange={(event) => setFind(event.target.value)}
      />
      <div className={styles.lists}>
        <h3>SHOWN</h3>
        <ul>
          {columns.map(
            (column, i) =>
              isFound(column.name) && (
                <li key={column.name}>
                  <span className={styles.name}>{column.name}</span>
                  <button
                    type="button"
                    aria-pressed={column.isPinned}
                    aria-label={`Pin ${column.name}`}
                    onClick={() => pin(column)}
                  >
                    PIN
                  </button>
                  <button
                    type="button"
                    aria-label={`Move ${column.name} left`}
                    disabled={i === 0}
                    onClick={() => move(i, -1)}
                  >
                    <Icon name="up" size={8} />
                  </button>
                  <button
                    type="button"
                    aria-label={`Move ${column.name} right`}
                    disabled={i === columns.length - 1}
                    onClick={() => move(i, 1)}
                  >
                    <Icon name="down" size={8} />
                  </button>
                  <button
                    type="button"
                    aria-label={`Take away ${column.name}`}
                    onClick={() => onColumns(columns.filter((other) => other !== column))}
                  >
                    <Icon name="cross" size={8} />
                  </button>
                </li>
              ),
          )}
        </ul>
        <h3>MORE</h3>
        <ul>
          {names.map((name) => (
            <li key={name}>
              <button
                type="button"
                className={styles.add}
                aria-label={`Show ${name}`}
                onClick={() => {
                  const column = columnOf(name);
                  if (column !== null) onColumns([...columns, column]);
                }}
              >
                <Icon name="plus" size={9} /> {name}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </dialog>
  );
}
