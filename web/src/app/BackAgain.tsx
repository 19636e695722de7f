import type { ReactNode } from "react";
import { useConnection, useLive, useStore } from "../live/LiveContext";
import { ServerIsBack } from "../ui/Boundary";

// Tells the boundaries when the server is back.
export function BackAgain({ children }: { children: ReactNode }) {
  const { state } = useConnection();
  const wasLost = useStore(useLive().connects) > 0;
  return <ServerIsBack value={wasLost && (state === "live" || state === "polling")}>{children}</ServerIsBack>;
}
