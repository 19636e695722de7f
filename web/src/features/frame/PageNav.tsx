import { follow } from "../../ui/follow";
import { formatCount } from "../../ui/format";
import styles from "./Frame.module.css";
import { PAGES, type PageEntry } from "./pages";

interface Props {
  // Where one is, and which pages this version has.
  path: string;
  open: readonly PageEntry[];
  total: number;
  onGo: (path: string) => void;
}

// The pages by name. Those that this version does not have yet are named, but lead nowhere, and say so.
export function PageNav({ path, open, total, onGo }: Props) {
  return (
    <nav className={styles.nav} aria-label="Pages">
      {PAGES.map((page) =>
        !open.includes(page) ? (
          <span key={page.word} title="Not in this version">
            {page.word}
          </span>
        ) : (
          <a
            key={page.word}
            href={page.path}
            aria-current={path === page.path ? "page" : undefined}
            onClick={(event) => follow(event, () => onGo(page.path))}
          >
            <span>
              <u>{page.word[0]}</u>
              {page.word.slice(1)}
            </span>
            {page.counts && total > 0 && <small>{formatCount(total)}</small>}
          </a>
        ),
      )}
    </nav>
  );
}
