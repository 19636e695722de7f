import { Badge } from "../../ui/Badge";
import { formatValue } from "../../ui/format";
import styles from "./Completions.module.css";
import type { Suggestion } from "./complete";

interface Props {
  // What the ids of the options begin with.
  list: string;
  suggestions: readonly Suggestion[];
  best: Suggestion | undefined;
  onTake: (suggestion: Suggestion) => void;
}

// What the line may become. The focus stays on the line, which says by id which of them is meant.
export function Completions({ list, suggestions, best, onTake }: Props) {
  return suggestions.map((suggestion, i) => (
    <div
      key={suggestion.run?.id ?? suggestion.line}
      id={`${list}-${i}`}
      className={styles.option}
      role="option"
      tabIndex={-1}
      aria-selected={suggestion === best}
      onPointerDown={(event) => {
        event.preventDefault();
        onTake(suggestion);
      }}
    >
      <b>
        {suggestion.label} {suggestion.run !== undefined && <small>{suggestion.hint}</small>}
      </b>
      {suggestion.run === undefined ? <span>{suggestion.hint}</span> : <Badge status={suggestion.run.status} />}
      <i>
        {suggestion.run !== undefined && formatValue(suggestion.run.metrics[suggestion.run.primary.loss ?? ""]?.latest)}
      </i>
    </div>
  ));
}
