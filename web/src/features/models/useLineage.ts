import { useMemo } from "react";
import { readDataSet } from "../../api/datasets";
import { Problem } from "../../api/http";
import { type Model, readModel } from "../../api/models";
import { readRun } from "../../api/runs";
import type { Run } from "../../api/wire";
import { useResource } from "../../live/useResource";
import { formatBytes, formatCount } from "../../ui/format";
import { type Picture, pictureOf, type Thing } from "./lineage";

const MOST_MADE = 4;
const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;

// Reads what a model names. What is not there any more is shown by its id.
export function useLineage(model: Model, runs: readonly Run[]): Picture | null {
  const { data } = useResource(`${model.id} ${model.dataset_id} ${model.base_model}`, 0, async (signal) => {
    const [run, dataSet, base] = await Promise.all([
      known(readRun(model.run_id, signal)),
      model.dataset_id === null ? null : known(readDataSet(model.dataset_id, signal)),
      model.base_model === null || !ID.test(model.base_model) ? null : known(readModel(model.base_model, signal)),
    ]);
    return { run, dataSet, base };
  });
  return useMemo(() => {
    if (data === null) return null;
    const { run, dataSet, base } = data;
    const made = runs.filter(({ job }) => job?.base_model === model.id);
    const rest = made.length - MOST_MADE;
    const things = made.slice(0, MOST_MADE).map((one) => thingOfRun(one));
    const more = { id: "more", title: `and ${formatCount(rest)} more`, text: "", href: null, isGone: false };
    return pictureOf({
      dataSet:
        model.dataset_id === null
          ? null
          : dataSet === null
            ? gone(model.dataset_id)
            : {
                id: dataSet.id,
                title: dataSet.name,
                text: `${formatCount(dataSet.files)} files, ${formatBytes(dataSet.size)}`,
                href: `/datasets?set=${dataSet.id}`,
                isGone: false,
              },
      base: model.base_model === null ? null : baseOf(model.base_model, base),
      run: run === null ? gone(model.run_id) : thingOfRun(run),
      model: { id: model.id, title: model.name, text: stageOf(model), href: null, isGone: false },
      checkpoint: model.step === null ? "a checkpoint" : `step ${formatCount(model.step)}`,
      made: rest > 0 ? [...things, more] : things,
    });
  }, [data, model, runs]);
}

const gone = (id: string): Thing => ({ id, title: id, text: "not on this server any more", href: null, isGone: true });

const stageOf = (model: Model): string => (model.stage === "none" ? "in no stage" : `in ${model.stage}`);

function thingOfRun(run: Run): Thing {
  const loss = run.primary.loss == null ? undefined : run.metrics[run.primary.loss]?.latest;
  const value = typeof loss === "number" ? ` · loss ${loss.toPrecision(4)}` : "";
  return { id: run.id, title: run.name, text: `${run.status}${value}`, href: `/runs/${run.id}`, isGone: false };
}

// A base model is one of this server's, or any name.
function baseOf(name: string, base: Model | null): Thing {
  if (base === null) return { id: `base ${name}`, title: name, text: "from elsewhere", href: null, isGone: false };
  return { id: base.id, title: base.name, text: stageOf(base), href: `/models?model=${base.id}`, isGone: false };
}

// What was deleted is no error of the picture's.
async function known<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return null;
    throw problem;
  }
}
