import type { ReactNode } from "react";
import { useConnection, useLive, useStore } from "../live/LiveContext";
import { Boundary } from "../ui/Boundary";

interface Props {
  name: string;
  frame?: (failure: ReactNode) => ReactNode;
  children: ReactNode;
}

// What is fetched when it is wanted. A failure in it leaves what stands around it; code that could not be had while the server
// was gone comes once it is back.
export function Guarded({ name, frame, children }: Props) {
  const { state } = useConnection();
  const wasBack = useStore(useLive().connects) > 0;
  return (
    <Boundary name={name} isBack={wasBack && (state === "live" || state === "polling")} frame={frame}>
      {children}
    </Boundary>
  );
}
