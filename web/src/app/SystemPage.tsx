import { HostPanel } from "../features/system/HostPanel";
import { useHosts } from "../features/system/useHosts";
import { Group, Toggle } from "../ui/Button";
import { Notice } from "../ui/Panel";
import { ScrollArea } from "../ui/ScrollArea";
import styles from "./SystemPage.module.css";
import type { PageProps } from "./views";

const RANGES: [string, string, number][] = [
  ["1h", "1 h", 3600],
  ["6h", "6 h", 6 * 3600],
  ["24h", "24 h", 24 * 3600],
  ["7d", "7 d", 7 * 24 * 3600],
];

// Every machine that trains: now, over time, and what runs on it.
export default function SystemPage({ url, catalog, onOpenRun }: PageProps) {
  const { hosts, error, isRead } = useHosts();
  const range = url.query.get("range");
  const [chosen, , seconds] = RANGES.find(([name]) => name === range) ?? (RANGES[0] as (typeof RANGES)[number]);
  const large = Number(url.query.get("panel")) || null;
  const names = [...hosts.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const active = catalog.runs.filter((run) => run.status === "running");
  return (
    <main className={styles.page}>
      <div className={styles.bar} role="toolbar" aria-label="Hosts">
        <h2>SYSTEM</h2>
        <span>
          {names.length === 1 ? "1 host" : `${names.length} hosts`}, {active.length} running
        </span>
        <Group label="Stretch shown">
          {RANGES.map(([name, word]) => (
            <Toggle
              key={name}
              on={chosen === name}
              onClick={() => url.set({ range: name === "1h" ? null : name }, true)}
            >
              {word}
            </Toggle>
          ))}
        </Group>
        <small>times are UTC; behind each mean its exact minimum and maximum</small>
      </div>
      {names.length === 0 && (
        <section className={styles.empty}>
          {error !== null && <Notice title="The hosts could not be read">{error.message}</Notice>}
          {isRead && (
            <Notice title="No host has reported yet">
              A script that logs through the SDK sends CPU, memory, disk, network and every GPU of its host each few
              seconds; the server does the same for its own. The page fills itself.
            </Notice>
          )}
        </section>
      )}
      {names.length > 0 && (
        <ScrollArea className={styles.hosts} label="Hosts">
          {names.map((host, i) => {
            const sample = hosts.get(host);
            const number = i + 1;
            return sample === undefined || (large !== null && large !== number && large <= names.length) ? null : (
              <HostPanel
                key={host}
                number={number}
                isLarge={large === number}
                onLarge={() => url.set({ panel: large === number ? null : String(number) }, true)}
                host={host}
                sample={sample}
                seconds={seconds}
                runs={active.filter((run) => run.hosts.includes(host))}
                onOpenRun={onOpenRun}
              />
            );
          })}
        </ScrollArea>
      )}
    </main>
  );
}
