import { type KeyboardEvent, useState } from "react";
import { changeTemplate, createTemplate } from "../../api/jobs";
import { Button } from "../../ui/Button";
import { Choice, Field, Lines } from "../../ui/Field";
import sheet from "../../ui/Sheet.module.css";
import { CommandWords } from "./CommandWords";
import styles from "./Launch.module.css";
import { bodyOf, faultsOfTemplate, type ParameterDraft, type TemplateDraft, withPlaces } from "./templateDraft";

interface Props {
  template: TemplateDraft;
  onSaved: (name: string) => void;
  onClose: () => void;
}

// A template as a form: its words, and a default for each place that is left open in them.
export function TemplateEditor({ template, onSaved, onClose }: Props) {
  const [draft, setDraft] = useState(template);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const faults = faultsOfTemplate(draft);
  const wrong = Object.keys(faults).length;
  const change = (part: Partial<TemplateDraft>) => {
    setDraft(withPlaces({ ...draft, ...part }));
    setRefusal(null);
  };
  const changeParameter = (name: string, part: Partial<ParameterDraft>) =>
    change({ parameters: draft.parameters.map((one) => (one.name === name ? { ...one, ...part } : one)) });
  const save = async () => {
    if (wrong > 0 || isSending) return;
    setIsSending(true);
    try {
      const body = bodyOf(draft);
      await (draft.isNew ? createTemplate(body) : changeTemplate(body));
      onSaved(body.name);
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
      setIsSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) void save();
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act for the fields inside.
    <div className={styles.editor} onKeyDown={onKeyDown} data-editor>
      <div className={sheet.body}>
        <h3>{draft.isNew ? "NEW TEMPLATE" : "TEMPLATE"}</h3>
        <div className={sheet.fields}>
          {draft.isNew ? (
            <Field
              label="TEMPLATE NAME"
              value={draft.name}
              hint="as it stands in the list"
              fault={draft.name === "" ? undefined : faults.name}
              onChange={(name) => change({ name })}
            />
          ) : (
            <p className={styles.fixed}>
              <span>TEMPLATE NAME</span> <b>{draft.name}</b>
            </p>
          )}
          <Field
            label="ABOUT"
            value={draft.description}
            hint="what it trains"
            onChange={(description) => change({ description })}
          />
        </div>
        <h3>
          COMMAND <small>{"{name} in a word leaves a place open, which becomes a parameter"}</small>
        </h3>
        <CommandWords words={draft.words} fault={faults.words} onChange={(words) => change({ words })} />
        {draft.parameters.length > 0 && (
          <h3>
            PARAMETERS <small>without a default a number must be given at each launch</small>
          </h3>
        )}
        {draft.parameters.map((one) => (
          <fieldset key={one.name} className={styles.parameter} data-parameter={one.name}>
            <legend>{one.name}</legend>
            <Choice label="KIND" value={one.type} onChange={(type) => changeParameter(one.name, { type })}>
              <option value="text">text</option>
              <option value="integer">whole number</option>
              <option value="number">number</option>
            </Choice>
            <Field
              label="DEFAULT"
              value={one.value}
              fault={faults[`parameter ${one.name}`]}
              onChange={(value) => changeParameter(one.name, { value })}
            />
            <Field
              label="MEANS"
              value={one.description}
              onChange={(description) => changeParameter(one.name, { description })}
            />
          </fieldset>
        ))}
        <h3>NEEDS</h3>
        <div className={sheet.pair}>
          <Field label="SLOTS" value={draft.slots} fault={faults.slots} onChange={(slots) => change({ slots })} />
          <Field label="GPUS" value={draft.gpus} fault={faults.gpus} onChange={(gpus) => change({ gpus })} />
        </div>
        <div className={sheet.fields}>
          <Field
            label="FOLDER"
            value={draft.folder}
            hint="one of its own for each job"
            onChange={(folder) => change({ folder })}
          />
          <Lines
            label="VARIABLES"
            value={draft.env}
            hint="NAME=value, one a line"
            fault={faults.env}
            onChange={(env) => change({ env })}
          />
        </div>
      </div>
      <footer>
        {refusal !== null && (
          <p role="alert" className={sheet.refusal}>
            <b>NOT SAVED</b> {refusal}
          </p>
        )}
        <div>
          <Button
            size="large"
            meaning="go"
            keyCap="Ctrl Enter"
            blocked={wrong > 0 ? `${wrong} to fix` : undefined}
            onClick={() => void save()}
          >
            SAVE TEMPLATE
          </Button>
          <output />
          <Button size="large" keyCap="Esc" onClick={onClose}>
            BACK
          </Button>
        </div>
      </footer>
    </div>
  );
}
