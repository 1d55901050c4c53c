-- Why a training was called off, in the words that readers and those who registered are given.

ALTER TABLE event_text ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT '';
