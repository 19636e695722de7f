import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { listDataSets } from "../../api/datasets";
import { deleteTemplate, launchGrid, launchJob, listTemplates } from "../../api/jobs";
import { listModels } from "../../api/models";
import type { Run } from "../../api/wire";
import { useResource } from "../../live/useResource";
import { useAsk } from "../../ui/Ask";
import { Button, Group, Toggle } from "../../ui/Button";
import { Choice, Field, Lines } from "../../ui/Field";
import { formatCount } from "../../ui/format";
import { Notice } from "../../ui/Panel";
import sheet from "../../ui/Sheet.module.css";
import { notify } from "../../ui/toast";
import { Checks } from "./Checks";
import { CommandWords } from "./CommandWords";
import { commandOf, type Draft, EMPTY, faultOf, faultsOf, launchOf, MOST_COMBINATIONS, typedOf } from "./draft";
import styles from "./Launch.module.css";
import { TemplateEditor } from "./TemplateEditor";
import { TemplateFields } from "./TemplateFields";
import { ofLaunch, ofTemplate, type TemplateDraft } from "./templateDraft";

interface Props {
  // What another page gives to the job: a data set, a base model.
  dataSet: string | null;
  baseModel: string | null;
  // What a new job may wait for.
  active: readonly Run[];
  onStarted: (id: string) => void;
  onClose: () => void;
}

// What was typed outlives the sheet, for as long as the page does.
let kept: Draft = EMPTY;

// Starts the next job: a template with its parameters, or a command. What is wrong is said while it is typed.
export default function LaunchSheet({ dataSet, baseModel, active, onStarted, onClose }: Props) {
  const [draft, setDraft] = useState(() => {
    if (dataSet !== null) kept = { ...kept, dataSet };
    if (baseModel !== null) kept = { ...kept, baseModel };
    return kept;
  });
  const [editing, setEditing] = useState<TemplateDraft | null>(null);
  const ask = useAsk();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const host = useRef<HTMLElement>(null);
  const shelf = useResource("templates", 0, listTemplates);
  const sets = useResource("datasets", 0, (signal) => listDataSets({ status: "active", limit: 200 }, signal));
  const models = useResource("models", 0, (signal) => listModels({ limit: 200 }, signal));
  const templates = shelf.data?.items ?? [];
  // A real training is offered first.
  const template = templates.find(({ name }) => name === draft.template) ?? templates[0] ?? null;
  const full: Draft = { ...draft, template: template?.name ?? null };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what had the focus goes with the form.
  useEffect(() => host.current?.focus({ preventScroll: true }), [editing === null]);

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
  const { job: wanted, grid: values, count } = launchOf(full, template, false);
  if (count > MOST_COMBINATIONS) faults.grid = `${formatCount(count)} combinations, want at most 1,000`;
  const wrong = Object.keys(faults).length;
  // Of a grid, the first of its jobs.
  const firsts = Object.fromEntries(Object.entries(values).map(([name, [first]]) => [name, first ?? ""]));
  const asked = count > 1 ? { ...wanted, parameters: { ...wanted.parameters, ...firsts } } : wanted;
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
  const saveAs = () => setEditing(ofLaunch(full, template));
  const remove = async (name: string) => {
    const text = `Deletes the template ${name}. Jobs that were made of it stay as they are.`;
    if (!(await ask({ title: "DELETE THIS TEMPLATE", text, confirm: "DELETE", keep: "KEEP IT" }))) return;
    try {
      await deleteTemplate(name);
      change({ template: null });
    } catch (problem) {
      notify("error", "Not deleted", problem instanceof Error ? problem.message : String(problem));
    }
    await shelf.reload();
  };
  const onSaved = async (name: string) => {
    await shelf.reload();
    change({ mode: "template", template: name, values: {} });
    setEditing(null);
    notify("done", name, "template saved");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || isPlain(event))) void launch(false);
    else if (event.key.toLowerCase() === "h" && event.altKey) void launch(true);
    else if (event.key.toLowerCase() === "t" && event.altKey) saveAs();
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
  if (editing !== null)
    return (
      <aside ref={host} className={sheet.sheet} aria-labelledby="launch-title" tabIndex={-1}>
        <header>
          <h2 id="launch-title">{editing.isNew ? "SAVE AS A TEMPLATE" : "EDIT A TEMPLATE"}</h2>
          <small>Esc goes back</small>
        </header>
        <TemplateEditor template={editing} onSaved={(name) => void onSaved(name)} onClose={() => setEditing(null)} />
      </aside>
    );
  return (
    <aside ref={host} className={sheet.sheet} aria-labelledby="launch-title" tabIndex={-1} onKeyDown={onKeyDown}>
      <header>
        <h2 id="launch-title">LAUNCH A JOB</h2>
        <small>Esc closes · draft kept</small>
      </header>
      <div className={sheet.body}>
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
          <TemplateFields
            templates={templates}
            template={template}
            draft={full}
            faults={faults}
            onChange={change}
            onEdit={(one) => setEditing(ofTemplate(one))}
            onDelete={(one) => void remove(one.name)}
          />
        ) : (
          <CommandWords words={draft.words} fault={faults.words} onChange={(words) => change({ words })} />
        )}
        <h3>JOB</h3>
        <div className={sheet.pair}>
          {text("name", "NAME", full.mode === "template" && template !== null ? template.name : "of the program")}
          {text("project", "PROJECT", "default")}
          {text("priority", "PRIORITY", "greater goes first")}
          {text("retries", "RETRIES", "after a failure")}
          {text("slots", "SLOTS", `${full.mode === "template" ? (template?.slots ?? 1) : 1}`)}
          {text("gpus", "GPUS", `${full.mode === "template" ? (template?.gpus ?? 0) : 0} · free ones`)}
          {text("epochs", "EPOCHS", "as the script says")}
          {text("steps", "TOTAL STEPS", "as the script says")}
          {text("tags", "TAGS", "commas part them")}
          {text("folder", "FOLDER", (full.mode === "template" && template?.working_dir) || "one of its own")}
        </div>
        <div className={sheet.fields}>
          <Lines
            label="VARIABLES"
            value={draft.env}
            hint="NAME=value, one a line"
            fault={faults.env}
            onChange={(env) => change({ env })}
          />
        </div>
        <h3>DATA AND TIME</h3>
        <div className={sheet.pair}>
          <Choice label="DATA SET" value={draft.dataSet} onChange={(dataSet) => change({ dataSet })}>
            <option value="">none</option>
            {(sets.data?.items ?? []).map((set) => (
              <option key={set.id} value={set.id}>
                {set.name}, {formatCount(set.files)} files
              </option>
            ))}
          </Choice>
          <Choice label="BASE MODEL" value={draft.baseModel} onChange={(baseModel) => change({ baseModel })}>
            <option value="">none</option>
            {(models.data?.items ?? [])
              .filter(({ status }) => status === "ready")
              .map((model) => (
                <option key={model.id} value={model.id}>
                  {model.name}
                  {model.step !== null && `, step ${formatCount(model.step)}`}
                  {model.stage !== "none" && `, ${model.stage}`}
                </option>
              ))}
          </Choice>
          <Choice label="AFTER" value={draft.after} onChange={(after) => change({ after })}>
            <option value="">as soon as there is room</option>
            {active.map((run) => (
              <option key={run.id} value={run.id}>
                {run.name}
              </option>
            ))}
          </Choice>
          {text("schedule", "SCHEDULE", "time or cron, UTC")}
          <label className={styles.hold}>
            <input
              type="checkbox"
              checked={draft.isHeld}
              onChange={(event) => change({ isHeld: event.target.checked })}
            />
            <span>hold until somebody starts it</span>
          </label>
        </div>
        <Checks job={wrong === 0 && (full.mode === "command" || template !== null) ? asked : null} />
      </div>
      <footer>
        <code className={styles.preview} title="No shell reads it">
          <b>&#36;</b> {commandOf(full, template).map(shortened).join(" ")}
        </code>
        {refusal !== null && (
          <p role="alert" className={sheet.refusal}>
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
          <Button
            size="large"
            keyCap="Alt T"
            blocked={full.mode === "command" && faults.words !== undefined ? faults.words : undefined}
            onClick={saveAs}
          >
            SAVE AS TEMPLATE
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

// Where Enter has no meaning of its own: on the sheet itself and on a template, not in fields and on buttons.
const isPlain = ({ target, currentTarget, repeat }: KeyboardEvent): boolean =>
  !repeat && (target === currentTarget || (target instanceof HTMLInputElement && target.name === "template"));

// Words as one would type them; a path shows its end.
const shortened = (word: string): string => (/[\s"'$;&|]/.test(word) ? `"${word}"` : (word.split("/").at(-1) ?? word));
