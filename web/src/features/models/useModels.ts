import { listModels, type Model } from "../../api/models";
import { useResource } from "../../live/useResource";
import { useTold } from "../../live/useTold";

const MOST = 1000;

export interface Models {
  models: readonly Model[];
  total: number;
  isRead: boolean;
  error: Error | null;
  reload: () => Promise<void>;
}

// The models that a filter leaves, newest first, read again when one of them changed.
export function useModels(stage: string | null, text: string): Models {
  const told = useTold("model_id");
  const { data, error, reload } = useResource(`${stage} ${text}`, told, (signal) =>
    listModels({ stage: stage ?? undefined, q: text || undefined, limit: MOST }, signal),
  );
  const models = data?.items ?? [];
  return { models, total: data?.total ?? models.length, isRead: data !== null, error, reload };
}
