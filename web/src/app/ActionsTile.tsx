import { useCallback, useMemo } from "react";
import type { Run } from "../api/wire";
import { ActionsPanel } from "../features/actions/ActionsPanel";
import { usePageActions } from "../features/actions/usePageActions";
import { useCheckpoints } from "../features/checkpoints/useCheckpoints";
import type { PanelFrame } from "../ui/Panel";
import { useRunKeys } from "./useRunKeys";
import { useUrl } from "./useUrl";

// What stands in the panel, in this order; the table of one run as CSV is on its own page.
const SHOWN = [
  "stop",
  "cancel",
  "checkpoint",
  "resume",
  "fail",
  "promote",
  "compare",
  "note",
  "tag",
  "export",
  "rename",
  "delete",
];

// The actions of the selected run as a panel of the terminal. As on the run's own page, their letters act wherever the
// focus is, and mean the same.
export function ActionsTile({ run, ...frame }: PanelFrame & { run: Run | null }) {
  const { go } = useUrl();
  const saved = useCheckpoints(run?.id ?? null, run?.name);
  const [id, parent] = [run?.id ?? "", run?.parent_run_id ?? null];
  const onCompare = useCallback(
    () => go("/compare", `?runs=${parent === null ? id : `${id},${parent}`}`),
    [go, id, parent],
  );
  const all = usePageActions({
    run,
    isDeleted: false,
    onCompare,
    onPromote: saved.promoteBest,
  });
  const actions = useMemo(() => SHOWN.flatMap((name) => all.find((action) => action.id === name) ?? []), [all]);
  useRunKeys(actions, null);
  return <ActionsPanel {...frame} run={run} actions={actions} />;
}
