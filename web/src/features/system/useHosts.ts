import { readSystem } from "../../api/system";
import type { SystemSample } from "../../api/wire";
import { useLive, useStore } from "../../live/LiveContext";
import { useResource } from "../../live/useResource";

export interface Hosts {
  // The newest sample of each.
  hosts: ReadonlyMap<string, SystemSample>;
  error: Error | null;
  isRead: boolean;
}

// The machines that train: read once, then renewed by frames.
export function useHosts(): Hosts {
  const live = useLive();
  const frames = useStore(live.system);
  const { data, error } = useResource("system", useStore(live.connects), readSystem);
  const hosts = new Map<string, SystemSample>((data?.hosts ?? []).map((sample) => [sample.host, sample]));
  for (const [host, sample] of Object.entries(frames)) {
    const known = hosts.get(host);
    if (known === undefined || sample.time >= known.time) hosts.set(host, sample);
  }
  return { hosts, error, isRead: data !== null };
}
