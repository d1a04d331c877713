// The playground's chunk: all that a run changes on a lesson's page. Only later.tsx asks for it.
import { arrived } from "#components/ui/arriving.tsx";

export { LessonWorkbench } from "#components/playground/lesson-workbench.tsx";
export { Act } from "./act.tsx";
export { LessonReading } from "./lesson-reading.tsx";
export { Line } from "./line.tsx";
export { Predict } from "./predict.tsx";
export { LessonProgressOf } from "./progress.tsx";
export { Task } from "./task.tsx";
export { Why } from "./why.tsx";

/** Asked for from here, it comes without what the playground has already. */
export const figureStage = () =>
  arrived(() => import("./figure-stage.tsx")).then(({ FigureStage }) => FigureStage);

export const cheatSheet = () =>
  arrived(() => import("./cheat-sheet.tsx")).then(({ CheatSheet }) => CheatSheet);

export const feeds = () => arrived(() => import("./feeds/feeds.tsx")).then(({ Feeds }) => Feeds);

export const tcpModel = () =>
  arrived(() => import("./tcp/tcp-model.tsx")).then(({ TcpModel }) => TcpModel);

export const exercise = () =>
  arrived(() => import("./exercise.tsx")).then(({ Exercise }) => Exercise);

export const emitTable = () =>
  arrived(() => import("./emit-table.tsx")).then(({ EmitTable }) => EmitTable);

export const byHand = () => arrived(() => import("./by-hand.tsx")).then(({ ByHand }) => ByHand);
