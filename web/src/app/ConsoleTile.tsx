import { useState } from "react";
import type { Run } from "../api/wire";
import { ConsolePanel } from "../features/console/ConsolePanel";
import { Notice, Panel, type PanelFrame } from "../ui/Panel";

// The console of the selected run as a panel of the terminal; what is searched for in it lasts as long as the panel.
export function ConsoleTile({ run, ...frame }: PanelFrame & { run: Run | null }) {
  const [search, setSearch] = useState("");
  const [only, setOnly] = useState<string | null>(null);
  if (run === null)
    return (
      <Panel {...frame} title="CONSOLE" area="console">
        <Notice title="No run selected">What its script prints is shown here.</Notice>
      </Panel>
    );
  return <ConsolePanel {...frame} run={run} search={search} onSearch={setSearch} only={only} onOnly={setOnly} />;
}
