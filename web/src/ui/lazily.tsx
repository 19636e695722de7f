import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Boundary } from "./Boundary";
import { firstChart } from "./firstChart";

// What stands where the code is to come; one with a frame of its own gets what is said when the code could not be had.
export type Placeholder = ReactNode | ((failure: ReactNode) => ReactNode);

// A component whose code is fetched when it is first drawn; until then its placeholder stands there. Code that could not be
// had is missing where it would have been, and nowhere else.
// React's own `lazy` is not used: after a placeholder it holds back whatever comes for 0.3 s, longer than all the rest takes.
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  name = "This part",
): ComponentType<P & { placeholder?: Placeholder }> {
  let Loaded: ComponentType<P> | null = null;
  let problem: unknown = null;
  let fetching: Promise<void> | null = null;

  function Fetched({ placeholder, given }: { placeholder: Placeholder; given: P }) {
    const [, setIsHere] = useState(Loaded !== null);
    fetching ??= load().then(
      (component) => {
        Loaded = component;
      },
      (reason: unknown) => {
        problem = reason ?? new Error("import");
      },
    );
    useEffect(() => {
      let isShown = true;
      if (Loaded === null) void fetching?.then(() => isShown && setIsHere(true));
      return () => {
        isShown = false;
      };
    }, []);
    if (problem !== null) throw problem;
    if (Loaded !== null) return <Loaded {...given} />;
    return typeof placeholder === "function" ? placeholder(null) : placeholder;
  }

  return function Lazy({ placeholder = null, ...given }) {
    return (
      <Boundary name={name} frame={typeof placeholder === "function" ? placeholder : undefined}>
        <Fetched placeholder={placeholder} given={given as unknown as P} />
      </Boundary>
    );
  };
}

// The same for what is fetched only once the page has drawn what one came for.
export const later = <P extends object>(load: () => Promise<ComponentType<P>>, name?: string) =>
  lazily(() => firstChart.then(load), name);

// For what is not missed where it could not be had.
export const unmissed = (): ReactNode => null;
