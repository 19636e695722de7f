import { useCallback } from "react";
import { useLive } from "../live/LiveContext";
import { useAsk } from "../ui/Ask";

const load = () => import("./steering");

// What the command line and the F keys do to a run; its code is fetched when it is first wanted.
export function useSteering() {
  const ask = useAsk();
  const { catalog } = useLive();

  const steer = useCallback(
    (id: string, command: "stop" | "checkpoint") => void load().then((code) => code.steer(ask, catalog, id, command)),
    [ask, catalog],
  );
  const tag = useCallback(
    (id: string, word: string) => void load().then((code) => code.tag(catalog, id, word)),
    [catalog],
  );
  return { steer, tag };
}
