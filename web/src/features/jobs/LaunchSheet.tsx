import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { listDataSets } from "../../api/datasets";
import { launchGrid, launchJob, listTemplates } from "../../api/jobs";
import type { Run } from "../../api/wire";
import { useResource } from "../../live/useResource";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Notice } from "../../ui/Panel";
import { notify } from "../../ui/toast";
import { CommandWords } from "./CommandWords";
import { commandOf, type Draft, EMPTY, faultOf, faultsOf, launchOf, MOST_COMBINATIONS, typedOf } from "./draft";
import { Field } from "./Field";
import styles from "./Launch.module.css";
import { TemplateFields } from "./TemplateFields";

interface Props {
  // What a new job may wait for.
  active: readonly Run[];
  onStarted: (id: string) => void;
  onClose: () => void;
}

// What was typed outlives the sheet, for as long as the page does.
let kept: Draft = EMPTY;

// Starts the next job: a template with its parameters, or a command. What is wrong is said while it is typed.
export default function LaunchSheet({ active, onStarted, onClose }: Props) {
  const [draft, setDraft] = useState(kept);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const host = useRef<HTMLElement>(null);
  const shelf = useResource("templates", 0, listTemplates);
  const sets = useResource("datasets", 0, (signal) => listDataSets({ status: "active", limit: 200 }, signal));
  const templates = shelf.data?.items ?? [];
  // A real training is offered first.
  const template = templates.find(({ name }) => name === draft.template) ?? templates[0] ?? null;
  const full: Draft = { ...draft, template: template?.name ?? null };
  useEffect(() => host.current?.focus({ preventScroll: true }), []);

  const change = (part: Partial<Draft>) => {
    kept = { ...draft, ...part };
    setDraft(kept);
    setRefusal(null);
  };
  const faults: Partial<Record<string, string>> = faultsOf(full);
  if (full.mode === "template")
    for (const parameter of template?.parameters ?? []) {
      const fault = faultOf(parameter, typedOf(full, template as NonNullable<typeof template>, parameter));
      if (fault !== null) faults[`parameter ${parameter.name}`] = fault;
    }
  const { count } = launchOf(full, template, false);
  if (count > MOST_COMBINATIONS) faults.grid = `${formatCount(count)} combinations, want at most 1,000`;
  const wrong = Object.keys(faults).length;
  const isReady = wrong === 0 && !isSending && (full.mode === "command" || template !== null);

  const launch = async (isHeld: boolean) => {
    if (!isReady) return;
    setIsSending(true);
    setRefusal(null);
    try {
      const { job, grid } = launchOf(full, template, isHeld || draft.isHeld);
      const made = count > 1 ? (await launchGrid(job, grid)).items : [await launchJob(job)];
      const first = made[0];
      if (first !== undefined) {
        notify("start", made.length > 1 ? `${formatCount(made.length)} jobs` : first.name, "in the queue");
        onStarted(first.id);
      }
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
    } finally {
      setIsSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) void launch(false);
    else if (event.key.toLowerCase() === "h" && event.altKey) void launch(true);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const text = (name: keyof Draft, label: string, hint: string) => (
    <Field
      label={label}
      value={String(draft[name])}
      hint={hint}
      fault={faults[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <aside ref={host} className={styles.sheet} aria-labelledby="launch-title" tabIndex={-1} onKeyDown={onKeyDown}>
      <header>
        <h2 id="launch-title">LAUNCH A JOB</h2>
        <small>Esc closes · draft kept</small>
      </header>
      <div className={styles.body}>
        <div className={styles.mode}>
          <Group label="What to launch">
            <Toggle on={full.mode === "template"} onClick={() => change({ mode: "template" })}>
              TEMPLATE
            </Toggle>
            <Toggle on={full.mode === "command"} onClick={() => change({ mode: "command" })}>
              COMMAND
            </Toggle>
          </Group>
          <small>
            {templates.length} templates, {templates.filter((one) => one.is_built_in).length} built in
          </small>
        </div>
        {shelf.error !== null && <Notice title="The templates could not be read">{shelf.error.message}</Notice>}
        {full.mode === "template" ? (
          <TemplateFields templates={templates} template={template} draft={full} faults={faults} onChange={change} />
        ) : (
          <CommandWords words={draft.words} fault={faults.words} onChange={(words) => change({ words })} />
        )}
        <h3>JOB</h3>
        <div className={styles.pair}>
          {text("name", "NAME", template?.name ?? "of the program")}
          {text("project", "PROJECT", "default")}
          {text("priority", "PRIORITY", "greater goes first")}
          {text("retries", "RETRIES", "after a failure")}
          {text("slots", "SLOTS", `${full.mode === "template" ? (template?.slots ?? 1) : 1}`)}
          {text("gpus", "GPUS", `${full.mode === "template" ? (template?.gpus ?? 0) : 0}, waits for free ones`)}
        </div>
        <h3>DATA AND TIME</h3>
        <div className={styles.pair}>
          <label className={styles.field}>
            <span>DATA SET</span>
            <select value={draft.dataSet} onChange={(event) => change({ dataSet: event.target.value })}>
              <option value="">none</option>
              {(sets.data?.items ?? []).map((set) => (
                <option key={set.id} value={set.id}>
                  {set.name}, {formatCount(set.files)} files
                </option>
              ))}
            </select>
          </label>
          <label className={styles.field}>
            <span>AFTER</span>
            <select value={draft.after} onChange={(event) => change({ after: event.target.value })}>
              <option value="">as soon as there is room</option>
              {active.map((run) => (
                <option key={run.id} value={run.id}>
                  {run.name}
                </option>
              ))}
            </select>
          </label>
          {text("schedule", "SCHEDULE", "a time, or cron in UTC")}
          <label className={styles.hold}>
            <input
              type="checkbox"
              checked={draft.isHeld}
              onChange={(event) => change({ isHeld: event.target.checked })}
            />
            <span>hold until somebody starts it</span>
          </label>
        </div>
      </div>
      <footer>
        <code className={styles.preview} title="No shell reads it">
          <b>&#36;</b> {commandOf(full, template).map(shortened).join(" ")}
        </code>
        {refusal !== null && (
          <p role="alert" className={styles.refusal}>
            <b>NOT STARTED</b> {refusal}
          </p>
        )}
        <div>
          <Button
            size="large"
            meaning="go"
            keyCap="Ctrl Enter"
            blocked={isReady ? undefined : wrong > 0 ? `${wrong} to fix` : "wait"}
            onClick={() => void launch(false)}
          >
            {count > 1 ? `START ${formatCount(count)} JOBS` : "START"}
          </Button>
          <Button
            size="large"
            meaning="careful"
            keyCap="Alt H"
            blocked={isReady ? undefined : wrong > 0 ? `${wrong} to fix` : "wait"}
            onClick={() => void launch(true)}
          >
            ADD AND HOLD
          </Button>
          <output>{faults.grid}</output>
          <Button size="large" keyCap="Esc" onClick={onClose}>
            CLOSE
          </Button>
        </div>
      </footer>
    </aside>
  );
}

// Words as one would type them; a path shows its end.
const shortened = (word: string): string => (/[\s"'$;&|]/.test(word) ? `"${word}"` : (word.split("/").at(-1) ?? word));
