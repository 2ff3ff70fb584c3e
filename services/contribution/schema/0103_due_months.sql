-- An assessment counts in the month that it is due in as well as in its own, so
-- that a January has data as soon as something falls due in it. The days since
-- 1970-01-01 are taken apart by the calendar's cycles of 400 years, in years
-- that begin in March.
INSERT INTO ledger_month (month, transaction_count)
SELECT due_month, COUNT(*) FROM (
  SELECT month, (year_of_era + era * 400) * 12 + 2
      + (5 * (day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100)) + 2) / 153
      AS due_month
  FROM (
    SELECT month, era, day_of_era,
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365
        AS year_of_era
    FROM (
      SELECT month, (day + 719468) / 146097 AS era, (day + 719468) % 146097 AS day_of_era
      FROM ledger_transaction) cycle) dated) due
WHERE due_month <> month
GROUP BY due_month
ON CONFLICT (month) DO UPDATE SET
  transaction_count = ledger_month.transaction_count + excluded.transaction_count;
