import { useCallback, useEffect, useMemo, useState } from "react";
import { brushesOf, brushesText, saidOf, settingsChanges, settingsOf, zoomOf, zoomText } from "./address";
import type { Brushes } from "./dimension";
import { type CompareSettings, storeSettings, type Zoom } from "./settings";

// What the address says of how the comparison is looked at, so that a link shows the same; none of it is a step that one
// goes back over.
export function useAddress(
  query: URLSearchParams,
  onChange: (changes: Record<string, string | null>, isReplaced: boolean) => void,
) {
  const said = saidOf(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what the address says.
  const settings = useMemo(() => settingsOf(query), [said]);
  const zoomed = query.get("zoom");
  const zoom = useMemo(() => zoomOf(zoomed), [zoomed]);
  const brushed = query.get("brush");
  const told = useMemo(() => brushesOf(brushed), [brushed]);
  // While a hand drags one: browsers refuse an address that changes with every move.
  const [held, setHeld] = useState<Brushes | null>(null);
  // What this browser was left with is told, so that the address shows the same elsewhere.
  useEffect(() => {
    if (said === "") onChange(settingsChanges(settings), true);
  }, [said, settings, onChange]);
  // The same function, for charts that are drawn anew only where something of theirs is another.
  const setZoom = useCallback((next: Zoom) => onChange({ zoom: zoomText(next) }, true), [onChange]);

  return {
    settings,
    zoom,
    brushes: held ?? told,
    setSettings: (next: CompareSettings) => {
      storeSettings(next);
      // Steps are no seconds: a stretch of the one is none of the other.
      onChange({ ...settingsChanges(next), ...(next.x === settings.x ? {} : { zoom: null }) }, true);
    },
    setZoom,
    setBrushes: (next: Brushes, isHeld = false) => {
      setHeld(isHeld ? next : null);
      if (!isHeld) onChange({ brush: brushesText(next) }, true);
    },
  };
}
