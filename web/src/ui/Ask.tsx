import { createContext, type ReactNode, use, useCallback, useEffect, useState } from "react";
import { Boundary } from "./Boundary";
import { firstChart } from "./firstChart";
import { lazily } from "./lazily";

const load = () => import("./AskDialog").then((dialog) => dialog.default);
const AskDialog = lazily(load);

export interface Question {
  title: string;
  text: ReactNode;
  confirm: string;
  keep: string;
  // Nothing is destroyed by a yes.
  isCalm?: boolean;
  // Asks for a text as well, such as a note; what it holds at first.
  field?: { label: string; value: string; rows: number };
}

export type Answer = { value: string } | null;
type Asker = (question: Question) => Promise<Answer>;

const AskContext = createContext<Asker | null>(null);

// Asks before anything is destroyed, and resolves to null when the answer is no.
export function useAsk(): Asker {
  const ask = use(AskContext);
  if (ask === null) throw new Error("BUG: useAsk outside of AskProvider");
  return ask;
}

interface Open {
  question: Question;
  answer: (answer: Answer) => void;
}

export function AskProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Asker>((question) => new Promise((answer) => setOpen({ question, answer })), []);
  // Here before it is needed: without the server there would be nobody to fetch it from.
  useEffect(() => void firstChart.then(load).catch(() => {}), []);
  const close = (answer: Answer) => {
    open?.answer(answer);
    setOpen(null);
  };
  return (
    <AskContext value={ask}>
      {children}
      {open !== null && (
        <Boundary name="The question">
          <AskDialog question={open.question} onClose={close} />
        </Boundary>
      )}
    </AskContext>
  );
}
