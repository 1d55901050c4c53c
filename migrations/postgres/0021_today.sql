-- What waits for the staff at all trainings together: who needs something, and whose offer lapses soon.
CREATE INDEX registration_needy ON registration (event_id, state)
    WHERE needs_interpreter = TRUE OR needs_step_free = TRUE OR needs_childcare = TRUE OR needs_travel = TRUE
      OR needs_lodging = TRUE OR diet IS NOT NULL;
CREATE INDEX registration_offered ON registration (offer_expires_at) WHERE state = 'offered';
