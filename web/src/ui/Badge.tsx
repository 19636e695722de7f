import styles from "./Badge.module.css";
import { Icon } from "./Icon";
import { STATUS } from "./status";

// A status as icon, word and colour: none of the three is ever alone.
export function Badge({ status }: { status: string }) {
  const { icon, tone } = STATUS[status] ?? { icon: "dots" as const, tone: "muted" as const };
  return (
    <span className={`${styles.badge} tone-${tone}`} data-status={status}>
      <Icon name={icon} />
      {status.toUpperCase()}
    </span>
  );
}
