import type { Run } from "../../api/wire";
import { differenceOf, isSame } from "../../live/difference";
import { type Field, fieldOf, flatConfig } from "../../live/fields";
import { Button, Group, Toggle } from "../../ui/Button";
import { formatField, wholeSetting } from "../../ui/field";
import { formatValue } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { Notice, Panel, type PanelFrame } from "../../ui/Panel";
import { ScrollArea } from "../../ui/ScrollArea";
import { notify } from "../../ui/toast";
import { bestOf } from "./best";
import styles from "./Compare.module.css";
import { counted } from "./counted";
import { tableOf } from "./diffTable";
import { metricNames } from "./dimension";

interface Props extends PanelFrame {
  runs: readonly Run[];
  base: Run;
  isAll: boolean;
  focused: string | null;
  onAll: (isAll: boolean) => void;
  onBase: (id: string) => void;
}

const MOST = 100;
const wholeText = (value: Field) => (typeof value === "number" ? wholeSetting(value) : String(value ?? ""));

// Settings and results side by side, held against one run. A dot stands for "as the baseline".
export function DiffPanel({ runs, base, isAll, focused, onAll, onBase, ...frame }: Props) {
  const others = runs.filter((run) => run.id !== base.id).slice(0, MOST);
  const paths = [...new Set(runs.flatMap((run) => [...flatConfig(run.config).keys()]))];
  const differing = paths.filter((path) =>
    others.some((run) => !isSame(fieldOf(run, `config.${path}`), fieldOf(base, `config.${path}`))),
  );
  const shown = isAll ? paths : differing;
  const metrics = metricNames(runs).filter(
    (key) => isAll || others.some((run) => !isSame(fieldOf(run, `metric.${key}`), fieldOf(base, `metric.${key}`))),
  );
  const copy = async () => {
    const names = [...shown.map((path) => `config.${path}`), ...metrics.map((key) => `metric.${key}`)];
    try {
      await navigator.clipboard.writeText(tableOf([base, ...others], names));
      notify("info", `${counted(names.length, "row")} copied`);
    } catch {
      notify("error", "Not copied", "The browser does not let this page write to the clipboard.");
    }
  };
  return (
    <Panel
      {...frame}
      title="CONFIG + SUMMARY DIFF"
      area="diff"
      subject={
        <small>
          against <span className="tone-warn">{base.name}</span>
        </small>
      }
      tools={
        <>
          <Button onClick={() => void copy()}>COPY TSV</Button>
          <Group label="Rows shown">
            <Toggle on={!isAll} onClick={() => onAll(false)}>
              ≠ ONLY
            </Toggle>
            <Toggle on={isAll} onClick={() => onAll(true)}>
              ALL {paths.length + metricNames(runs).length}
            </Toggle>
          </Group>
        </>
      }
    >
      {shown.length + metrics.length === 0 ? (
        <Notice title="Nothing differs">All settings and results of these runs are the same.</Notice>
      ) : (
        <ScrollArea label="Differences" className={styles.scroll}>
          <table className={styles.diff}>
            <thead>
              <tr>
                <th scope="col">KEY</th>
                <th scope="col" className={styles.baseHead}>
                  <Icon name="star" size={9} /> {base.name}
                </th>
                {others.map((run) => (
                  <th key={run.id} scope="col" data-front={run.id === focused || undefined}>
                    <button type="button" title={`Hold the others against ${run.name}`} onClick={() => onBase(run.id)}>
                      {run.name}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((path) => {
                const own = fieldOf(base, `config.${path}`);
                return (
                  <tr key={path} data-key={path}>
                    <th scope="row">{path}</th>
                    <td className={styles.ink} title={wholeText(own)}>
                      {formatField(`config.${path}`, own)}
                    </td>
                    {others.map((run) => {
                      const value = fieldOf(run, `config.${path}`);
                      const isEqual = isSame(value, own);
                      return (
                        <td key={run.id} className={isEqual ? "tone-muted" : "tone-warn"} title={wholeText(value)}>
                          {isEqual ? "·" : formatField(`config.${path}`, value)}
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
            <tbody>
              {metrics.map((key) => {
                const best = bestOf(runs, key);
                return (
                  <tr key={key} data-key={key}>
                    <th scope="row" className={styles.metric}>
                      {key}
                    </th>
                    <td className={styles.ink}>{formatValue(base.metrics[key]?.latest ?? null)}</td>
                    {others.map((run) => {
                      const difference = differenceOf(run, base, key);
                      return (
                        <td key={run.id}>
                          {run.id === best && (
                            <span className="tone-text">
                              <Icon name="star" size={8} />{" "}
                            </span>
                          )}
                          {difference !== null && <span className={`tone-${difference.tone}`}>{difference.text} </span>}
                          <b className={styles.ink}>{formatValue(run.metrics[key]?.latest ?? null)}</b>
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </Panel>
  );
}
