-- Tokens of somebody new are made a moment after the registration, many people at once (decision 20). Until then they stand
-- here, and a search opens their names. Without a foreign key, as name_token; taken out with the person.
CREATE TABLE name_due (
    person_id  BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- The tokens are others from now on. Where nobody is known yet, nobody is to be indexed again.
UPDATE epoch SET value = 2 WHERE name = 'names' AND NOT EXISTS (SELECT 1 FROM person);
