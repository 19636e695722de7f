import type { Checkpoint } from "../../api/wire";
import type { IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/status";

type State = Pick<Checkpoint, "validity" | "reason">;

export const VALIDITY: Record<Checkpoint["validity"], { icon: IconName; tone: Tone; isFit: boolean }> = {
  valid: { icon: "check", tone: "good", isFit: true },
  invalid: { icon: "cross", tone: "err", isFit: false },
  unverified: { icon: "dots", tone: "muted", isFit: true },
  missing: { icon: "slash", tone: "warn", isFit: false },
  changed: { icon: "bang", tone: "warn", isFit: false },
};

// Why a script cannot load it; undefined: it can be asked to. Of a file that is there, its own reader has the last word.
export const unloadable = ({ validity, reason }: State): string | undefined =>
  validity === "missing" ? (reason ?? "its file is missing") : undefined;

// Why no model can be made of it.
export const unpromotable = ({ validity, reason }: State): string | undefined =>
  VALIDITY[validity].isFit ? undefined : (reason ?? `its file is ${validity}`);
