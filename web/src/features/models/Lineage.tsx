import { useId } from "react";
import { follow } from "../../ui/follow";
import styles from "./Lineage.module.css";
import { cut, HIGH, type Picture, WIDE } from "./lineage";

const LETTERS = 19;

// The way from the data to the model as a picture, with the same in words below it.
export function Lineage({ picture, onGo }: { picture: Picture; onGo: (href: string) => void }) {
  const id = useId();
  const { boxes, arrows, width, height, sentence } = picture;
  return (
    <figure className={styles.lineage} aria-labelledby={id}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <section className={styles.scroll} aria-label="Lineage" tabIndex={0}>
        <svg width={width + 2} height={height + 2} viewBox={`-1 -1 ${width + 2} ${height + 2}`} aria-labelledby={id}>
          <title>Lineage</title>
          {arrows.map(({ from, to, text }) => {
            const [x1, y1, x2, y2] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
            const middle = (x1 + x2) / 2;
            return (
              <g key={`${from.id} ${to.id}`} className={styles.arrow}>
                <path d={`M${x1} ${y1}H${middle}V${y2}H${x2 - 5}`} />
                <polygon points={`${x2},${y2} ${x2 - 6},${y2 - 4} ${x2 - 6},${y2 + 4}`} />
                {text !== "" && (
                  <text x={middle} y={y1 - 6}>
                    {text}
                  </text>
                )}
              </g>
            );
          })}
          {boxes.map((box) => {
            const body = (
              <>
                <title>{box.title}</title>
                <rect x={box.x + 0.5} y={box.y + 0.5} width={WIDE - 1} height={HIGH - 1} />
                <text className={styles.kind} x={box.x + 8} y={box.y + 14}>
                  {box.kind}
                  {box.isGone && " · DELETED"}
                </text>
                <text className={styles.name} x={box.x + 8} y={box.y + 28}>
                  {cut(box.title, LETTERS)}
                </text>
                <text className={styles.text} x={box.x + 8} y={box.y + 40}>
                  {cut(box.text, LETTERS + 4)}
                </text>
              </>
            );
            const { href } = box;
            return href === null ? (
              <g key={box.id} className={styles.box} data-lineage={box.kind} data-gone={box.isGone || undefined}>
                {body}
              </g>
            ) : (
              <a
                key={box.id}
                className={styles.box}
                data-lineage={box.kind}
                href={href}
                onClick={(event) => follow(event, () => onGo(href))}
              >
                {body}
              </a>
            );
          })}
        </svg>
      </section>
      <figcaption id={id}>{sentence}</figcaption>
    </figure>
  );
}
