import { useEffect } from "react";
import { toast as show, Toaster } from "sonner";
import { Icon, type IconName } from "./Icon";
import type { Tone } from "./status";
import styles from "./Toasts.module.css";
import { listenToasts, type ToastKind } from "./toast";

const LOOK: Record<ToastKind, { icon: IconName; tone: Tone | "text" }> = {
  start: { icon: "dot", tone: "good" },
  done: { icon: "check", tone: "info" },
  error: { icon: "cross", tone: "err" },
  lost: { icon: "pause", tone: "warn" },
  back: { icon: "swap", tone: "good" },
  best: { icon: "star", tone: "text" },
  info: { icon: "dot", tone: "sub" },
};

// Bottom right, five seconds; errors stay until they are closed.
export default function Toasts() {
  useEffect(
    () =>
      listenToasts(({ id, kind, title, text }) => {
        const { icon, tone } = LOOK[kind];
        const duration = kind === "error" ? Number.POSITIVE_INFINITY : 5000;
        show.custom(
          (handle) => (
            <div className={`${styles.toast} tone-${tone}`} data-kind={kind}>
              <Icon name={icon} size={12} />
              <b title={title}>{title}</b>
              <span title={text}>{text}</span>
              <button type="button" aria-label={`Close: ${title}`} onClick={() => show.dismiss(handle)}>
                <Icon name="cross" />
              </button>
            </div>
          ),
          { id, duration },
        );
      }),
    [],
  );
  return (
    <Toaster
      position="bottom-right"
      offset={{ bottom: 34, right: 8 }}
      mobileOffset={{ bottom: 70 }}
      gap={4}
      visibleToasts={5}
    />
  );
}
