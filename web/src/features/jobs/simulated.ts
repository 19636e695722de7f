// The law of the made-up loss, and how far its noise reaches, as `tmon simulate` has them: t runs over hundredths of the run.
export interface Law {
  initial: number;
  final: number;
  k: number;
  isPower: boolean;
}

const FIRST_DEVIATION = 0.1;
const SHRINKS = 0.8;
const FLOOR = 0.05;

export function lossAt({ initial, final, k, isPower }: Law, progress: number): number {
  const t = progress * 100;
  return isPower ? initial * Math.max(1, t) ** -k + final : final + (initial - final) * Math.exp(-k * t);
}

// The law, and two deviations below and above it.
export function courseOf(law: Law, count: number): { mean: number; low: number; high: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const progress = i / (count - 1);
    const ideal = lossAt(law, progress);
    const spread = 2 * FIRST_DEVIATION * (1 - SHRINKS * progress);
    const floored = (value: number) => Math.max(FLOOR, value);
    return { mean: floored(ideal), low: floored(ideal - spread), high: floored(ideal + spread) };
  });
}

// From what was typed; null while that is no law.
export function lawOf(values: ReadonlyMap<string, string>): Law | null {
  const [initial, final, k] = ["initial", "final", "k"].map((name) => Number(values.get(name) || Number.NaN));
  const law = { initial: initial ?? 0, final: final ?? 0, k: k ?? 0, isPower: values.get("law") === "power" };
  return [law.initial, law.final, law.k].every(Number.isFinite) ? law : null;
}
