mod credentials;
mod refresh_tokens;
mod standing;
mod users;
