import { useEffect, useState } from "react";
import { checkJob, type JobCheck, type NewJob } from "../../api/jobs";
import { useResource } from "../../live/useResource";
import { Icon } from "../../ui/Icon";
import styles from "./Launch.module.css";

const SETTLE = 250;
const AGAIN = 3000;
const LOOKS = {
  good: { icon: "check", tone: "good" },
  busy: { icon: "dots", tone: "muted" },
  missing: { icon: "cross", tone: "err" },
} as const;

// What a job would meet if it went now, as the server sees it; looked at again while the form is open. `job` is null while a
// field of it is wrong.
export function Checks({ job }: { job: NewJob | null }) {
  const text = job === null ? null : JSON.stringify(job);
  const [settled, setSettled] = useState(text);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && setLooks((count) => count + 1), AGAIN);
    return () => clearInterval(timer);
  }, []);
  const { data, error } = useResource(settled, looks, (signal) => checkJob(JSON.parse(settled ?? "{}"), signal));
  const refused: JobCheck[] = error === null ? [] : [{ name: "form", state: "missing", message: error.message }];
  const checks = refused.length > 0 ? refused : (data?.checks ?? []);
  const good = checks.filter(({ state }) => state === "good").length;
  return (
    <section aria-label="Checks" aria-live="polite">
      <h3>
        CHECKS <small>{job === null ? "once the fields are right" : "as it is now, nothing is started"}</small>
        {checks.length > 0 && (
          <b className={checks.some(({ state }) => state === "missing") ? "tone-err" : "tone-good"}>
            {good} of {checks.length}
          </b>
        )}
      </h3>
      <ul className={styles.checks}>
        {checks.map(({ name, state, message }) => (
          <li key={name} className={`tone-${LOOKS[state].tone}`} data-check={name} data-state={state}>
            <Icon name={LOOKS[state].icon} size={9} /> <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
