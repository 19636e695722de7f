import { expect, test } from "vitest";
import type { JobTemplate } from "../../api/jobs";
import { commandOf, type Draft, EMPTY, faultOf, faultsOf, launchOf, valuesIn } from "./draft";

const parameter = (name: string, type: string, value: string | null = null) => ({
  name,
  type,
  default: value,
  description: "",
});
const digits: JobTemplate = {
  name: "digits",
  description: "",
  command: ["train", "--lr={lr}", "--steps", "{steps}"],
  working_dir: null,
  env: {},
  parameters: [parameter("lr", "number", "0.1"), parameter("steps", "integer", "10")],
  slots: 1,
  gpus: 0,
  is_built_in: true,
  is_simulated: false,
};
const draft = (change: Partial<Draft> = {}): Draft => ({ ...EMPTY, template: "digits", ...change });

test("Commas part values, and quotes keep a comma in a text", () => {
  expect(valuesIn("1, 2,3")).toEqual(["1", "2", "3"]);
  expect(valuesIn('"a, b",c')).toEqual(["a, b", "c"]);
  expect(valuesIn("")).toEqual([""]);
  expect(valuesIn("1,")).toEqual(["1", ""]);
  expect(valuesIn('say "x, y" z')).toEqual(['say "x, y" z']);
});

test("A value of another type is a fault before it is sent", () => {
  const lr = parameter("lr", "number");
  expect(faultOf(lr, "3e-4, .5")).toBeNull();
  expect(faultOf(lr, "0.1, fast")).toBe("fast is no number");
  expect(faultOf(lr, "0x10")).toBe("0x10 is no number");
  expect(faultOf(lr, "1,")).toBe("want a number");
  expect(faultOf(parameter("n", "integer"), "1.5")).toBe("1.5 is no whole number");
  expect(faultOf(parameter("law", "text"), "")).toBeNull();
});

test("Several values make a grid of every combination", () => {
  const values = { "digits lr": "0.1, 0.2, 0.3", "digits steps": "5,6" };
  const { job, grid, count } = launchOf(draft({ values, name: " sweep " }), digits, true);
  expect(count).toBe(6);
  expect(grid).toEqual({ lr: ["0.1", "0.2", "0.3"], steps: ["5", "6"] });
  expect(job).toMatchObject({ template: "digits", name: "sweep", parameters: {}, hold: true });
});

test("One value each is one job, with the defaults of what was not touched", () => {
  const { job, grid, count } = launchOf(draft({ values: { "digits lr": "0.5" } }), digits, false);
  expect([count, grid]).toEqual([1, {}]);
  expect(job.parameters).toEqual({ lr: "0.5", steps: "10" });
  expect(commandOf(draft({ values: { "digits lr": "0.5" } }), digits)).toEqual(["train", "--lr=0.5", "--steps", "10"]);
});

test("A command is its words, none of them read by anything", () => {
  const words = ["python", "-c", "print('a b'); $(x)", "", ""];
  const { job } = launchOf(draft({ mode: "command", words }), null, false);
  expect(job.command).toEqual(["python", "-c", "print('a b'); $(x)"]);
});

test("The fields of every job say what they want", () => {
  expect(faultsOf(draft())).toEqual({});
  const wrong = draft({ priority: "high", retries: "101", gpus: "-1", schedule: "soon", mode: "command" });
  expect(Object.keys(faultsOf(wrong)).sort()).toEqual(["gpus", "priority", "retries", "schedule", "words"]);
  expect(faultsOf(draft({ schedule: "30 1 * * *" }))).toEqual({});
  expect(faultsOf(draft({ schedule: "2030-01-31T20:00" }))).toEqual({});
});

test("Folder, variables, tags and lengths go with the job, and what is wrong with them is said", () => {
  const typed = { folder: " /srv/jobs ", env: "A=1\nB=x=y\n", tags: "demo, night", epochs: "3", steps: "600" };
  const { job } = launchOf(draft(typed), digits, false);
  expect(job).toMatchObject({ working_dir: "/srv/jobs", env: { A: "1", B: "x=y" }, tags: ["demo", "night"] });
  expect(job).toMatchObject({ epochs: 3, total_steps: 600 });
  expect(faultsOf(draft(typed))).toEqual({});
  expect(launchOf(draft(), digits, false).job).toMatchObject({
    working_dir: null,
    env: null,
    tags: null,
    epochs: null,
  });
  const wrong = faultsOf(draft({ folder: "jobs", env: "A", epochs: "0", steps: "many" }));
  expect(Object.keys(wrong).sort()).toEqual(["env", "epochs", "folder", "steps"]);
});
