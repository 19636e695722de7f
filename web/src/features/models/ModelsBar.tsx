import { Group, Toggle } from "../../ui/Button";
import { formatBytes, formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "../../ui/PageBar.module.css";
import type { Models } from "./useModels";

interface Props {
  all: Models;
  stage: string | null;
  text: string;
  onStage: (stage: string | null) => void;
  onText: (text: string) => void;
}

const FILTERS: [string, string | null][] = [
  ["ALL", null],
  ["PRODUCTION", "production"],
  ["STAGING", "staging"],
  ["NONE", "none"],
];

// How many models there are, and which of them are shown.
export function ModelsBar({ all, stage, text, onStage, onText }: Props) {
  const count = (name: string) => all.models.filter((model) => model.stage === name).length;
  const size = all.models.reduce((sum, model) => sum + (model.is_stored ? (model.size ?? 0) : 0), 0);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Models">
      <h2>MODELS</h2>
      <span>
        models <b data-count="models">{formatCount(all.total)}</b>
      </span>
      <span>
        in production <b data-count="production">{formatCount(count("production"))}</b>
      </span>
      <span>
        copies on disk <b>{formatBytes(size)}</b>
      </span>
      <Group label="Models shown">
        {FILTERS.map(([word, name]) => (
          <Toggle key={word} on={stage === name} onClick={() => onStage(name)}>
            {word}
          </Toggle>
        ))}
      </Group>
      <label className={styles.find}>
        <span className="sr-only">Find models</span>
        <Icon name="find" />
        <input
          type="search"
          placeholder="name, note or run"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
    </div>
  );
}
