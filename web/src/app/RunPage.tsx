import { useRef } from "react";
import type { Run } from "../api/wire";
import { useLive } from "../live/LiveContext";
import { follow } from "../ui/follow";
import { Notice } from "../ui/Panel";
import styles from "./RunPage.module.css";
import { RunView } from "./RunView";
import type { PageProps } from "./views";

// The page of one run. A run that is deleted while one looks at it stays in sight, and says so.
export default function RunPage({ run, url, ...props }: PageProps) {
  const { catalog } = useLive();
  const id = /^\/runs\/([^/]+)/.exec(url.path)?.[1] ?? "";
  const last = useRef<Run | null>(null);
  if (run !== null) last.current = run;
  const shown = run ?? (last.current?.id === id ? last.current : null);
  const isDeleted = run === null && catalog.wasDeleted(id);
  if (shown !== null) return <RunView key={id} run={shown} url={url} isDeleted={isDeleted} {...props} />;
  return (
    <main className={styles.page} aria-busy={!props.isAbsent && !isDeleted}>
      {(props.isAbsent || isDeleted) && (
        <section className={styles.absent}>
          <Notice title={isDeleted ? "This run was deleted" : "There is no run of this id"}>
            <p>
              <code>{id}</code>{" "}
              {isDeleted ? "is gone with all its points." : "was deleted, or never was on this server."}
            </p>
            <p>
              <Link to="/runs" onGo={url.go}>
                All runs
              </Link>{" "}
              <Link to="/" onGo={url.go}>
                The terminal
              </Link>
            </p>
          </Notice>
        </section>
      )}
      {props.catalog.state === "failed" && (
        <section className={styles.absent}>
          <Notice title="The run could not be read">{props.catalog.problem}</Notice>
        </section>
      )}
    </main>
  );
}

function Link({ to, onGo, children }: { to: string; onGo: (path: string) => void; children: string }) {
  return (
    <a href={to} onClick={(event) => follow(event, () => onGo(to))}>
      {children}
    </a>
  );
}
