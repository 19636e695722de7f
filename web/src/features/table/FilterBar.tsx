import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { Button } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import styles from "./Filter.module.css";
import { type Token, tokenText, typedText, withToken } from "./filter";
import type { Known } from "./known";
import { completeTyped, tokensOf } from "./typed";

interface Props {
  tokens: readonly Token[];
  readKnown: () => Known;
  found: number | null;
  total: number;
  tookMs: number | null;
  problem: string | null;
  inputRef: RefObject<HTMLInputElement | null>;
  onTokens: (tokens: Token[]) => void;
  onLeave: () => void;
}

// The filter as tokens, with a line behind them that completes names and values of the runs in view.
export function FilterBar({ tokens, readKnown, found, total, tookMs, problem, inputRef, onTokens, onLeave }: Props) {
  const [text, setText] = useState("");
  const [known, setKnown] = useState<Known | null>(null);
  const [choice, setChoice] = useState(-1);
  const list = useId();
  const completions = known === null ? [] : completeTyped(text, known);

  const edit = (next: string) => {
    setText(next);
    setChoice(-1);
  };
  const enter = () => {
    const typed = tokensOf(text, known ?? readKnown());
    if (typed.length > 0) onTokens(typed.reduce(withToken, [...tokens]));
    edit("");
    if (typed.length === 0) onLeave();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    const taken = completions[Math.max(0, choice)];
    if (event.key === "Tab" && taken !== undefined && !event.shiftKey) edit(taken.text);
    else if (event.key === "Enter" && choice >= 0 && taken !== undefined) edit(taken.text);
    else if (event.key === "Enter") enter();
    else if (event.key === "ArrowDown") setChoice(Math.min(choice + 1, completions.length - 1));
    else if (event.key === "ArrowUp") setChoice(Math.max(-1, choice - 1));
    else if (event.key === "Escape") {
      if (text === "") onLeave();
      edit("");
    } else if (event.key === "Backspace" && text === "" && tokens.length > 0) {
      const last = tokens[tokens.length - 1];
      if (last !== undefined) edit(typedText(last));
      onTokens(tokens.slice(0, -1));
    } else return;
    event.preventDefault();
  };

  return (
    <search className={styles.bar} data-failed={problem !== null || undefined}>
      <Icon name="find" size={12} />
      <ul className={styles.tokens} aria-label="Filter">
        {tokens.map((token) => {
          const { name, sign, value } = tokenText(token);
          return (
            <li key={`${token.name} ${token.operator} ${token.value}`} className={styles.token}>
              <b>{name}</b> <i>{sign}</i> <em>{value}</em>
              <button
                type="button"
                aria-label={`Remove ${name} ${sign} ${value}`}
                onClick={() => onTokens(tokens.filter((other) => other !== token))}
              >
                <Icon name="cross" size={7} />
              </button>
            </li>
          );
        })}
      </ul>
      <div className={styles.line}>
        <input
          ref={inputRef}
          value={text}
          role="combobox"
          aria-label="Filter the runs"
          aria-expanded={completions.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={choice >= 0 ? `${list}-${choice}` : undefined}
          placeholder={
            tokens.length === 0 ? "status=running   tag=x   config.lr<=0.3   val/loss<0.1   or any text" : "and …"
          }
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => edit(event.target.value)}
          onFocus={() => setKnown(readKnown())}
          onBlur={() => setKnown(null)}
          onKeyDown={onKeyDown}
        />
        <div
          id={list}
          role="listbox"
          aria-label="Completions"
          className={styles.list}
          hidden={completions.length === 0}
        >
          {completions.map((completion, i) => (
            <div
              key={completion.text}
              id={`${list}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === choice}
              data-first={i === Math.max(0, choice) || undefined}
              onPointerDown={(event) => {
                event.preventDefault();
                edit(completion.text);
              }}
            >
              <b>{completion.label}</b> <i>{completion.hint}</i>
            </div>
          ))}
        </div>
      </div>
      {text.trim() !== "" && (
        <Button meaning="open" onClick={enter}>
          APPLY <Icon name="enter" size={11} />
        </Button>
      )}
      <span className={styles.count} role="status">
        {problem !== null ? (
          <span className="tone-err">{problem}</span>
        ) : (
          <>
            <b>{formatCount(found)}</b> of {formatCount(total)}
            {tookMs !== null && <i> · {tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs)} ms</i>}
          </>
        )}
      </span>
      {tokens.length > 0 && <Button onClick={() => onTokens([])}>CLEAR</Button>}
    </search>
  );
}
