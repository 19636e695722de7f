import type { JobTemplate } from "../../api/jobs";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import sheet from "../../ui/Sheet.module.css";
import { type Draft, typedOf, valuesIn } from "./draft";
import styles from "./Launch.module.css";
import { Preview } from "./Preview";

interface Props {
  templates: readonly JobTemplate[];
  template: JobTemplate | null;
  draft: Draft;
  faults: Partial<Record<string, string>>;
  onChange: (part: Partial<Draft>) => void;
  onEdit: (template: JobTemplate) => void;
  onDelete: (template: JobTemplate) => void;
}

// Which template, and a value for each of its parameters; several values try every combination.
export function TemplateFields({ templates, template, draft, faults, onChange, onEdit, onDelete }: Props) {
  return (
    <>
      <fieldset className={styles.templates}>
        <legend className="sr-only">Template</legend>
        {templates.map((one) => (
          <label key={one.name} data-template={one.name}>
            <input
              type="radio"
              name="template"
              checked={one.name === template?.name}
              onChange={() => onChange({ template: one.name })}
            />
            <b>{one.name}</b>
            {one.is_simulated && <em>SIMULATED</em>}
            <small>
              {one.is_built_in ? "" : "saved · "}
              {one.description}
            </small>
          </label>
        ))}
      </fieldset>
      {template !== null && !template.is_built_in && (
        <div className={styles.own}>
          <Button onClick={() => onEdit(template)}>EDIT {template.name}</Button>
          <Button meaning="destroy" onClick={() => onDelete(template)}>
            DELETE {template.name}
          </Button>
        </div>
      )}
      {template !== null && template.parameters.length > 0 && (
        <>
          <h3>
            PARAMETERS <small>commas part several values: each combination becomes a job</small>
          </h3>
          <div className={sheet.pair}>
            {template.parameters.map((parameter) => {
              const value = typedOf(draft, template, parameter);
              const several = valuesIn(value).length;
              return (
                <Field
                  key={`${template.name} ${parameter.name}`}
                  label={parameter.name}
                  value={value}
                  hint={parameter.default ?? `required, ${parameter.type}`}
                  fault={faults[`parameter ${parameter.name}`]}
                  note={several > 1 ? `${several} values` : parameter.description}
                  onChange={(next) =>
                    onChange({ values: { ...draft.values, [`${template.name} ${parameter.name}`]: next } })
                  }
                />
              );
            })}
          </div>
          {template.is_built_in && template.is_simulated && <Preview draft={draft} template={template} />}
        </>
      )}
    </>
  );
}
