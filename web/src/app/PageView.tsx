import type { ReactNode } from "react";
import { useConnection, useLive, useStore } from "../live/LiveContext";
import { Boundary } from "../ui/Boundary";
import type { PageId } from "./route";

// The page that the address names. A failure in it leaves the frame around it.
export function PageView({ page, children }: { page: PageId; children: ReactNode }) {
  const isLive = useConnection().state === "live";
  const isBack = useStore(useLive().connects) > 0;
  return (
    <Boundary key={page} name="This page" isBack={isLive && isBack}>
      {children}
    </Boundary>
  );
}
