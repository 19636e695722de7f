// What the command line needs once someone types on it: fetched after the first chart.
export { Completions } from "./Completions";
export { complete, ghostOf, refusalOf } from "./complete";
export { findMore, findNow } from "./findMore";
export { readHistory, storeHistory } from "./history";
