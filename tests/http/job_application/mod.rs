mod concurrency;
mod daily_limit;
mod lists;
mod making;
mod overview;
mod removing;
mod status;
mod updating;
