import type { KeyboardEvent } from "react";
import type { Run } from "../../api/wire";
import { fieldOf } from "../../live/fields";
import { formatField } from "../../ui/field";
import { follow } from "../../ui/follow";
import { Icon } from "../../ui/Icon";
import { Panel, type PanelFrame } from "../../ui/Panel";
import styles from "./Compare.module.css";
import { Swatch } from "./CompareChart";
import { counted } from "./counted";
import type { Group, Look } from "./groups";

interface Props extends PanelFrame {
  runs: readonly Run[];
  groups: readonly Group[];
  looks: ReadonlyMap<string, Look>;
  metric: string | null;
  focused: string | null;
  isIn: (run: Run) => boolean;
  onFocus: (id: string | null) => void;
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
}

// The compared runs with their lines. What is pointed at here, or reached by arrows, comes forward in the charts.
export function LegendPanel({
  runs,
  groups,
  looks,
  metric,
  focused,
  isIn,
  onFocus,
  onOpen,
  onRemove,
  ...frame
}: Props) {
  const sections: Group[] = groups.length === 0 ? [{ name: "", runs: [...runs] }] : [...groups];
  const order = sections.flatMap((section) => section.runs);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const index = order.findIndex((run) => run.id === focused);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const run = order[index];
    if (by !== undefined) onFocus(order[Math.max(0, Math.min(order.length - 1, index + by))]?.id ?? null);
    else if (event.key === "Enter" && run !== undefined && event.target === event.currentTarget) onOpen(run.id);
    else if (event.key === "Delete" && run !== undefined) onRemove(run.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const value = (run: Run) =>
    metric === null ? "" : formatField(`metric.${metric}`, fieldOf(run, `metric.${metric}`));
  return (
    <Panel {...frame} title="RUNS" area="legend" subject={<small>{metric} newest</small>} onKeyDown={onKeyDown}>
      <div className={styles.legend}>
        {sections.map((section) => (
          <section key={section.name}>
            {section.name !== "" && (
              <h3>
                {section.name} <small>{counted(section.runs.length, "run")}</small>
              </h3>
            )}
            <ul>
              {section.runs.map((run) => {
                const look = looks.get(run.id) ?? { color: 0, dash: [] };
                return (
                  <li
                    key={run.id}
                    data-run-id={run.id}
                    data-front={run.id === focused || undefined}
                    data-out={!isIn(run) || undefined}
                    onPointerEnter={() => onFocus(run.id)}
                  >
                    <Swatch color={look.color} dash={look.dash} />
                    <a
                      href={`/runs/${run.id}`}
                      onFocus={() => onFocus(run.id)}
                      onClick={(event) => follow(event, () => onOpen(run.id))}
                    >
                      {run.name}
                    </a>
                    <b>{value(run)}</b>
                    <button type="button" aria-label={`Take ${run.name} out`} onClick={() => onRemove(run.id)}>
                      <Icon name="cross" size={7} />
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  );
}
