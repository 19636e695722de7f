import type { RunFacet } from "../../api/wire";
import { Icon } from "../../ui/Icon";
import { facetOf } from "./facets";
import { HeadHistogram } from "./Histogram";
import type { Placed } from "./layout";
import styles from "./Table.module.css";

interface Props {
  columns: readonly Placed[];
  facets: readonly RunFacet[];
  // What the sparklines show, and on which scale.
  spark: string;
  sort: string;
  at: number;
  hasBase: boolean;
  isAllChosen: boolean;
  onAll: () => void;
  onSort: (name: string) => void;
}

// The names of the columns; a click sorts by one, another turns the order round.
export function TableHead({ columns, facets, spark, sort, at, hasBase, isAllChosen, onAll, onSort }: Props) {
  const key = sort.replace(/^-/, "");
  const order = sort.startsWith("-") ? "descending" : "ascending";
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      <span role="columnheader" className={styles.check}>
        <input
          type="checkbox"
          checked={isAllChosen}
          onChange={onAll}
          aria-label="Select all runs that the filter leaves"
        />
      </span>
      <span role="columnheader" className={styles.eye}>
        <span className="sr-only">Shown</span>
      </span>
      {columns.map((column, i) => {
        const isSorted = column.sort !== null && column.sort === key;
        const facet = column.isNumber ? facetOf(facets, column.name) : undefined;
        const word = (
          <>
            <b>
              {column.title}
              {isSorted && <Icon name={order === "descending" ? "down" : "up"} size={7} />}
            </b>
            <small>
              {column.name === "spark" && spark !== "" ? spark : column.sub}
              {hasBase && column.name.startsWith("metric.") && " · Δ base"}
              {facet !== undefined && <HeadHistogram facet={facet} />}
            </small>
          </>
        );
        return (
          <span
            key={column.name}
            role="columnheader"
            aria-sort={isSorted ? order : column.sort === null ? undefined : "none"}
            data-field={column.name}
            data-at={at === i || undefined}
            data-sorted={isSorted || undefined}
            data-pinned={column.isPinned || undefined}
            style={column.isPinned ? { left: column.left } : undefined}
            className={column.isNumber ? styles.number : styles.text}
          >
            {column.sort === null ? (
              <span className={styles.title} title={column.title}>
                {word}
              </span>
            ) : (
              <button
                type="button"
                tabIndex={-1}
                className={styles.title}
                title={`Sort by ${column.title}`}
                onClick={() => onSort(column.name)}
              >
                {word}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
