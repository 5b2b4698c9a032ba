// SPDX-License-Identifier: Apache-2.0
// Two xmpp.js clients talk over a node; each step says whether it did what it should. See xmppjs.sh.
import assert from "node:assert/strict";
import { client, xml } from "@xmpp/client";

const PORT = process.argv[2];
const DEADLINE_MS = 15_000;
const SASL2 = "urn:xmpp:sasl:2";
const SM = "urn:xmpp:sm:3";

/** What came, or comes in time. */
class Queue {
  #there = [];
  #wanted = [];

  put(item) {
    const waiting = this.#wanted.shift();
    if (waiting) waiting(item);
    else this.#there.push(item);
  }

  next(what) {
    if (this.#there.length > 0) return Promise.resolve(this.#there.shift());
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`no ${what}`)), DEADLINE_MS);
      this.#wanted.push((item) => {
        clearTimeout(late);
        done(item);
      });
    });
  }

  get length() {
    return this.#there.length;
  }
}

class Device {
  constructor(username) {
    this.xmpp = client({ service: `xmpps://localhost:${PORT}`, domain: "localhost", username, password: "pencil" });
    this.xmpp.reconnect.delay = 100;
    this.messages = new Queue();
    this.successes = new Queue();
    this.resumed = new Queue();
    this.mechanisms = [];
    this.xmpp.on("error", (error) => (this.error = error));
    this.xmpp.on("element", (element) => {
      if (element.is("message")) this.messages.put(element);
      if (element.is("success", SASL2)) this.successes.put(element);
    });
    this.xmpp.on("send", (element) => {
      if (element.is("authenticate", SASL2)) this.mechanisms.push(element.attrs.mechanism);
    });
    this.xmpp.streamManagement.on("resumed", () => this.resumed.put(true));
  }

  async start() {
    await this.xmpp.start();
    await this.xmpp.send(xml("presence"));
    return this;
  }

  say(to, text) {
    return this.xmpp.send(xml("message", { type: "chat", to: to.toString() }, xml("body", {}, text)));
  }

  async body(expected) {
    const message = await this.messages.next(`message "${expected}"`);
    assert.equal(message.getChildText("body"), expected);
  }

  /** Everything the node sent before is here. */
  async synced() {
    await this.xmpp.iqCaller.request(xml("iq", { type: "get", to: "localhost" }, xml("ping", "urn:xmpp:ping")), DEADLINE_MS);
  }
}

let romeo;
let juliet;
let stream;

const steps = {
  async loginInOneRoundTrip() {
    romeo = await new Device("romeo").start();
    juliet = await new Device("juliet").start();
    assert.match(romeo.mechanisms[0], /^SCRAM-/);
    const success = await romeo.successes.next("success");
    const bound = success.getChild("bound", "urn:xmpp:bind:0");
    assert.ok(bound, success.toString());
    assert.ok(bound.getChild("enabled", SM)?.attrs.id, success.toString());
    assert.ok(success.getChild("token", "urn:xmpp:fast:0"), success.toString());
    assert.equal(romeo.xmpp.jid.bare().toString(), "romeo@localhost");
    assert.ok(romeo.xmpp.jid.resource);
    stream = romeo.xmpp.streamManagement.id;
  },

  async messages() {
    await romeo.say("juliet@localhost", "one");
    await juliet.body("one");
    await juliet.say(romeo.xmpp.jid, "two & <three> ☃");
    await romeo.body("two & <three> ☃");
  },

  async ping() {
    await romeo.synced();
    await juliet.xmpp.iqCaller.request(
      xml("iq", { type: "get", to: romeo.xmpp.jid.toString() }, xml("ping", "urn:xmpp:ping")), DEADLINE_MS);
  },

  async cutAndResumeByToken() {
    const address = romeo.xmpp.jid.toString();
    romeo.xmpp.reconnect.stop();
    const gone = new Promise((done) => romeo.xmpp.once("disconnect", done));
    romeo.xmpp.socket.socket.destroy();
    await gone;
    await juliet.say("romeo@localhost", "while you were away");
    await juliet.say(address, "and this");
    await juliet.synced();
    await romeo.xmpp.reconnect.reconnect();
    await romeo.resumed.next("resumption");
    assert.equal(romeo.mechanisms.at(-1), "HT-SHA-256-NONE");
    assert.equal(romeo.mechanisms.length, 2, romeo.mechanisms.join());
    const success = await romeo.successes.next("second success");
    assert.equal(success.getChild("resumed", SM)?.attrs.previd, stream, success.toString());
    assert.equal(success.getChild("bound", "urn:xmpp:bind:0"), undefined);
    assert.equal(romeo.xmpp.jid.toString(), address);
    await romeo.body("while you were away");
    await romeo.body("and this");
    await romeo.say(juliet.xmpp.jid, "back");
    await juliet.body("back");
    await romeo.synced();
    assert.equal(romeo.messages.length, 0);
    assert.equal(juliet.messages.length, 0);
  },

  async bindAnewWithAToken() {
    romeo.xmpp.streamManagement.id = "";
    const gone = new Promise((done) => romeo.xmpp.once("disconnect", done));
    romeo.xmpp.socket.socket.destroy();
    await gone;
    await romeo.xmpp.reconnect.reconnect();
    const success = await romeo.successes.next("third success");
    assert.ok(success.getChild("bound", "urn:xmpp:bind:0"), success.toString());
    assert.equal(romeo.mechanisms.at(-1), "HT-SHA-256-NONE");
    await romeo.synced();
  },

  async leave() {
    await romeo.xmpp.stop();
    await juliet.xmpp.stop();
  },
};

for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`xmpp.js  ok  ${name}`);
  } catch (failure) {
    console.log(`xmpp.js  FAILED  ${name}: ${failure.stack} ${romeo?.error ?? ""} ${juliet?.error ?? ""}`);
    process.exit(1);
  }
}
process.exit(0);
