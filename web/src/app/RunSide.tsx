import type { Run } from "../api/wire";
import { SavedPanel } from "../features/checkpoints/CheckpointsPanel";
import type { Checkpoints } from "../features/checkpoints/useCheckpoints";
import { RunConfigPanel } from "../features/config/RunConfigPanel";
import { RunEventsPanel } from "../features/events/RunEventsPanel";
import type { RunEvents } from "../features/events/useRunEvents";
import { NotesPanel } from "../features/runs/page/NotesPanel";
import { ValuesPanel } from "../features/runs/page/ValuesPanel";
import type { PanelFrame } from "../ui/Panel";
import { useMedia } from "../ui/useMedia";
import styles from "./RunPage.module.css";

interface Props {
  run: Run;
  isDeleted: boolean;
  runs: readonly Run[];
  panel: (number: number) => PanelFrame;
  query: URLSearchParams;
  put: (name: string) => (value: string | null) => void;
  saved: Checkpoints;
  events: RunEvents;
  isNoting: boolean;
  onNoting: (isNoting: boolean) => void;
}

// What stands beside the charts of a run.
export function RunSide({ run, isDeleted, runs, panel, query, put, saved, events, isNoting, onNoting }: Props) {
  const isPhone = useMedia("(max-width: 760px)");
  const checkpoints = panel(2);
  return (
    <div className={styles.side}>
      <ValuesPanel {...panel(1)} run={run} search={query.get("q") ?? ""} />
      <SavedPanel
        {...checkpoints}
        run={run}
        saved={saved}
        isNarrow={!checkpoints.isLarge || isPhone}
        open={query.get("ckpt")}
        onOpen={put("ckpt")}
      />
      <RunEventsPanel {...panel(3)} run={run} all={events} kind={query.get("events")} onKind={put("events")} />
      <RunConfigPanel {...panel(4)} run={run} runs={runs} baseId={query.get("base")} onBase={put("base")} />
      <NotesPanel {...panel(5)} run={run} isFrozen={isDeleted} isEditing={isNoting} onEditing={onNoting} />
    </div>
  );
}
