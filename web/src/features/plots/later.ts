// What a scene gains once the first chart is drawn.
export { gapsOf } from "./gaps";
export { bestOf } from "./star";
