import { describe, expect, it } from "vitest";
import type { ChatServer } from "../../../src/pool/service/chat-servers.js";
import { FrontEnds } from "../../../src/pool/service/front-ends.js";
import { Standing } from "../../../src/pool/service/standing.js";
import { PoolState } from "../../../src/pool/state.js";
import type { Strike } from "../../../src/spec/index.js";
import type { Micros } from "../../../src/units/index.js";
import { PLAIN, playable } from "../../studies/playing.js";

const STRIKE = { id: "strike" } as Strike;
const AT = 0 as Micros;

function serverOf(name: string, active: boolean): ChatServer {
  return {
    name,
    drawnAs: `near/${name}`,
    site: "site-1",
    active,
    lingers: false,
    siteUp: true,
    crash: null,
    recycling: false,
    wentBy: "silence",
    attachedTo: active ? "principal" : null,
    isCold: false,
    coming: null,
  };
}

function stood() {
  const state = new PoolState(playable(PLAIN), 0);
  const frontEnds = new FrontEnds("front-end-1", null);
  const [active, spare] = [serverOf("active", true), serverOf("spare", false)];
  return { state, frontEnds, active, spare, standing: new Standing(state, frontEnds, [active, spare]) };
}

describe("what is another since users were told of it", () => {
  it("is nothing where nothing happened, and nothing once it was asked", () => {
    const { active, standing } = stood();
    expect(standing.whatChanged()).toBe("nothing");
    active.crash = STRIKE;
    standing.whatChanged();
    expect(standing.whatChanged()).toBe("nothing");
  });

  it("is a spare where a server that nobody uses goes away or comes back", () => {
    const { spare, standing } = stood();
    spare.crash = STRIKE;
    expect(standing.whatChanged()).toBe("spares");
    spare.crash = null;
    spare.wentBy = "reset";
    expect(standing.whatChanged()).toBe("spares");
  });

  it("is what they meet where a server on the list goes away, with or without a spare", () => {
    const { active, spare, standing } = stood();
    active.crash = STRIKE;
    spare.crash = STRIKE;
    expect(standing.whatChanged()).toBe("what-users-meet");
  });

  it("is what they meet where a spare is put on the list, goes on for those it has, or is taken off it", () => {
    const { spare, standing } = stood();
    spare.active = true;
    expect(standing.whatChanged()).toBe("what-users-meet");
    spare.active = false;
    spare.lingers = true;
    spare.attachedTo = "mirror";
    expect(standing.whatChanged()).toBe("what-users-meet");
    spare.lingers = false;
    spare.attachedTo = null;
    expect(standing.whatChanged()).toBe("what-users-meet");
  });

  it("is nothing where a Front End goes away that carries nobody", () => {
    const { frontEnds, standing } = stood();
    frontEnds.failOver(["site-2"], AT);
    expect(standing.whatChanged()).toBe("what-users-meet");
    frontEnds.strike("front-end-2", STRIKE, AT);
    expect(standing.whatChanged()).toBe("nothing");
    frontEnds.strike("front-end-1", STRIKE, AT);
    expect(standing.whatChanged()).toBe("what-users-meet");
  });

  it("is what they meet where the link is cut, and nothing where it is slowed", () => {
    const { state, standing } = stood();
    const failure = { what: "wan-slow", bandwidth: 1_000, roundTrip: null };
    state.slows({ id: "slow", failure } as unknown as Strike);
    expect(standing.whatChanged()).toBe("nothing");
    state.wanIsCut(true);
    expect(standing.whatChanged()).toBe("what-users-meet");
  });
});

describe("the link of a pool", () => {
  it("is the worst of all slow-downs that hold, and back as it was without them", () => {
    const { state } = stood();
    const whole = state.bareLink!;
    const slowBy = (bandwidth: number | null, roundTrip: number | null): Strike =>
      ({ id: `${bandwidth}`, failure: { what: "wan-slow", bandwidth, roundTrip } }) as unknown as Strike;
    const [narrow, far] = [slowBy(whole.bandwidth / 2, null), slowBy(null, whole.roundTrip * 3)];
    state.slows(narrow);
    state.slows(far);
    expect(state.bareLink).toEqual({ bandwidth: whole.bandwidth / 2, roundTrip: whole.roundTrip * 3 });
    state.wanIsCut(true);
    expect(state.bareLink).toBeNull();
    state.slowsNoMore(narrow);
    state.wanIsCut(false);
    expect(state.bareLink).toEqual({ ...whole, roundTrip: whole.roundTrip * 3 });
    state.slowsNoMore(far);
    expect(state.bareLink).toEqual(whole);
  });
});
