/** The first sentence about what people planned: what it does to the data, and what users wait for. */
import { type CellFacts, here, isCausedBy, onPath, reasonsOf, stepOf, there } from "./facts.js";
import { spoken } from "./spoken.js";

export function planned(facts: CellFacts): string {
  const what = isCausedBy(facts, "failback") ? "failback" : "switchover";
  return `${DATA[what](facts)}; ${service(facts, what)}`;
}

const DATA = { failback: wayBack, switchover };

function wayBack(facts: CellFacts): string {
  if (facts.figures.rpo.most === 0) return "nothing is lost: nobody writes while the database goes back";
  if (reasonsOf(facts).length === 0) return "the way back does not end within the horizon";
  return "what was written behind the full backup that goes back is lost";
}

function switchover(facts: CellFacts): string {
  if (facts.figures.rpo.most === 0) {
    return `nothing is lost: the pool is stopped first, and the tail of its log goes to ${there(facts)}`;
  }
  return "not everything that was written came along";
}

function service(facts: CellFacts, what: keyof typeof DATA): string {
  const { usersDown, rto } = facts.figures;
  if (usersDown.most === 0) return "service goes on";
  if (rto.nNull > 0) return "nobody is served again within the horizon";
  const build = stepOf(facts, "build-mirror") ?? stepOf(facts, "mirror-primary");
  if (what === "switchover") {
    if (!onPath(facts, "activate-servers")) return "nobody is served until the pool state is switched";
    const behind = build === undefined ? "" : `, behind the mirror build of ${spoken(build.lasts)}`;
    return `nobody is served until the servers there are activated${behind}`;
  }
  const twice = onPath(facts, "back-up-secondary") && onPath(facts, "ship-logs-again");
  const meanwhile = [
    ...(twice ? [`the database crosses the link to ${here(facts)} and back`] : []),
    ...(build === undefined ? [] : ["its mirror is built"]),
  ];
  const during = meanwhile.length === 0 ? "" : ` while ${meanwhile.join(" and ")},`;
  return `nobody is served${during} until ${lastStep(facts)}`;
}

/** Which of the two comes last is what the documented order and the safer one differ in. */
function lastStep(facts: CellFacts): string {
  const steps = facts.path.map(({ step }) => step);
  if (!steps.includes("activate-primary-servers")) return "the pool state is switched back";
  return steps.indexOf("switch-pool-state-back") > steps.indexOf("activate-primary-servers")
    ? "the pool state is switched back, behind the activation of its servers"
    : "its servers are activated, behind the switch of the pool state";
}
