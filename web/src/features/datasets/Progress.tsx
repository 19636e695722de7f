import { useState } from "react";
import { useStore } from "../../live/LiveContext";
import { Button } from "../../ui/Button";
import { formatBytes, formatCount, formatLeft } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import sheet from "../../ui/Sheet.module.css";
import styles from "./UploadSheet.module.css";
import { current, type Upload } from "./upload";

const WORDS = {
  sending: "SENDING",
  waiting: "WAITING FOR THE SERVER",
  done: "DONE",
  failed: "FAILED",
  stopped: "STOPPED",
} as const;

// How far an upload is, in bytes and in files, and what can be done about it.
export function Progress({ upload, onClose }: { upload: Upload; onClose: () => void }) {
  const { phase, name, files, done, bytes, sent, rate, reason } = useStore(upload.state);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = phase === "sending" || phase === "waiting";
  const again = () =>
    upload.again().catch((cause) => setProblem(cause instanceof Error ? cause.message : String(cause)));
  const tone = phase === "sending" || phase === "done" ? "good" : phase === "failed" ? "err" : "warn";
  return (
    <>
      <div className={sheet.body} data-upload={phase}>
        <h3>
          <span className={`tone-${tone === "good" ? "good" : tone}`}>{WORDS[phase]}</span> <small>{name}</small>
        </h3>
        <div className={styles.progress}>
          <p>
            bytes <b>{formatBytes(sent)}</b> of <b>{formatBytes(bytes)}</b>
          </p>
          <Meter value={bytes === 0 ? null : (100 * sent) / bytes} label="Bytes sent" tone={tone} segments={true} />
          <p>
            files <b data-count="done">{formatCount(done)}</b> of <b>{formatCount(files)}</b>
          </p>
          <Meter value={(100 * done) / files} label="Files arrived" tone={tone} segments={true} />
          {phase === "sending" && rate > 0 && (
            <p>
              <b>{formatBytes(rate)}/s</b> {formatLeft((bytes - sent) / rate)} left
            </p>
          )}
          {reason !== null && <p className={phase === "failed" ? "tone-err" : "tone-warn"}>{reason}</p>}
          {problem !== null && <p className="tone-err">{problem}</p>}
          <p>It goes on while you look at other pages, as long as this tab is open.</p>
        </div>
      </div>
      <footer>
        <div>
          {isBusy ? (
            <Button size="large" meaning="careful" onClick={() => upload.stop()}>
              STOP
            </Button>
          ) : (
            <>
              <Button size="large" meaning="go" onClick={() => void again()}>
                SEND THE REST
              </Button>
              <Button size="large" onClick={() => current.set(null)}>
                ANOTHER ONE
              </Button>
            </>
          )}
          <output />
          <Button size="large" keyCap="Esc" onClick={onClose}>
            CLOSE
          </Button>
        </div>
      </footer>
    </>
  );
}
