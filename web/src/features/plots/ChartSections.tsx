import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import type { Run } from "../../api/wire";
import { Icon } from "../../ui/Icon";
import { Notice } from "../../ui/Panel";
import { readPins, watchPins } from "../../ui/pins";
import { ScrollArea } from "../../ui/ScrollArea";
import { ChartCard } from "./ChartCard";
import styles from "./ChartSections.module.css";
import { FeedNote } from "./FeedNote";
import type { PageCharts } from "./pageCharts";
import { colorsOf, isLeadWide, sectionsOf, suitsLog } from "./sections";
import type { ChartSettings, PlotSettings } from "./settings";
import { useColumns } from "./useColumns";

interface Props {
  run: Run;
  search: string;
  charts: PageCharts;
  onCharts: (part: Partial<PageCharts>) => void;
  settings: PlotSettings;
  onSettings: (settings: PlotSettings) => void;
  closed: readonly string[];
  onClosed: (closed: string[]) => void;
  large: string | null;
  onLarge: (metric: string | null) => void;
  onCursor: (x: number | null) => void;
  // Sections that are not of metrics, such as the load of the hosts.
  children?: ReactNode;
}

// Every metric of a run as a chart, in sections that fold.
export function ChartSections(props: Props) {
  const { run, search, charts, onCharts, settings, onSettings, closed, onClosed, large, onLarge, onCursor } = props;
  const pins = useSyncExternalStore(watchPins, readPins);
  const names = Object.keys(run.metrics).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: sections change with the names of the metrics, not with their values.
  const sections = useMemo(() => sectionsOf(run, pins, search), [run.id, run.primary.loss, names, pins, search]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const colors = useMemo(() => colorsOf(run), [run.id, run.primary.loss, names]);
  const styleOf = useChartStyles(run, names, charts, charts.smooth);
  const onChart = useCallback((part: Partial<ChartSettings>) => onCharts(part as Partial<PageCharts>), [onCharts]);
  const host = useRef<HTMLElement>(null);
  const columns = useColumns(host, charts.columns, large);
  useFocusOf(large);
  const toggle = (name: string) =>
    onClosed(closed.includes(name) ? closed.filter((other) => other !== name) : [...closed, name]);
  const card = (metric: string, isLarge: boolean, isWide: boolean) => (
    <ChartCard
      key={metric}
      run={run}
      metric={metric}
      color={colors.get(metric) ?? 0}
      isWide={isWide}
      isLarge={isLarge}
      isSynced={charts.isSynced}
      settings={settings}
      onSettings={onSettings}
      chart={styleOf(metric)}
      onChart={onChart}
      onLarge={onLarge}
      onCursor={onCursor}
    />
  );
  if (large !== null && large in run.metrics) return <div className={styles.large}>{card(large, true, false)}</div>;
  return (
    <ScrollArea className={styles.scroll} label="Charts" host={host} style={{ "--columns": columns } as CSSProperties}>
      <FeedNote run={run} />
      {sections.length === 0 && (
        <Notice title="No metric of that name">
          {Object.keys(run.metrics).length} metrics are there; none has “{search}” in its name.
        </Notice>
      )}
      {sections.map((section) => {
        const hasWide = section.metrics[0] === run.primary.loss && isLeadWide(section.metrics.length, columns);
        return (
          <FoldedSection
            key={section.name}
            name={section.name}
            count={section.metrics.length}
            places={section.metrics.length + (hasWide ? 1 : 0)}
            isOpen={!closed.includes(section.name)}
            onToggle={() => toggle(section.name)}
          >
            {section.metrics.map((metric, i) => card(metric, false, hasWide && i === 0))}
          </FoldedSection>
        );
      })}
      {props.children}
    </ScrollArea>
  );
}

// A chart that is enlarged, or put back, takes the focus with it.
function useFocusOf(large: string | null): void {
  const before = useRef(large);
  useEffect(() => {
    const metric = large ?? before.current;
    if (large !== before.current && metric !== null)
      document.querySelector<HTMLElement>(`[data-chart="${CSS.escape(metric)}"]`)?.focus();
    before.current = large;
  }, [large]);
}

// Each metric's way of being drawn, the same object as long as it does not change, so that its chart is not drawn again.
function useChartStyles(run: Run, names: string, charts: PageCharts, smooth: number | null) {
  const { hasBand, isLog } = charts;
  const logs = names.split("\n").map((name) => isLog ?? suitsLog(run, name));
  const key = logs.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the axes.
  const all = useMemo(
    () => new Map(names.split("\n").map((name, i) => [name, { isLog: logs[i] ?? false, hasBand, smooth }])),
    [names, key, hasBand, smooth],
  );
  return (metric: string): ChartSettings => all.get(metric) ?? { isLog: false, hasBand, smooth };
}

interface FoldedProps {
  name: string;
  count: number;
  // How many places of a row its charts take.
  places: number;
  isOpen: boolean;
  note?: ReactNode;
  onToggle: () => void;
  children: ReactNode;
}

// A section as wide as its charts: small ones stand beside each other.
export function FoldedSection({ name, count, places, isOpen, note, onToggle, children }: FoldedProps) {
  return (
    <section
      className={styles.section}
      style={{ "--places": Math.max(1, places) } as CSSProperties}
      data-section={name}
      aria-label={`Section ${name}`}
    >
      <h2>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <span className={isOpen ? styles.open : ""}>
            <Icon name="chevron" size={8} />
          </span>{" "}
          <b>{name}</b> {count} {count === 1 ? "chart" : "charts"}
          {note !== undefined && <small>{note}</small>}
        </button>
      </h2>
      {isOpen && <div className={styles.grid}>{children}</div>}
    </section>
  );
}
