import { useState } from "react";
import type { Run } from "../../../api/wire";
import { Button } from "../../../ui/Button";
import { ScrollArea } from "../../../ui/ScrollArea";
import styles from "../EmptyRuns.module.css";
import { isOver } from "../lossOf";

const python = (run: Run) => `from training_monitor import TrainingMonitor

with TrainingMonitor(run_id="${run.id}", dashboard_url="${location.origin}") as monitor:
    for step in range(1000):
        monitor.log_metrics({"loss": loss}, step=step)`;

const curl = (run: Run) => `curl -X POST ${location.origin}/api/runs/${run.id}/metrics \\
     -H 'content-type: application/json' -d '{"step": 1, "metrics": {"loss": 0.42}}'`;

// A run without a metric: what to paste, so that its first chart appears.
export function RunEmpty({ run }: { run: Run }) {
  const [copied, setCopied] = useState<string | null>(null);
  if (isOver(run))
    return (
      <div className={styles.empty}>
        <h3>No metric was logged</h3>
        <p>This run is over and brought no numbers. What it printed and what happened to it are beside.</p>
      </div>
    );
  const copy = async (name: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(`${name} copied`);
    } catch {
      setCopied("The browser refused; select the text instead.");
    }
  };
  return (
    <div className={styles.empty}>
      <h3>No metric yet</h3>
      <p>Its first chart appears here by itself. From a Python script:</p>
      <ScrollArea className={styles.code} label="Python to paste">
        <pre>{python(run)}</pre>
      </ScrollArea>
      <p>From anywhere else:</p>
      <ScrollArea className={styles.code} label="Command to paste">
        <pre>{curl(run)}</pre>
      </ScrollArea>
      <div>
        <Button meaning="go" size="large" onClick={() => void copy("Python", python(run))}>
          COPY PYTHON
        </Button>
        <Button size="large" onClick={() => void copy("The command", curl(run))}>
          COPY CURL
        </Button>
        <span role="status">{copied ?? `${location.host} listens`}</span>
      </div>
    </div>
  );
}
