-- Bookings with times: from and until in minutes of the day, and the minutes of a period (0: the whole day is one).
ALTER TABLE booking ADD COLUMN begins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE booking ADD COLUMN ends INTEGER NOT NULL DEFAULT 1440;
ALTER TABLE booking ADD COLUMN period INTEGER NOT NULL DEFAULT 0;
