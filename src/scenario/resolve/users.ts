/** Users, chat servers and the traffic between them with every default filled in. */
import type { Servers, Traffic, Users } from "../../spec/index.js";
import type { Micros } from "../../units/index.js";
import type { ScenarioForm } from "../form/scenario-form.js";
import { SERVERS, TRAFFIC, USERS } from "./defaults.js";

export function resolveUsers(form: ScenarioForm["users"] = {}): Users {
  return {
    count: form.count ?? USERS.count,
    atSite2: form.atSite2 ?? USERS.atSite2,
    endpointsPerUser: form.endpointsPerUser ?? USERS.endpointsPerUser,
    signInsPerServer: form.signInsPerServer ?? USERS.signInsPerServer,
    overload: form.overload ?? "degrade",
    stayWithSite: form.stayWithSite ?? false,
    retryFor: form.retryFor ?? (0 as Micros),
    noticeReset: form.noticeReset ?? USERS.noticeReset,
    noticeSilence: form.noticeSilence ?? USERS.noticeSilence,
    backOff: form.backOff ?? USERS.backOff,
    longestBackOff: form.longestBackOff ?? USERS.longestBackOff,
  };
}

export function resolveServers(form: ScenarioForm["servers"] = {}): Servers {
  const { recycle = {} } = form;
  return {
    usersPerServer: form.usersPerServer ?? SERVERS.usersPerServer,
    messagesPerServer: form.messagesPerServer ?? null,
    workers: form.workers ?? SERVERS.workers,
    reattach: form.reattach ?? SERVERS.reattach,
    warmUp: form.warmUp ?? SERVERS.warmUp,
    replication: form.replication ?? SERVERS.replication,
    recycle: {
      after: recycle.after ?? SERVERS.recycle.after,
      lasts: recycle.lasts ?? SERVERS.recycle.lasts,
      every: recycle.every ?? SERVERS.recycle.every,
    },
  };
}

export function resolveTraffic(form: ScenarioForm["traffic"] = {}): Traffic {
  return {
    post: form.post ?? TRAFFIC.post,
    relay: form.relay ?? TRAFFIC.relay,
    delivery: form.delivery ?? TRAFFIC.delivery,
    deliveriesPerMessage: form.deliveriesPerMessage ?? TRAFFIC.deliveriesPerMessage,
    queriesPerPost: form.queriesPerPost ?? TRAFFIC.queriesPerPost,
    lanRoundTrip: form.lanRoundTrip ?? TRAFFIC.lanRoundTrip,
  };
}
