import { type ComponentType, useEffect, useState } from "react";
import { useConnection } from "../live/LiveContext";
import { onFirstToast } from "../ui/toast";

const LOOK_AHEAD = 3000;

// Draws toasts with code that comes after the first chart: at the first toast, or when the page has had time to settle,
// so that it is here when the connection goes. Where it could not be fetched, the toasts wait for the next attempt.
export function ToastHost() {
  const [Toasts, setToasts] = useState<ComponentType | null>(null);
  const { state } = useConnection();
  const [isDue, setIsDue] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), LOOK_AHEAD);
    const stop = onFirstToast(() => setIsDue(true));
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  useEffect(() => {
    if (!isDue || Toasts !== null || state === "offline") return;
    let isCurrent = true;
    import("../ui/Toasts").then(
      (module) => isCurrent && setToasts(() => module.default),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isDue, Toasts, state]);

  return Toasts === null ? null : <Toasts />;
}
