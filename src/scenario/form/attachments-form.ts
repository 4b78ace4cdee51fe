/** The files that messages carry, as a file says it. */
import { word } from "./leaf.js";
import { field, mapping } from "./mapping.js";
import { durationOr, share } from "./quantities.js";

export const attachmentsForm = mapping({
  share: field(share(), "The share of the messages that carry a file.", "1 %"),
  store: field(word(["site-1", "site-2", "third-site"]), "Where the file store stands.", "primarySite"),
  backup: field(
    durationOr(["none"], { positive: true }),
    "How often everything in the store is copied to the other site.",
    "8 h",
  ),
}).meta({ title: "Attachments" });
