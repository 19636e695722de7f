import { type KeyboardEvent, type Ref, useEffect, useId, useState } from "react";
import type { Run } from "../../api/wire";
import { firstChart } from "../../ui/firstChart";
import { Icon } from "../../ui/Icon";
import styles from "./CommandLine.module.css";
import type { Intent, PageName, Suggestion } from "./complete";

interface Props {
  // How many runs the server has: those that are not among `runs` are asked for.
  total: number;
  runs: readonly Run[];
  pages: readonly PageName[];
  selected: Run | null;
  inputRef: Ref<HTMLInputElement>;
  onIntent: (intent: Intent) => void;
}

const HISTORY = 50;

// One line that goes anywhere: a combobox over the real runs and pages, with what was done before under ↑.
export function CommandLine({ total, runs, pages, selected, inputRef, onIntent }: Props) {
  const [line, setLine] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [choice, setChoice] = useState(0);
  const [past, setPast] = useState<string[]>([]);
  const [back, setBack] = useState(0);
  const [refusal, setRefusal] = useState("");
  const list = useId();
  const [engine, setEngine] = useState<typeof import("./engine") | null>(null);
  useEffect(() => void firstChart.then(() => import("./engine")).then(setEngine, () => {}), []);
  useEffect(() => setPast(engine?.readHistory() ?? []), [engine]);
  const [found, setFound] = useState<readonly Run[]>([]);
  const isAsking = isOpen && total > runs.length;
  useEffect(() => (isAsking ? engine?.findMore(line, setFound) : undefined), [isAsking, line, engine]);
  const all = found.length === 0 ? runs : [...runs, ...found.filter(({ id }) => !runs.some((run) => run.id === id))];
  const suggestions: Suggestion[] = isOpen && engine !== null ? engine.complete(line, all, pages) : [];
  const best = suggestions[Math.min(choice, suggestions.length - 1)];
  const ghost = engine?.ghostOf(line, best) ?? "";

  const edit = (text: string) => {
    setLine(text);
    setBack(0);
    setChoice(0);
    setRefusal("");
    setIsOpen(true);
  };
  const act = async (input: HTMLInputElement | null, chosen = best) => {
    // What is typed before the completion is here counts all the same.
    const ready = engine ?? (await import("./engine"));
    let suggestion = engine === null ? ready.complete(line, all, pages)[0] : chosen;
    // Nor does it wait for the pause in which the server is asked.
    if (suggestion === undefined && total > runs.length)
      suggestion = ready.complete(line, [...all, ...(await ready.findNow(line))], pages)[0];
    if (engine === null) setEngine(ready);
    if (suggestion?.intent === undefined) {
      if (suggestion !== undefined) edit(suggestion.line);
      else setRefusal(ready.refusalOf(line, all));
      return;
    }
    const next = [suggestion.line, ...ready.readHistory().filter((old) => old !== suggestion.line)].slice(0, HISTORY);
    setPast(next);
    ready.storeHistory(next);
    onIntent(suggestion.intent);
    setLine("");
    setBack(0);
    setIsOpen(false);
    input?.blur();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    const input = event.currentTarget;
    if (event.key === "Escape") {
      edit("");
      setIsOpen(false);
      input.blur();
    } else if (event.key === "Enter") void act(input);
    else if (event.key === "Tab" && engine === null && line !== "") {
      // Its completion is still on its way: it is taken then, and the focus stays.
      void import("./engine").then((ready) => {
        setEngine(ready);
        edit(line + ready.ghostOf(line, ready.complete(line, runs, pages)[0]));
      });
    } else if (
      (event.key === "Tab" || (event.key === "ArrowRight" && input.selectionStart === line.length)) &&
      ghost !== "" &&
      !event.shiftKey
    ) {
      edit(line + ghost);
    } else if (event.key === "ArrowUp" && (back > 0 || line === "") && back < past.length) {
      setLine(past[back] ?? "");
      setBack(back + 1);
    } else if (event.key === "ArrowDown" && back > 0) {
      setLine(past[back - 2] ?? "");
      setBack(back - 1);
    } else if (event.key === "ArrowDown") setChoice(Math.min(choice + 1, suggestions.length - 1));
    else if (event.key === "ArrowUp") setChoice(Math.max(0, choice - 1));
    else return;
    event.preventDefault();
  };

  const note = refusal !== "" ? refusal : !isOpen ? "press / to type a command" : matches(suggestions.length);
  return (
    <div className={styles.bar}>
      <div className={styles.field} data-open={isOpen || undefined}>
        <span className={styles.prompt} aria-hidden="true">
          <Icon name="chevron" />
        </span>
        <div className={styles.line}>
          <input
            ref={inputRef}
            value={line}
            placeholder={selected === null ? "" : `RUN ${selected.name}`}
            role="combobox"
            aria-label="Command line"
            aria-expanded={suggestions.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={best === undefined ? undefined : `${list}-${suggestions.indexOf(best)}`}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => edit(event.target.value)}
            onFocus={() => setIsOpen(true)}
            onBlur={() => {
              setIsOpen(false);
              setRefusal("");
            }}
            onKeyDown={onKeyDown}
          />
          {ghost !== "" && (
            <span className={styles.ghost} aria-hidden="true">
              <i>{line}</i>
              {ghost}
            </span>
          )}
        </div>
        <span className={styles.note} role="status">
          {ghost !== "" && <Icon name="tab" />} {note}
        </span>
      </div>
      <button type="button" className={styles.go} onClick={() => void act(null)} aria-label="Go">
        GO <Icon name="enter" size={12} />
      </button>
      <div id={list} role="listbox" aria-label="Completions" className={styles.list} hidden={suggestions.length === 0}>
        {engine !== null && (
          <engine.Completions
            {...{ list, suggestions, best }}
            onTake={(suggestion) => {
              const focused = document.activeElement;
              void act(focused instanceof HTMLInputElement ? focused : null, suggestion);
            }}
          />
        )}
      </div>
    </div>
  );
}

const matches = (count: number) => (count === 0 ? "no match" : count === 1 ? "1 match" : `${count} matches`);
