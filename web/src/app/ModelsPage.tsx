import { useCallback } from "react";
import { ModelPanel } from "../features/models/ModelPanel";
import { ModelsBar } from "../features/models/ModelsBar";
import { ModelsPanel } from "../features/models/ModelsPanel";
import { useModelDeeds } from "../features/models/useModelDeeds";
import { useModels } from "../features/models/useModels";
import styles from "./ShelfPage.module.css";
import type { PageProps } from "./views";

// What trainings have made: the models, and all of the one that is open. The address holds which.
export default function ModelsPage({ url, catalog }: PageProps) {
  const { query, set, go } = url;
  const stage = query.get("stage");
  const text = query.get("q") ?? "";
  const openId = query.get("model");
  const large = Number(query.get("panel")) || null;
  const all = useModels(stage, text);
  const open = all.models.find(({ id }) => id === openId) ?? null;
  const onTrain = useCallback((id: string) => go("/jobs", `?launch=1&base=${id}`), [go]);
  const can = useModelDeeds(open, onTrain, all.reload);
  const onGo = useCallback(
    (href: string) => {
      const { pathname, search } = new URL(href, location.origin);
      go(pathname, search);
    },
    [go],
  );
  const frame = (number: number) => ({
    number,
    isLarge: large === number,
    onLarge: () => set({ panel: large === number ? null : String(number) }, true),
  });
  return (
    <main className={styles.page} aria-label="Models">
      <ModelsBar
        all={all}
        stage={stage}
        text={text}
        onStage={(next) => set({ stage: next }, true)}
        onText={(next) => set({ q: next || null }, true)}
      />
      <div className={styles.work} data-large={large ?? undefined}>
        <ModelsPanel
          {...frame(1)}
          all={all}
          can={can}
          isFiltered={stage !== null || text !== ""}
          openId={open?.id ?? null}
          onOpen={(id) => set({ model: id }, true)}
        />
        <ModelPanel {...frame(2)} model={open} can={can} runs={catalog.runs} onGo={onGo} />
      </div>
    </main>
  );
}
