-- What was published in a period, in another order than that of publication: each month is read in that order.
CREATE INDEX live_story_of_month_by_updated_at ON live_story
    (date_trunc('month', published_at AT TIME ZONE 'UTC'), updated_at, story_id) INCLUDE (published_at);
CREATE INDEX live_story_of_month_by_title ON live_story
    (date_trunc('month', published_at AT TIME ZONE 'UTC'), title_key, story_id) INCLUDE (published_at);

-- How many stories a popular tag has is what an estimate of its lists begins with.
ALTER TABLE live_story_tag ALTER tag_id SET STATISTICS 1000;
