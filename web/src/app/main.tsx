import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LiveContext } from "../live/LiveContext";
import { Live } from "../live/live";
import { AskProvider } from "../ui/Ask";
import { firstChart } from "../ui/firstChart";
import { lazily } from "../ui/lazily";
import "../ui/page.css";
import { App } from "./App";
import { BackAgain } from "./BackAgain";

// What stands alone in a frame of another page needs little of this one.
const EmbedPage = lazily(() => import("./EmbedPage").then((page) => page.default));

const live = new Live(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, firstChart);
live.open();

const root = document.getElementById("root");
if (root === null) throw new Error("BUG: the page has no root");
createRoot(root).render(
  <StrictMode>
    <LiveContext value={live}>
      <BackAgain>
        <AskProvider>{location.pathname.startsWith("/embed/") ? <EmbedPage /> : <App />}</AskProvider>
      </BackAgain>
    </LiveContext>
  </StrictMode>,
);
