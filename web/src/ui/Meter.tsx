import styles from "./Meter.module.css";

interface Props {
  value: number | null;
  label: string;
  tone?: "good" | "info" | "warn" | "err" | "muted";
  segments?: boolean;
}

// A share of a hundred as a bar. Unknown is empty and says so to a screen reader, never zero.
export function Meter({ value, label, tone = "good", segments = false }: Props) {
  const share = value === null ? 0 : Math.min(100, Math.max(0, value));
  const known = value === null ? {} : { "aria-valuenow": Math.round(share * 10) / 10 };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...known}
      aria-valuetext={value === null ? "not known" : `${share.toFixed(1)} %`}
      className={`${styles.meter} ${segments ? styles.segments : ""} tone-${tone}`}
    >
      <i style={{ width: `${share}%` }} />
    </div>
  );
}
