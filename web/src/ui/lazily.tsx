import { type ComponentType, type ReactNode, useEffect, useState } from "react";

type Lazily<P> = ComponentType<P & { placeholder?: ReactNode }>;

// A component whose code is fetched when it is first drawn; until then its placeholder stands there. Code that could not be
// had is an error of the component, for the boundary around it.
// React's own `lazy` is not used: after a placeholder it holds back whatever comes for 0.3 s, longer than all the rest takes.
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): Lazily<P> {
  let Loaded: ComponentType<P> | null = null;
  let problem: unknown = null;
  let fetching: Promise<void> | null = null;
  return function Lazy({ placeholder = null, ...props }) {
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
    return Loaded === null ? placeholder : <Loaded {...(props as unknown as P)} />;
  };
}
