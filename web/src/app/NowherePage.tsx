import { PAGES } from "../features/frame/pages";
import { follow } from "../ui/follow";
import { Notice } from "../ui/Panel";
import styles from "./NowherePage.module.css";
import type { PageProps } from "./views";

// An address that leads nowhere says so: another page in its place would look like what was asked for.
export default function NowherePage({ url }: PageProps) {
  return (
    <main className={styles.page}>
      <section className={styles.notice}>
        <Notice title={`There is no page ${decoded(url.path)}`}>
          <p>The pages there are:</p>
          <ul className={styles.pages}>
            {PAGES.map(({ word, path }) => (
              <li key={path}>
                <a href={path} onClick={(event) => follow(event, () => url.go(path))}>
                  {word}
                </a>{" "}
                {path}
              </li>
            ))}
          </ul>
        </Notice>
      </section>
    </main>
  );
}

// A path may hold a percent sign that nobody escaped.
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
