import { useSyncExternalStore } from "react";
import { readTheme, type Theme, watchTheme } from "./theme";

export const useTheme = (): Theme => useSyncExternalStore(watchTheme, readTheme);
