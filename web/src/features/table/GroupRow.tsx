import type { CSSProperties } from "react";
import { formatField } from "../../ui/field";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { titleOf, valueText } from "./facets";
import styles from "./GroupRow.module.css";
import type { Placed } from "./layout";
import type { Stretch } from "./stretches";
import { rowId } from "./TableRow";
import type { Groups } from "./useGroups";

interface Props {
  stretch: Stretch;
  groups: Groups;
  columns: readonly Placed[];
  index: number;
  top: number;
  isActive: boolean;
  isNarrow: boolean;
  onFold: (key: string, index: number) => void;
}

// The head of a group: what its runs have in common, how many they are, and mean, least and greatest of their numbers.
export function GroupRow({ stretch, groups, columns, index, top, isActive, isNarrow, onFold }: Props) {
  const { key, group, isFolded } = stretch;
  const name = group.value === null ? "none" : valueText(groups.by, { value: group.value, count: 0, left: 0 });
  // The name lies over what stays at the left.
  const pinned = columns.findIndex(({ isPinned }) => !isPinned);
  const lead = isNarrow ? 0 : Math.max(1, pinned < 0 ? columns.length : pinned);
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 2}
      className={styles.row}
      data-narrow={isNarrow || undefined}
      data-group={group.value ?? ""}
      data-active={isActive || undefined}
      style={{ top }}
    >
      <span role="gridcell" className={styles.name} style={{ "--span": lead + 2 } as CSSProperties}>
        <button type="button" tabIndex={-1} aria-expanded={!isFolded} onClick={() => onFold(key, index)}>
          <Icon name="chevron" size={9} />
          <small>{titleOf(groups.by)}</small> <b title={group.value ?? "runs without a value"}>{name}</b>
          <i>
            {formatCount(group.count)} {group.count === 1 ? "run" : "runs"}
          </i>
        </button>
      </span>
      {columns.slice(lead).map((column) => (
        <span key={column.name} role="gridcell" className={styles.number} data-field={column.name}>
          <Numbers field={column.name} numbers={group.numbers[groups.fields.indexOf(column.name)] ?? null} />
        </span>
      ))}
    </div>
  );
}

function Numbers({ field, numbers }: { field: string; numbers: Stretch["group"]["numbers"][number] }) {
  if (numbers === null) return null;
  const text = (value: number) => formatField(field, value);
  const { count, mean, min, max } = numbers;
  const title = `mean ${text(mean)}, least ${text(min)}, greatest ${text(max)} of ${formatCount(count)}`;
  if (min === max) return <span title={title}>{text(min)}</span>;
  const range = `${text(min)}–${text(max)}`;
  if (!field.startsWith("metric.")) return <span title={title}>{range}</span>;
  return (
    <span title={title}>
      <b>{text(mean)}</b> <small>{range}</small>
    </span>
  );
}
