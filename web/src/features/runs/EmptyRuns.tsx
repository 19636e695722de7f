import { useState } from "react";
import { Button } from "../../ui/Button";
import { ScrollArea } from "../../ui/ScrollArea";
import styles from "./EmptyRuns.module.css";

const code = (origin: string) => `from training_monitor import TrainingMonitor

with TrainingMonitor(run_name="first", dashboard_url="${origin}") as monitor:
    for step in range(1000):
        monitor.log_metrics({"loss": loss}, step=step)`;

// What to do when there is nothing yet. The page fills itself as soon as the first run is there.
export default function EmptyRuns() {
  const [copied, setCopied] = useState<"no" | "yes" | "failed">("no");
  const text = code(location.origin);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      setCopied("failed");
    }
  };
  return (
    <div className={styles.empty}>
      <h3>No runs yet</h3>
      <p>Paste this into any training script:</p>
      <ScrollArea className={styles.code} label="Code to paste">
        <pre>{text}</pre>
      </ScrollArea>
      <div>
        <Button meaning="go" size="large" onClick={() => void copy()}>
          {copied === "yes" ? "COPIED" : "COPY"}
        </Button>
        <span role="status">
          {copied === "failed"
            ? "The browser refused; select the text instead."
            : `${location.host} listens · the page fills itself`}
        </span>
      </div>
    </div>
  );
}
