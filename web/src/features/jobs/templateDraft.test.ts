import { expect, test } from "vitest";
import type { JobTemplate } from "../../api/jobs";
import { EMPTY } from "./draft";
import { bodyOf, faultsOfTemplate, ofLaunch, ofTemplate, withPlaces } from "./templateDraft";

const sweep: JobTemplate = {
  name: "sweep",
  description: "tries",
  command: ["train", "--lr={lr}", "--steps", "{steps}"],
  working_dir: null,
  env: { OMP_NUM_THREADS: "2" },
  parameters: [
    { name: "lr", type: "number", default: "0.1", description: "rate" },
    { name: "steps", type: "integer", default: null, description: "" },
  ],
  slots: 2,
  gpus: 1,
  is_built_in: false,
  is_simulated: false,
};

test("A template comes back from its form as it was", () => {
  const { name, description, command, working_dir, env, parameters, slots, gpus } = sweep;
  expect(bodyOf(ofTemplate(sweep))).toEqual({ name, description, command, working_dir, env, parameters, slots, gpus });
  expect(faultsOfTemplate(ofTemplate(sweep))).toEqual({});
});

test("The values of a launch become the defaults, of several the first", () => {
  const draft = { ...EMPTY, template: "sweep", name: "fast", slots: "3", values: { "sweep lr": "0.5, 0.6" } };
  const made = ofLaunch(draft, sweep);
  expect(made).toMatchObject({ isNew: true, name: "fast", slots: "3", gpus: "1" });
  expect(made.parameters.map(({ name, value }) => [name, value])).toEqual([
    ["lr", "0.5"],
    ["steps", ""],
  ]);
});

test("A place in a word makes a parameter, and takes it away with it", () => {
  const typed = ofLaunch({ ...EMPTY, mode: "command", words: ["python", "a.py", "--lr={lr}", ""] }, null);
  expect(typed.words).toEqual(["python", "a.py", "--lr={lr}"]);
  expect(typed.parameters.map(({ name }) => name)).toEqual(["lr"]);
  const known = { ...typed, parameters: [{ name: "lr", type: "number", value: "1", description: "rate" }] };
  const more = withPlaces({ ...known, words: [...known.words, "{seed}"] });
  expect(more.parameters.map(({ name, type }) => `${name} ${type}`)).toEqual(["lr number", "seed text"]);
  expect(withPlaces({ ...more, words: ["python"] }).parameters).toEqual([]);
});

test("What the server would refuse is said while it is typed", () => {
  const wrong = { ...ofTemplate(sweep), name: "a/b", words: [""], slots: "-1", env: "no value" };
  expect(Object.keys(faultsOfTemplate(wrong)).sort()).toEqual(["env", "name", "slots", "words"]);
  const parameters = [{ name: "lr", type: "number", value: "fast", description: "" }];
  expect(faultsOfTemplate({ ...ofTemplate(sweep), parameters })).toEqual({ "parameter lr": "fast is no number" });
});
