-- FAST (XEP-0484): the highest count the client has used the token with; -1 before it has said one.
ALTER TABLE fast_token ADD COLUMN counted INTEGER NOT NULL DEFAULT -1;
