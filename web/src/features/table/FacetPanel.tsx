import type { RunFacet } from "../../api/wire";
import { Group, Toggle } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { ScrollArea } from "../../ui/ScrollArea";
import { FacetRange } from "./FacetRange";
import styles from "./Facets.module.css";
import { chosenValues, isChosenFrom, isSince, SINCE, titleOf, valueText, withSince, withValue } from "./facets";
import type { Token } from "./filter";

interface Props {
  facets: readonly RunFacet[];
  fields: readonly string[];
  tokens: readonly Token[];
  onTokens: (tokens: Token[]) => void;
  onClose: () => void;
}

// How the runs spread over what the table shows, to choose from: values are ticked, numbers are brushed.
export default function FacetPanel({ facets, fields, tokens, onTokens, onClose }: Props) {
  const shown = fields.flatMap((field) => facets.find((facet) => facet.field === field) ?? []).filter(isTelling);
  return (
    <aside className={styles.panel} aria-label="Facets" data-area="facets">
      <header className={styles.top}>
        <span>FACETS</span>
        <button type="button" aria-label="Close the facets" onClick={onClose}>
          <Icon name="cross" size={8} />
        </button>
      </header>
      <ScrollArea className={styles.scroll} label="Facets">
        {shown.map((facet) => (
          <section key={facet.field} className={styles.facet} data-facet={facet.field}>
            <h3>{titleOf(facet.field)}</h3>
            {facet.kind === "values" ? (
              <FacetValues facet={facet} tokens={tokens} onTokens={onTokens} />
            ) : (
              <FacetRange facet={facet} tokens={tokens} onTokens={onTokens} />
            )}
            {facet.field === "created_at" && (
              <div className={styles.since}>
                <Group label="Created since">
                  {SINCE.map(([value, word]) => (
                    <Toggle
                      key={value}
                      on={isSince(tokens, facet.field, value)}
                      onClick={() => onTokens(withSince(tokens, facet.field, value))}
                    >
                      {word}
                    </Toggle>
                  ))}
                </Group>
              </div>
            )}
            {facet.missing > 0 && facet.field !== "tags" && (
              <p className={styles.note}>{formatCount(facet.missing)} without</p>
            )}
          </section>
        ))}
      </ScrollArea>
    </aside>
  );
}

// A field that no run has, or that is the same for all where nothing can be chosen, tells nothing.
const isTelling = (facet: RunFacet): boolean =>
  facet.kind === "values"
    ? (facet.values ?? []).length > (isChosenFrom(facet.field) ? 0 : 1)
    : (facet.counts ?? []).length > 0;

interface FacetProps {
  facet: RunFacet;
  tokens: readonly Token[];
  onTokens: (tokens: Token[]) => void;
}

function FacetValues({ facet, tokens, onTokens }: FacetProps) {
  const { field, distinct } = facet;
  const values = facet.values ?? [];
  const chosen = chosenValues(tokens, field);
  const most = Math.max(1, ...values.map(({ count }) => count));
  const isOn = (value: string) =>
    chosen.includes(value) || (field.startsWith("config.") && chosen.some(isNumber(value)));
  const rest = (distinct ?? values.length) - values.length;
  return (
    <ul className={styles.values}>
      {values.map((one) => (
        <li key={one.value} data-left={one.left > 0 || undefined}>
          <i style={{ width: `${(100 * one.count) / most}%` }} aria-hidden="true" />
          <label>
            <input
              type="checkbox"
              checked={isOn(one.value)}
              disabled={!isChosenFrom(field)}
              aria-label={`${titleOf(field)} ${valueText(field, one)}`}
              onChange={() => onTokens(withValue(tokens, field, one.value))}
            />
            <span title={one.value}>{valueText(field, one)}</span>
            <b>{formatCount(one.count)}</b>
          </label>
        </li>
      ))}
      {rest > 0 && <li className={styles.note}>{formatCount(rest)} more values</li>}
    </ul>
  );
}

// A number may be written in another way in the filter.
const isNumber = (value: string) => (other: string) => value !== "" && other !== "" && Number(value) === Number(other);
