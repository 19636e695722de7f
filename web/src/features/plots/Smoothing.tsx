import { useEffect, useState } from "react";
import { placeOf, smoothText, strengthAt } from "./pageCharts";

// The address, which browsers let change only so often, is told where the slider rests, not every place it passes.
export function Smoothing({ strength, onStrength }: { strength: number; onStrength: (strength: number) => void }) {
  const [moved, setMoved] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each place where the slider rests.
  useEffect(() => {
    if (moved === null) return;
    const timer = setTimeout(() => {
      onStrength(strengthAt(moved));
      setMoved(null);
    }, 80);
    return () => clearTimeout(timer);
  }, [moved]);
  const shown = moved === null ? strength : strengthAt(moved);
  return (
    <>
      <input
        type="range"
        min={0}
        max={100}
        value={moved ?? placeOf(strength)}
        aria-label="Smoothing"
        aria-valuetext={smoothText(shown)}
        onChange={(event) => setMoved(Number(event.target.value))}
      />
      <b>{smoothText(shown)}</b>
    </>
  );
}
