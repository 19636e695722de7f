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

// Of those that a model can be made of, the best, else the newest.
export function bestFit<T extends State & Pick<Checkpoint, "is_best" | "created_at">>(
  all: readonly T[],
): T | undefined {
  const fit = all.filter((one) => unpromotable(one) === undefined);
  return fit.find((one) => one.is_best) ?? fit.sort((a, b) => b.created_at.localeCompare(a.created_at))[0];
}
