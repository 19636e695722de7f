import type { JobTemplate } from "../../api/jobs";
import { formatCount, formatTick } from "../../ui/format";
import { type Draft, typedOf, valuesIn } from "./draft";
import styles from "./Launch.module.css";
import { courseOf, lawOf } from "./simulated";

const WIDTH = 480;
const HEIGHT = 96;
const COUNT = 97;

// What the simulated training will look like, as it is typed: the law, and where nearly all of the noise will lie.
export function Preview({ draft, template }: { draft: Draft; template: JobTemplate }) {
  const values = new Map(
    template.parameters.map((one) => [one.name, valuesIn(typedOf(draft, template, one))[0] ?? ""]),
  );
  const law = lawOf(values);
  if (law === null) return null;
  const course = courseOf(law, COUNT);
  const top = Math.max(...course.map(({ high }) => high));
  const x = (i: number) => (i / (COUNT - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * (HEIGHT - 4);
  const path = (pick: (typeof course)[number][], by: "mean" | "low" | "high", back = false) =>
    pick.map((one, i) => `${x(back ? COUNT - 1 - i : i).toFixed(1)} ${y(one[by]).toFixed(1)}`).join("L");
  const [steps, failAt] = [Number(values.get("steps")), Number(values.get("fail_at"))];
  const fails = failAt >= 0 && steps > 0 && failAt < steps ? (failAt / steps) * WIDTH : null;
  const end = course.at(-1)?.mean ?? 0;
  return (
    <figure className={styles.course}>
      <figcaption>
        <b>preview of the loss</b> {law.isPower ? "initial·t^(−k) + final" : "final + (initial − final)·e^(−k·t)"},
        noise 0.1 → 0.02, floor 0.05
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" data-preview={end.toFixed(4)}>
        <title>{`From ${formatTick(course[0]?.mean ?? 0)} to ${formatTick(end)}${fails === null ? "" : `, fails at step ${formatCount(failAt)}`}`}</title>
        <path className={styles.band} d={`M${path(course, "high")}L${path([...course].reverse(), "low", true)}Z`} />
        <path className={styles.law} d={`M${path(course, "mean")}`} vectorEffect="non-scaling-stroke" />
        {fails !== null && (
          <line className={styles.fails} x1={fails} x2={fails} y1="0" y2={HEIGHT} vectorEffect="non-scaling-stroke" />
        )}
      </svg>
      <div>
        <span>0</span>
        {fails !== null && <span className="tone-err">fails at {formatCount(failAt)}</span>}
        <span>
          {formatCount(Number.isFinite(steps) ? steps : null)} steps, to <b>{formatTick(end)}</b>
        </span>
      </div>
    </figure>
  );
}
