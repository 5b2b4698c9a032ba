# SPDX-License-Identifier: Apache-2.0
"""Two slixmpp clients talk over a node; each step says whether it did what it should. See slixmpp.sh."""
import asyncio
import logging
import sys
from pathlib import Path

import slixmpp

HOST = "127.0.0.1"
PORT = int(sys.argv[1])
CERTIFICATE = Path(sys.argv[2])
DEADLINE_S = 15
EVENTS = ["session_start", "sm_enabled", "sm_failed", "session_resumed", "stanza_acked", "disconnected", "message",
          "carbon_received", "carbon_sent", "roster_update", "got_online", "got_offline", "failed_auth", "stream_error"]


class Client(slixmpp.ClientXMPP):
    """A client whose events wait until somebody asks for them."""

    def __init__(self, jid):
        super().__init__(jid, "pencil")
        self.ca_certs = CERTIFICATE
        for plugin in ("xep_0030", "xep_0059", "xep_0198", "xep_0199", "xep_0203", "xep_0280", "xep_0297", "xep_0313"):
            self.register_plugin(plugin)
        self.seen = {name: asyncio.Queue() for name in EVENTS}
        for name in EVENTS:
            self.add_event_handler(name, self.seen[name].put_nowait)

    async def next(self, event):
        try:
            return await asyncio.wait_for(self.seen[event].get(), DEADLINE_S)
        except asyncio.TimeoutError:
            raise AssertionError(f"{self.boundjid}: no {event}") from None

    def none_left(self, event):
        left = self.seen[event]
        assert left.empty(), f"{self.boundjid}: one {event} too many: {left.get_nowait()}"

    async def log_in(self):
        self.connect((HOST, PORT))
        await self.next("session_start")
        await self.next("sm_enabled")
        await self.get_roster()
        self.send_presence()
        return self

    async def log_out(self):
        await self.disconnect()
        await self.next("disconnected")

    async def body(self, expected, delayed=None):
        message = await self.next("message")
        assert message["body"] == expected, f"{self.boundjid}: {message['body']} instead of {expected}"
        if delayed is not None:
            has = message["delay"]["stamp"] not in ("", None)
            assert has == delayed, f"{self.boundjid}: delay of {message}"
        return message

    async def synced(self):
        """Everything the node sent before is here."""
        await self["xep_0199"].send_ping("localhost", timeout=DEADLINE_S)


async def until(condition, what):
    for _ in range(DEADLINE_S * 20):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(what)


class Talk:
    """The steps, in this order."""

    async def login_by_scram(self):
        self.romeo = await Client("romeo@localhost/orchard").log_in()
        self.juliet = await Client("juliet@localhost/balcony").log_in()
        mechanism = self.romeo["feature_mechanisms"].mech.name
        assert mechanism.startswith("SCRAM-"), mechanism
        assert "starttls" in self.romeo.features
        assert str(self.romeo.boundjid) == "romeo@localhost/orchard"

    async def login_where_channels_are_bound(self):
        bound = await Client("romeo@bound.example/orchard").log_in()
        assert bound["feature_mechanisms"].mech.name in ("PLAIN", "SCRAM-SHA-512-PLUS")
        await bound.log_out()

    async def wrong_password(self):
        thief = Client("romeo@localhost/thief")
        thief.credentials["password"] = "quill"
        thief.password = "quill"
        thief.connect((HOST, PORT))
        await thief.next("failed_auth")
        await thief.disconnect()

    async def disco(self):
        info = await self.romeo["xep_0030"].get_info(jid="localhost", timeout=DEADLINE_S)
        features = info["disco_info"]["features"]
        for feature in ("urn:xmpp:carbons:2", "urn:xmpp:ping"):
            assert feature in features, features

    async def roster_and_presence(self):
        self.romeo.send_presence_subscription(pto="juliet@localhost")
        both = [(self.romeo, "juliet@localhost"), (self.juliet, "romeo@localhost")]
        for client, contact in both:
            await until(lambda: client.client_roster[contact]["subscription"] == "both", f"{client.boundjid}: subscription")
            await until(lambda: client.client_roster[contact].resources, f"{client.boundjid}: no presence of {contact}")
        self.romeo.update_roster("juliet@localhost", name="Juliet", groups=["Verona"])
        await self.romeo.synced()
        await self.romeo.get_roster()
        assert self.romeo.client_roster["juliet@localhost"]["name"] == "Juliet"
        assert self.romeo.client_roster["juliet@localhost"]["groups"] == ["Verona"]

    async def messages(self):
        self.romeo.send_message(mto="juliet@localhost", mbody="one", mtype="chat")
        answer = (await self.juliet.body("one", delayed=False)).reply("two & <three> ☃")
        answer.send()
        await self.romeo.body("two & <three> ☃", delayed=False)

    async def ping(self):
        await self.romeo["xep_0199"].send_ping("localhost", timeout=DEADLINE_S)
        await self.romeo["xep_0199"].send_ping(self.juliet.boundjid, timeout=DEADLINE_S)

    async def acknowledgements(self):
        self.romeo["xep_0198"].request_ack()
        await until(lambda: not self.romeo["xep_0198"].unacked_queue, "romeo: something is never acknowledged")

    async def cut_and_resume(self):
        romeo = self.romeo
        stream = romeo["xep_0198"].sm_id
        assert stream
        romeo.abort()
        await romeo.next("disconnected")
        for text in ("while you were away", "and this"):
            self.juliet.send_message(mto="romeo@localhost", mbody=text, mtype="chat")
        await self.juliet.synced()
        romeo.connect((HOST, PORT))
        await romeo.next("session_resumed")
        assert romeo["xep_0198"].sm_id == stream
        await romeo.body("while you were away")
        await romeo.body("and this")
        romeo.send_message(mto=self.juliet.boundjid, mbody="back", mtype="chat")
        await self.juliet.body("back")
        await romeo.synced()
        romeo.none_left("message")
        romeo.none_left("sm_failed")
        assert romeo.seen["session_start"].empty()
        self.juliet.none_left("got_offline")

    async def cut_with_unacknowledged_stanzas(self):
        romeo = self.romeo
        for number in range(20):
            romeo.send_message(mto=self.juliet.boundjid, mbody=f"storm {number}", mtype="chat")
        await self.juliet.body("storm 0")
        romeo.abort()
        await romeo.next("disconnected")
        romeo.connect((HOST, PORT))
        await romeo.next("session_resumed")
        for number in range(1, 20):
            await self.juliet.body(f"storm {number}")
        await romeo.synced()
        await self.juliet.synced()
        self.juliet.none_left("message")
        romeo["xep_0198"].request_ack()
        await until(lambda: not romeo["xep_0198"].unacked_queue, "romeo: something is never acknowledged")

    async def resumption_refused(self):
        """An unknown stream: slixmpp binds anew on the same connection."""
        romeo = self.romeo
        romeo.abort()
        await romeo.next("disconnected")
        romeo["xep_0198"].sm_id = "0-0"
        romeo.connect((HOST, PORT))
        await romeo.next("sm_failed")
        await romeo.next("session_start")
        await romeo.next("sm_enabled")
        romeo.send_presence()
        await romeo.synced()

    async def offline(self):
        await self.juliet.log_out()
        for text in ("asleep?", "good night"):
            self.romeo.send_message(mto="juliet@localhost", mbody=text, mtype="chat")
        await self.romeo.synced()
        self.juliet = await Client("juliet@localhost/balcony").log_in()
        await self.juliet.body("asleep?", delayed=True)
        await self.juliet.body("good night", delayed=True)
        await self.juliet.synced()
        self.juliet.none_left("message")

    async def carbons(self):
        tomb = await Client("juliet@localhost/tomb").log_in()
        for client in (self.juliet, tomb):
            await client["xep_0280"].enable(timeout=DEADLINE_S)
        self.romeo.send_message(mto="juliet@localhost/balcony", mbody="to one", mtype="chat")
        await self.juliet.body("to one")
        carbon = await tomb.next("carbon_received")
        assert carbon["carbon_received"]["body"] == "to one", carbon
        self.juliet.send_message(mto="romeo@localhost/orchard", mbody="from one", mtype="chat")
        await self.romeo.body("from one")
        carbon = await tomb.next("carbon_sent")
        assert carbon["carbon_sent"]["body"] == "from one", carbon
        await tomb.synced()
        tomb.none_left("carbon_received")
        await tomb.log_out()

    async def archive(self):
        bodies = []
        async for found in self.juliet["xep_0313"].iterate(with_jid=slixmpp.JID("romeo@localhost"), rsm={"max": 5}):
            bodies.append(found["mam_result"]["forwarded"]["stanza"]["body"])
        expected = (["one", "two & <three> ☃", "while you were away", "and this", "back"]
                    + [f"storm {number}" for number in range(20)]
                    + ["asleep?", "good night", "to one", "from one"])
        assert bodies == expected, f"{bodies} instead of {expected}"

    async def leave(self):
        await self.romeo.log_out()
        await self.juliet.next("got_offline")
        await self.juliet.log_out()


async def main():
    talk = Talk()
    steps = [name for name in Talk.__dict__ if not name.startswith("_")]
    for step in steps:
        try:
            await asyncio.wait_for(getattr(talk, step)(), DEADLINE_S * 4)
        except Exception as failure:  # whatever it is, it is this step's
            print(f"slixmpp {slixmpp.__version__}  FAILED  {step}: {type(failure).__name__} {failure}")
            return 1
        print(f"slixmpp {slixmpp.__version__}  ok  {step}")
    return 0


logging.basicConfig(level=logging.CRITICAL)
sys.exit(asyncio.get_event_loop().run_until_complete(main()))
