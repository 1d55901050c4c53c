-- On what terms places of an event are given: who gets them, how long an offer stands, until when answers change, and which
-- events belong together.

ALTER TABLE event ADD COLUMN admission TEXT NOT NULL DEFAULT 'first_come' CHECK (admission IN ('first_come', 'selection'));
ALTER TABLE event ADD COLUMN answers_until TIMESTAMPTZ;
ALTER TABLE event ADD COLUMN offer_hours BIGINT CHECK (offer_hours >= 1 AND offer_hours <= 336);
ALTER TABLE event ADD COLUMN series_id UUID;
CREATE INDEX event_series ON event (series_id, starts_at, id) WHERE series_id IS NOT NULL;
