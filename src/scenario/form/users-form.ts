/** Users, the servers that they sign in to, and what their messages cost on the way, as a file says it. */
import { HOUR } from "../../units/index.js";
import { durationOrLaw } from "./law-form.js";
import { flag, number, word } from "./leaf.js";
import { field, mapping } from "./mapping.js";
import { duration, frequency, share, size } from "./quantities.js";

const MOST_USERS = 100_000_000;

export const usersForm = mapping({
  count: field(
    number({ from: 0, to: MOST_USERS, whole: true }),
    "Users of the pool; 0 stands for one notional user.",
    "80000",
  ),
  atSite2: field(share(), "The share of the users who sit in site 2.", "50 %"),
  endpointsPerUser: field(
    number({ from: 0, to: 1_000 }),
    "Signed-in devices per user; 0: one each, and signing in costs nothing.",
    "1.5",
  ),
  signInsPerServer: field(frequency(false), "Sign-ins that one chat server can take.", "100 / s"),
  overload: field(
    word(["degrade", "reject"]),
    "Whether servers with too many users grow slow or turn users away.",
    "degrade",
  ),
  stayWithSite: field(flag(), "Whether the users of a lost site are lost with it.", "false"),
  retryFor: field(duration(), "How long a refused message is tried again.", "0 s"),
  noticeReset: field(
    durationOrLaw(),
    "How long a client takes to notice that its connection was closed: a duration or a uniform law.",
    "{ uniform: [1 s, 5 s] }",
  ),
  noticeSilence: field(
    durationOrLaw(),
    "How long a client takes to notice that nothing answers: a duration or a uniform law.",
    "{ uniform: [60 s, 120 s] }",
  ),
  backOff: field(
    duration({ positive: true }),
    "The first window within which a client tries to sign in again; each is twice the one before.",
    "60 s",
  ),
  longestBackOff: field(
    duration({ positive: true }),
    "The longest of these windows; never shorter than backOff.",
    "5 min",
  ),
}).meta({ title: "Users" });

const recycleForm = mapping({
  after: field(duration(), "From the loss of its peers until a server recycles.", "60 s"),
  lasts: field(duration(), "How long the server is down for it.", "90 s"),
  every: field(
    duration({ positive: true }),
    "From one recycling to the next while the peers stay away; never shorter than lasts.",
    "5 min",
  ),
});

export const serversForm = mapping({
  usersPerServer: field(
    number({ from: 1, to: MOST_USERS, whole: true }),
    "Users that one chat server is made for.",
    "20000",
  ),
  messagesPerServer: field(
    frequency(false),
    "Messages that one chat server can take.",
    "half as much again as the users of a full server send at the busiest time",
  ),
  workers: field(
    number({ from: 1, to: 1_000, whole: true }),
    "How many messages one chat server works on at the same time.",
    "12",
  ),
  reattach: field(
    durationOrLaw(),
    "From a database that serves again until a chat server uses it.",
    "{ uniform: [5 s, 30 s] }",
  ),
  warmUp: field(
    durationOrLaw(),
    "From the activation of an idle chat server until it uses the database.",
    "60 s",
  ),
  replication: field(
    durationOrLaw(),
    "Until every chat server knows of a changed setting.",
    "{ uniform: [1 min, 5 min] }",
  ),
  recycle: field(
    recycleForm,
    "What a chat server does that has lost its peers and is away from the database.",
    "after 60 s, for 90 s, every 5 min",
  ),
}).meta({ title: "Chat servers" });

export const trafficForm = mapping({
  post: field(size(), "What a message is on its way from a server to the database.", "4 KB"),
  relay: field(size(), "What it is on its way from one server to another.", "1 KB"),
  delivery: field(size(), "What it is on its way to one device of a user.", "1 KB"),
  deliveriesPerMessage: field(
    number({ from: 0, to: MOST_USERS }),
    "How many users a message is delivered to, on average.",
    "138",
  ),
  queriesPerPost: field(
    number({ from: 0, to: 1_000 }),
    "Round trips from server to database for one message.",
    "3",
  ),
  lanRoundTrip: field(
    duration({ atMost: HOUR }),
    "The round trip between two machines of one site.",
    "0.5 ms",
  ),
}).meta({ title: "Traffic of the pool" });
