import { type ReactNode, useState } from "react";
import { useAsk } from "../../ui/Ask";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "./Toolbar.module.css";
import { isSameView, readViews, type SavedView, writeViews } from "./views";

interface Props {
  search: string;
  // What the address says and what is shown besides, such as columns that were not chosen yet.
  full: string;
  total: number;
  active: number;
  found: number | null;
  onView: (search: string) => void;
  children: ReactNode;
}

const BUILT_IN: SavedView[] = [
  { name: "ALL", search: "" },
  { name: "ACTIVE", search: "status=active" },
];

export function ViewTabs({ search, full, total, active, found, onView, children }: Props) {
  const ask = useAsk();
  const [views, setViews] = useState(readViews);
  const keep = (next: SavedView[]) => {
    setViews(next);
    writeViews(next);
  };
  const save = async () => {
    const field = { label: "Name", value: "", rows: 1 };
    const text =
      "Filter, order, columns and baseline, kept in this browser. The address of the page is the same view as a link.";
    const answer = await ask({ title: "SAVE THIS VIEW", text, confirm: "SAVE", keep: "LEAVE IT", field });
    const name = answer?.value.trim();
    if (name) keep([...views.filter((view) => view.name !== name), { name, search: full }]);
    if (name) onView(full);
  };
  const counts: Record<string, number> = { ALL: total, ACTIVE: active };
  return (
    <div className={styles.bar}>
      <nav className={styles.tabs} aria-label="Views">
        {[...BUILT_IN, ...views].map((view, i) => {
          const isOn = isSameView(view.search, search);
          const isSaved = i >= BUILT_IN.length;
          const count = isSaved ? (isOn ? found : null) : (counts[view.name] ?? null);
          return (
            <span key={view.name} data-on={isOn || undefined}>
              <button type="button" aria-pressed={isOn} onClick={() => onView(view.search)}>
                {view.name} {count !== null && <small>{formatCount(count)}</small>}
              </button>
              {isSaved && isOn && (
                <button
                  type="button"
                  aria-label={`Forget the view ${view.name}`}
                  onClick={() => keep(views.filter((other) => other !== view))}
                >
                  <Icon name="cross" size={7} />
                </button>
              )}
            </span>
          );
        })}
        <span>
          <button type="button" onClick={() => void save()}>
            + SAVE VIEW
          </button>
        </span>
      </nav>
      <div className={styles.tools}>{children}</div>
    </div>
  );
}
